/** What is derived from the journal and can be dropped and made again, and what stands beside it. */
import { boolean, index, integer, json, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { bytea, number, time } from './columns.ts'
import { document } from './workspaces.ts'

/**
 * What each row changed (`documents/src/history`); hash-partitioned by document. Values are `json`, not `jsonb`: what people
 * type may hold a NUL or half a surrogate pair, which jsonb refuses.
 */
export const fact = pgTable(
  'fact',
  {
    documentId: number('document_id').notNull(),
    seq: number('seq').notNull(),
    place: integer('place').notNull(),
    /** The whole path as JSON; the next three for looking up, without what text cannot hold. */
    path: json('path').notNull(),
    root: text('root').notNull(),
    entry: text('entry'),
    /** The rest of the path, joined with `/`; null for facts about a whole entry or root. */
    field: text('field'),
    kind: text('kind').notNull(),
    before: json('before'),
    after: json('after'),
    /** The splices of a text. */
    change: json('change'),
    actorId: text('actor_id').notNull(),
    origin: text('origin').notNull(),
    receivedAt: time('received_at').notNull(),
    writtenAt: time('written_at'),
    conflict: json('conflict'),
    /** The value of this row's author did not get to stand: nothing changed here. */
    overruled: boolean('overruled').notNull().default(false),
    reverted: text('reverted'),
    reason: text('reason'),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.seq, table.place] }),
    index('fact_entry').on(table.documentId, table.entry, table.seq),
    index('fact_actor').on(table.documentId, table.actorId, table.seq),
    index('fact_time').on(table.documentId, table.receivedAt),
  ],
)

/** One value that two people wrote unseen by each other, and what became of it. */
export const conflict = pgTable(
  'conflict',
  {
    documentId: number('document_id').notNull(),
    seq: number('seq').notNull(),
    place: integer('place').notNull(),
    entry: text('entry'),
    field: text('field'),
    keptBy: text('kept_by').notNull(),
    lostBy: text('lost_by').notNull(),
    resolvedSeq: number('resolved_seq'),
    resolvedBy: text('resolved_by'),
    resolvedAt: time('resolved_at'),
    /** kept, lost, edited */
    resolution: text('resolution'),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.seq, table.place] })],
)

/** How far each document has been interpreted. No epoch: it lives and dies with the rows it counts, in one database. */
export const historyCursor = pgTable('history_cursor', {
  documentId: number('document_id').primaryKey(),
  seq: number('seq').notNull(),
  facts: number('facts').notNull().default(0),
  /** Facts since the last moment: when the next one is due. */
  sinceMoment: number('since_moment').notNull().default(0),
  /** Chain over the leaves of all rows up to `seq`. */
  chain: bytea('chain').notNull(),
  /** In a row; 0 when all is well. */
  failures: integer('failures').notNull().default(0),
  retryAt: time('retry_at'),
  error: text('error'),
  derivedAt: time('derived_at').notNull().defaultNow(),
})

/** The chain after every so many rows, so that a broken row can be named. */
export const chainLink = pgTable(
  'chain_link',
  { documentId: number('document_id').notNull(), seq: number('seq').notNull(), chain: bytea('chain').notNull() },
  (table) => [primaryKey({ columns: [table.documentId, table.seq] })],
)

/** A list document as JSON (brotli) at a moment; thinned with age. */
export const historyMoment = pgTable(
  'history_moment',
  {
    documentId: number('document_id').notNull(),
    seq: number('seq').notNull(),
    /** When the row of `seq` was received. */
    at: time('at').notNull(),
    state: bytea('state').notNull(),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.seq] })],
)

/** Moments of documents that people gave a name. Not derived: kept when everything else of the history is dropped. */
export const namedMoment = pgTable(
  'named_moment',
  {
    documentId: number('document_id')
      .notNull()
      .references(() => document.id),
    id: text('id').notNull(),
    seq: number('seq').notNull(),
    /** When the row of `seq` arrived. */
    at: time('at').notNull(),
    name: text('name').notNull(),
    namedBy: text('named_by').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.id] })],
)

/** Documents a worker is about to read for the first time; what is left over tells how often it did not survive. */
export const workerAttempt = pgTable('worker_attempt', {
  documentId: number('document_id').primaryKey(),
  attempts: integer('attempts').notNull(),
  begunAt: time('begun_at').notNull(),
  /** Nobody reads it before. */
  retryAt: time('retry_at'),
})
