/** Decisions: truth, append-only. */
import { sql } from 'drizzle-orm'
import { boolean, index, integer, json, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { number, time } from './columns.ts'
import { document, workspace } from './workspaces.ts'

/** How far the intents and the content of each document have been taken in. */
export const decisionCursor = pgTable('decision_cursor', {
  documentId: number('document_id')
    .primaryKey()
    .references(() => document.id),
  seq: number('seq').notNull(),
})

/** One row per workspace: what all its decisions go by. Locked by each of them, so that they have one order. */
export const decisionWorld = pgTable('decision_world', {
  workspaceId: text('workspace_id')
    .primaryKey()
    .references(() => workspace.id),
  state: json('state').notNull(),
  /** When something follows from it without anybody asking; null: never. */
  dueAt: time('due_at'),
})

/** How each subject stands; the last word of its decisions. */
export const decisionSubject = pgTable(
  'decision_subject',
  {
    /** Of the list. */
    documentId: number('document_id')
      .notNull()
      .references(() => document.id),
    subject: text('subject').notNull(),
    /** Counts the decisions that changed it. */
    version: number('version').notNull(),
    state: json('state').notNull(),
    /** As the ledger shows it. */
    view: json('view').notNull(),
    watched: boolean('watched').notNull(),
    /** Something that matters to it has changed: look at it. */
    dirty: boolean('dirty').notNull().default(false),
    dueAt: time('due_at'),
    /** Who has written into its content since it was last looked at, while it is watched. */
    editedBy: text('edited_by')
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.subject] }),
    index('decision_subject_due').on(table.dueAt),
    index('decision_subject_dirty')
      .on(table.documentId)
      .where(sql`${table.dirty}`),
  ],
)

/** Intents that are journalled and not yet decided. */
export const decisionIntent = pgTable(
  'decision_intent',
  {
    documentId: number('document_id')
      .notNull()
      .references(() => document.id),
    id: text('id').notNull(),
    seq: number('seq').notNull(),
    /** Among those of its row. */
    place: integer('place').notNull(),
    actorId: text('actor_id').notNull(),
    subject: text('subject').notNull(),
    body: json('body'),
    receivedAt: time('received_at').notNull(),
    /** Not asked again before, unless its subject changes. */
    waitUntil: time('wait_until'),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.id] })],
)

/** Every decision ever made, in the order of its list. */
export const decision = pgTable(
  'decision',
  {
    documentId: number('document_id')
      .notNull()
      .references(() => document.id),
    /** From 1, without gaps. */
    place: number('place').notNull(),
    /** Of the intent; of the server's own `<subject>.<version>`. */
    id: text('id').notNull(),
    workspaceId: text('workspace_id').notNull(),
    subject: text('subject').notNull(),
    type: text('type').notNull(),
    decidedBy: text('decided_by').notNull(),
    onBehalfOf: text('on_behalf_of'),
    accepted: boolean('accepted').notNull(),
    reason: text('reason').notNull(),
    version: number('version').notNull(),
    /** Where the intent stands in the journal; null: nobody asked. */
    seq: number('seq'),
    /** The intent as it was written. */
    intent: json('intent'),
    receivedAt: time('received_at'),
    decidedAt: time('decided_at').notNull(),
    /** What the documents said about the subject at that moment. */
    content: json('content'),
    /** The state it led to; null: unchanged. */
    state: json('state'),
    /** Stands in the ledger. */
    published: boolean('published').notNull().default(false),
    /** Its intent is no longer in the list. */
    cleared: boolean('cleared').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.place] }),
    unique('decision_once').on(table.documentId, table.id),
    index('decision_subject_of').on(table.documentId, table.subject, table.place),
    index('decision_unpublished')
      .on(table.documentId)
      .where(sql`not ${table.published}`),
    index('decision_uncleared')
      .on(table.documentId)
      .where(sql`not ${table.cleared}`),
  ],
)
