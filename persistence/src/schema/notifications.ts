/** Notices: append-only but for their mail. */
import { sql } from 'drizzle-orm'
import { index, integer, json, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { number, time } from './columns.ts'
import { document } from './workspaces.ts'

/** What one person is told, once. Written by the transaction of whatever it is about. */
export const notification = pgTable(
  'notification',
  {
    workspaceId: text('workspace_id').notNull(),
    userId: text('user_id').notNull(),
    /** `<list>:<decision>.<event>` */
    id: text('id').notNull(),
    event: text('event').notNull(),
    /** The list it is about. */
    documentId: number('document_id')
      .notNull()
      .references(() => document.id),
    subject: text('subject').notNull(),
    args: json('args').notNull(),
    /** What is told in the same group is one notice to its person; '': it stands alone. */
    together: text('together').notNull().default(''),
    createdAt: time('created_at').notNull().defaultNow(),
    /** new: nobody has looked whether a mail is wanted · off · queued · sent · failed */
    mail: text('mail').notNull().default('new'),
    /** When it is sent, or tried again. */
    mailAt: time('mail_at'),
    mailAttempts: integer('mail_attempts').notNull().default(0),
    /** The same at every attempt: whoever gets it twice has it once. */
    messageId: text('message_id'),
    mailError: text('mail_error'),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.id] }),
    index('notification_of').on(table.userId, table.workspaceId, table.createdAt),
    index('notification_mail')
      .on(table.mailAt)
      .where(sql`${table.mail} in ('new', 'queued')`),
    index('notification_together')
      .on(table.userId, table.together)
      .where(sql`${table.together} <> ''`),
  ],
)
