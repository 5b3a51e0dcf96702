CREATE TABLE "chain_link" (
	"document_id" bigint NOT NULL,
	"seq" bigint NOT NULL,
	"chain" "bytea" NOT NULL,
	CONSTRAINT "chain_link_document_id_seq_pk" PRIMARY KEY("document_id","seq")
);
--> statement-breakpoint
CREATE TABLE "conflict" (
	"document_id" bigint NOT NULL,
	"seq" bigint NOT NULL,
	"place" integer NOT NULL,
	"entry" text,
	"field" text,
	"kept_by" text NOT NULL,
	"lost_by" text NOT NULL,
	"resolved_seq" bigint,
	"resolved_by" text,
	"resolved_at" timestamp with time zone,
	"resolution" text,
	CONSTRAINT "conflict_document_id_seq_place_pk" PRIMARY KEY("document_id","seq","place")
);
--> statement-breakpoint
CREATE TABLE "fact" (
	"document_id" bigint NOT NULL,
	"seq" bigint NOT NULL,
	"place" integer NOT NULL,
	"path" json NOT NULL,
	"root" text NOT NULL,
	"entry" text,
	"field" text,
	"kind" text NOT NULL,
	"before" json,
	"after" json,
	"change" json,
	"actor_id" text NOT NULL,
	"origin" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"written_at" timestamp with time zone,
	"conflict" json,
	"overruled" boolean DEFAULT false NOT NULL,
	"reverted" text,
	"reason" text,
	CONSTRAINT "fact_document_id_seq_place_pk" PRIMARY KEY("document_id","seq","place")
) PARTITION BY HASH ("document_id");
--> statement-breakpoint
CREATE TABLE "history_cursor" (
	"document_id" bigint PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"facts" bigint DEFAULT 0 NOT NULL,
	"since_moment" bigint DEFAULT 0 NOT NULL,
	"chain" "bytea" NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp with time zone,
	"error" text,
	"derived_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "history_moment" (
	"document_id" bigint NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"state" "bytea" NOT NULL,
	CONSTRAINT "history_moment_document_id_seq_pk" PRIMARY KEY("document_id","seq")
);
--> statement-breakpoint
CREATE INDEX "fact_entry" ON "fact" USING btree ("document_id","entry","seq");--> statement-breakpoint
CREATE INDEX "fact_actor" ON "fact" USING btree ("document_id","actor_id","seq");--> statement-breakpoint
CREATE INDEX "fact_time" ON "fact" USING btree ("document_id","received_at");--> statement-breakpoint
-- By hand from here on: what Drizzle cannot say.
CREATE TABLE "fact_0" PARTITION OF "fact" FOR VALUES WITH (MODULUS 8, REMAINDER 0);--> statement-breakpoint
CREATE TABLE "fact_1" PARTITION OF "fact" FOR VALUES WITH (MODULUS 8, REMAINDER 1);--> statement-breakpoint
CREATE TABLE "fact_2" PARTITION OF "fact" FOR VALUES WITH (MODULUS 8, REMAINDER 2);--> statement-breakpoint
CREATE TABLE "fact_3" PARTITION OF "fact" FOR VALUES WITH (MODULUS 8, REMAINDER 3);--> statement-breakpoint
CREATE TABLE "fact_4" PARTITION OF "fact" FOR VALUES WITH (MODULUS 8, REMAINDER 4);--> statement-breakpoint
CREATE TABLE "fact_5" PARTITION OF "fact" FOR VALUES WITH (MODULUS 8, REMAINDER 5);--> statement-breakpoint
CREATE TABLE "fact_6" PARTITION OF "fact" FOR VALUES WITH (MODULUS 8, REMAINDER 6);--> statement-breakpoint
CREATE TABLE "fact_7" PARTITION OF "fact" FOR VALUES WITH (MODULUS 8, REMAINDER 7);--> statement-breakpoint
-- The open ones of a document are looked for with every batch of rows.
CREATE INDEX "conflict_open" ON "conflict" ("document_id") WHERE "resolved_seq" IS NULL;--> statement-breakpoint
CREATE INDEX "fact_conflict" ON "fact" ("document_id", "seq") WHERE "conflict" IS NOT NULL;--> statement-breakpoint
-- Brotli already.
ALTER TABLE "history_moment" ALTER COLUMN "state" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "history_cursor" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
