ALTER TABLE "decision_world" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "together" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "notification_together" ON "notification" USING btree ("user_id","together") WHERE "notification"."together" <> '';