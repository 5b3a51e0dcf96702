CREATE TABLE "notification" (
	"workspace_id" text NOT NULL,
	"user_id" text NOT NULL,
	"id" text NOT NULL,
	"event" text NOT NULL,
	"document_id" bigint NOT NULL,
	"subject" text NOT NULL,
	"args" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"mail" text DEFAULT 'new' NOT NULL,
	"mail_at" timestamp with time zone,
	"mail_attempts" integer DEFAULT 0 NOT NULL,
	"message_id" text,
	"mail_error" text,
	CONSTRAINT "notification_user_id_id_pk" PRIMARY KEY("user_id","id")
);
--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."document"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notification_of" ON "notification" USING btree ("user_id","workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "notification_mail" ON "notification" USING btree ("mail_at") WHERE "notification"."mail" in ('new', 'queued');