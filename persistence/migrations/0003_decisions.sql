CREATE TABLE "decision" (
	"document_id" bigint NOT NULL,
	"place" bigint NOT NULL,
	"id" text NOT NULL,
	"workspace_id" text NOT NULL,
	"subject" text NOT NULL,
	"type" text NOT NULL,
	"decided_by" text NOT NULL,
	"on_behalf_of" text,
	"accepted" boolean NOT NULL,
	"reason" text NOT NULL,
	"version" bigint NOT NULL,
	"seq" bigint,
	"intent" json,
	"received_at" timestamp with time zone,
	"decided_at" timestamp with time zone NOT NULL,
	"content" json,
	"state" json,
	"published" boolean DEFAULT false NOT NULL,
	"cleared" boolean DEFAULT false NOT NULL,
	CONSTRAINT "decision_document_id_place_pk" PRIMARY KEY("document_id","place"),
	CONSTRAINT "decision_once" UNIQUE("document_id","id")
);
--> statement-breakpoint
CREATE TABLE "decision_cursor" (
	"document_id" bigint PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "decision_intent" (
	"document_id" bigint NOT NULL,
	"id" text NOT NULL,
	"seq" bigint NOT NULL,
	"place" integer NOT NULL,
	"actor_id" text NOT NULL,
	"subject" text NOT NULL,
	"body" json,
	"received_at" timestamp with time zone NOT NULL,
	"wait_until" timestamp with time zone,
	CONSTRAINT "decision_intent_document_id_id_pk" PRIMARY KEY("document_id","id")
);
--> statement-breakpoint
CREATE TABLE "decision_subject" (
	"document_id" bigint NOT NULL,
	"subject" text NOT NULL,
	"version" bigint NOT NULL,
	"state" json NOT NULL,
	"view" json NOT NULL,
	"watched" boolean NOT NULL,
	"dirty" boolean DEFAULT false NOT NULL,
	"due_at" timestamp with time zone,
	CONSTRAINT "decision_subject_document_id_subject_pk" PRIMARY KEY("document_id","subject")
);
--> statement-breakpoint
CREATE TABLE "decision_world" (
	"workspace_id" text PRIMARY KEY NOT NULL,
	"state" json NOT NULL
);
--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_cursor" ADD CONSTRAINT "decision_cursor_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_intent" ADD CONSTRAINT "decision_intent_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_subject" ADD CONSTRAINT "decision_subject_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_world" ADD CONSTRAINT "decision_world_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decision_subject_of" ON "decision" USING btree ("document_id","subject","place");--> statement-breakpoint
CREATE INDEX "decision_unpublished" ON "decision" USING btree ("document_id") WHERE not "decision"."published";--> statement-breakpoint
CREATE INDEX "decision_uncleared" ON "decision" USING btree ("document_id") WHERE not "decision"."cleared";--> statement-breakpoint
CREATE INDEX "decision_subject_due" ON "decision_subject" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "decision_subject_dirty" ON "decision_subject" USING btree ("document_id") WHERE "decision_subject"."dirty";--> statement-breakpoint
CREATE FUNCTION "decision_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' AND row(OLD.document_id, OLD.place, OLD.id, OLD.workspace_id, OLD.subject, OLD.type, OLD.decided_by, OLD.on_behalf_of,
			OLD.accepted, OLD.reason, OLD.version, OLD.seq, OLD.intent::text, OLD.received_at, OLD.decided_at, OLD.content::text, OLD.state::text)
		IS NOT DISTINCT FROM row(NEW.document_id, NEW.place, NEW.id, NEW.workspace_id, NEW.subject, NEW.type, NEW.decided_by, NEW.on_behalf_of,
			NEW.accepted, NEW.reason, NEW.version, NEW.seq, NEW.intent::text, NEW.received_at, NEW.decided_at, NEW.content::text, NEW.state::text)
	THEN RETURN NEW; END IF;
	RAISE EXCEPTION 'decisions are append-only: % refused', lower(TG_OP) USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER "decision_append_only" BEFORE UPDATE OR DELETE ON "decision" FOR EACH ROW EXECUTE FUNCTION "decision_is_append_only"();
