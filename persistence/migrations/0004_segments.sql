CREATE TABLE "journal_segment" (
	"document_id" bigint NOT NULL,
	"from_seq" bigint NOT NULL,
	"to_seq" bigint NOT NULL,
	"update_bytes" bigint NOT NULL,
	"stored_bytes" bigint NOT NULL,
	"nodes" text[] NOT NULL,
	"hashes" text[] NOT NULL,
	"days" jsonb NOT NULL,
	"data" "bytea" NOT NULL,
	"moved_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "journal_segment_document_id_from_seq_pk" PRIMARY KEY("document_id","from_seq"),
	CONSTRAINT "journal_segment_run" CHECK ("journal_segment"."from_seq" between 1 and "journal_segment"."to_seq")
);
--> statement-breakpoint
CREATE TABLE "worker_attempt" (
	"document_id" bigint PRIMARY KEY NOT NULL,
	"attempts" integer NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"retry_at" timestamp with time zone
);--> statement-breakpoint
-- By hand from here on: what Drizzle cannot say. Brotli already.
ALTER TABLE "journal_segment" ALTER COLUMN "data" SET STORAGE EXTERNAL;--> statement-breakpoint
-- A row may go from the journal once a segment holds its number; nothing else may happen to it, as before.
CREATE OR REPLACE FUNCTION "journal_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' THEN
		IF OLD.seq <= (SELECT s.to_seq FROM public.journal_segment s WHERE s.document_id = OLD.document_id AND s.from_seq <= OLD.seq
			ORDER BY s.from_seq DESC LIMIT 1) THEN RETURN OLD; END IF;
	END IF;
	RAISE EXCEPTION 'the journal is append-only: % refused', lower(TG_OP) USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE FUNCTION "journal_segment_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'segments of the journal are append-only: % refused', lower(TG_OP) USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER "journal_segment_append_only" BEFORE UPDATE OR DELETE ON "journal_segment" FOR EACH ROW EXECUTE FUNCTION "journal_segment_is_append_only"();
