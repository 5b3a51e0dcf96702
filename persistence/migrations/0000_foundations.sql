CREATE TABLE "checkpoint" (
	"document_id" bigint PRIMARY KEY NOT NULL,
	"epoch" text NOT NULL,
	"seq" bigint NOT NULL,
	"journal_bytes" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "checkpoint_chunk" (
	"document_id" bigint NOT NULL,
	"place" integer NOT NULL,
	"data" "bytea" NOT NULL,
	CONSTRAINT "checkpoint_chunk_document_id_place_pk" PRIMARY KEY("document_id","place")
);
--> statement-breakpoint
CREATE TABLE "checkpoint_claim" (
	"document_id" bigint PRIMARY KEY NOT NULL,
	"claimed_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "document_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"workspace_id" text NOT NULL,
	"title" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "document_name" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "document_client" (
	"document_id" bigint NOT NULL,
	"client_id" bigint NOT NULL,
	"actor_id" text NOT NULL,
	CONSTRAINT "document_client_document_id_client_id_pk" PRIMARY KEY("document_id","client_id")
);
--> statement-breakpoint
CREATE TABLE "document_head" (
	"document_id" bigint PRIMARY KEY NOT NULL,
	"epoch" text NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_xid" "xid8" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "epoch" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"epoch" text NOT NULL,
	CONSTRAINT "epoch_one_row" CHECK ("epoch"."only"),
	CONSTRAINT "epoch_form" CHECK ("epoch"."epoch" ~ '^[0-9a-z]{1,16}$')
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"document_id" bigint NOT NULL,
	"seq" bigint NOT NULL,
	"epoch" text NOT NULL,
	"batch_id" uuid NOT NULL,
	"actor_id" text NOT NULL,
	"origin" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"update" "bytea" NOT NULL,
	"salt" "bytea" NOT NULL,
	"leaf" "bytea" NOT NULL,
	"note" jsonb,
	CONSTRAINT "journal_document_id_seq_pk" PRIMARY KEY("document_id","seq"),
	CONSTRAINT "journal_origin" CHECK ("journal"."origin" in ('client', 'revert', 'decision', 'restore', 'import', 'migration'))
) PARTITION BY HASH ("document_id");
--> statement-breakpoint
CREATE TABLE "membership" (
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"groups" text[] DEFAULT '{}' NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id"),
	CONSTRAINT "membership_role" CHECK ("membership"."role" in ('admin', 'manager', 'editor', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "workspace" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "checkpoint" ADD CONSTRAINT "checkpoint_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkpoint_chunk" ADD CONSTRAINT "checkpoint_chunk_document_id_checkpoint_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."checkpoint"("document_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document" ADD CONSTRAINT "document_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_head" ADD CONSTRAINT "document_head_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_workspace" ON "document" USING btree ("workspace_id","kind");--> statement-breakpoint
CREATE INDEX "membership_user" ON "membership" USING btree ("user_id");--> statement-breakpoint
-- By hand from here on: what Drizzle cannot say.
CREATE TABLE "journal_0" PARTITION OF "journal" FOR VALUES WITH (MODULUS 8, REMAINDER 0);--> statement-breakpoint
CREATE TABLE "journal_1" PARTITION OF "journal" FOR VALUES WITH (MODULUS 8, REMAINDER 1);--> statement-breakpoint
CREATE TABLE "journal_2" PARTITION OF "journal" FOR VALUES WITH (MODULUS 8, REMAINDER 2);--> statement-breakpoint
CREATE TABLE "journal_3" PARTITION OF "journal" FOR VALUES WITH (MODULUS 8, REMAINDER 3);--> statement-breakpoint
CREATE TABLE "journal_4" PARTITION OF "journal" FOR VALUES WITH (MODULUS 8, REMAINDER 4);--> statement-breakpoint
CREATE TABLE "journal_5" PARTITION OF "journal" FOR VALUES WITH (MODULUS 8, REMAINDER 5);--> statement-breakpoint
CREATE TABLE "journal_6" PARTITION OF "journal" FOR VALUES WITH (MODULUS 8, REMAINDER 6);--> statement-breakpoint
CREATE TABLE "journal_7" PARTITION OF "journal" FOR VALUES WITH (MODULUS 8, REMAINDER 7);--> statement-breakpoint
-- Compressing a large update would cost time while the head of its document is held.
DO $$ BEGIN FOR n IN 0..7 LOOP EXECUTE format('ALTER TABLE journal_%s ALTER COLUMN update SET STORAGE EXTERNAL', n); END LOOP; END $$;--> statement-breakpoint
ALTER TABLE "checkpoint_chunk" ALTER COLUMN "data" SET STORAGE EXTERNAL;--> statement-breakpoint
-- Room for the next versions of a row on its own page, and a vacuum that does not wait for a share of a large table.
ALTER TABLE "document_head" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);--> statement-breakpoint
CREATE FUNCTION "journal_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'the journal is append-only: % refused', lower(TG_OP) USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER "journal_append_only" BEFORE UPDATE OR DELETE ON "journal" FOR EACH ROW EXECUTE FUNCTION "journal_is_append_only"();--> statement-breakpoint
INSERT INTO "epoch" ("epoch") SELECT left(replace(gen_random_uuid()::text, '-', ''), 10);
