/** The truth: every edit in order, and what keeps it short to read. */
import { sql } from 'drizzle-orm'
import { boolean, check, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, number, time, xid8 } from './columns.ts'
import { document } from './workspaces.ts'

/** One row: which life of this database it is. A restore begins another one, so that no cursor is silently wrong. */
export const epoch = pgTable(
  'epoch',
  { only: boolean('only').primaryKey().default(true), epoch: text('epoch').notNull() },
  (table) => [
    check('epoch_one_row', sql`${table.only}`),
    check('epoch_form', sql`${table.epoch} ~ '^[0-9a-z]{1,16}$'`),
  ],
)

/** Narrow and hot: one update per commit and document. No index but the key, so that updates stay on their page. */
export const documentHead = pgTable('document_head', {
  documentId: number('document_id')
    .primaryKey()
    .references(() => document.id),
  epoch: text('epoch').notNull(),
  /** Last row written; 0 before the first. */
  seq: number('seq').notNull().default(0),
  /** Sum of update bytes so far: how far behind a checkpoint is. */
  bytes: number('bytes').notNull().default(0),
  changedAt: time('changed_at').notNull().defaultNow(),
  /** Transaction of the last change: what `workspaceHeads` orders by. */
  changedXid: xid8('changed_xid').notNull(),
})

/** Append-only (a trigger refuses anything else); hash-partitioned by document. */
export const journal = pgTable(
  'journal',
  {
    documentId: number('document_id').notNull(),
    seq: number('seq').notNull(),
    /** The epoch it was written in. Cursors are made with the head's epoch. */
    epoch: text('epoch').notNull(),
    /** First half: the node that wrote it; second half: its count of batches. */
    batchId: uuid('batch_id').notNull(),
    actorId: text('actor_id').notNull(),
    origin: text('origin').notNull(),
    receivedAt: time('received_at').notNull(),
    update: bytea('update').notNull(),
    salt: bytea('salt').notNull(),
    /** See `journal/leaf.ts`. */
    leaf: bytea('leaf').notNull(),
    note: jsonb('note'),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.seq] }),
    check('journal_origin', sql`${table.origin} in ('client', 'revert', 'decision', 'restore', 'import', 'migration')`),
  ],
)

/**
 * Old rows of the journal, many in one: a contiguous run, every column of every row. Append-only like the journal; a row may go
 * from there once a segment holds it (a trigger looks).
 */
export const journalSegment = pgTable(
  'journal_segment',
  {
    documentId: number('document_id').notNull(),
    fromSeq: number('from_seq').notNull(),
    /** Inclusive. */
    toSeq: number('to_seq').notNull(),
    /** Sum of update bytes. */
    updateBytes: number('update_bytes').notNull(),
    /** What the rows took in the table, their entries in the index left out. */
    storedBytes: number('stored_bytes').notNull(),
    /** Processes that wrote these rows: the first half of their batch ids, 16 hex digits. */
    nodes: text('nodes').array().notNull(),
    /** Long runs of hex digits in the updates: hashes of files somebody speaks of. */
    hashes: text('hashes').array().notNull(),
    /** `[day, rows, update bytes]` of each day (UTC) in it. */
    days: jsonb('days').notNull(),
    /** See `journal/segment-codec.ts`. */
    data: bytea('data').notNull(),
    movedAt: time('moved_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.fromSeq] }),
    check('journal_segment_run', sql`${table.fromSeq} between 1 and ${table.toSeq}`),
  ],
)

/** Whose Yjs client ids are whose. The first actor of an id keeps it. */
export const documentClient = pgTable(
  'document_client',
  {
    documentId: number('document_id').notNull(),
    clientId: number('client_id').notNull(),
    actorId: text('actor_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.clientId] })],
)

export const checkpoint = pgTable('checkpoint', {
  documentId: number('document_id')
    .primaryKey()
    .references(() => document.id),
  epoch: text('epoch').notNull(),
  seq: number('seq').notNull(),
  /** `document_head.bytes` as it was at `seq`. */
  journalBytes: number('journal_bytes').notNull(),
  createdAt: time('created_at').notNull().defaultNow(),
})

export const checkpointChunk = pgTable(
  'checkpoint_chunk',
  {
    documentId: number('document_id')
      .notNull()
      .references(() => checkpoint.documentId, { onDelete: 'cascade' }),
    place: integer('place').notNull(),
    /** One Yjs update (V2), brotli; at place -1 the seal over the others (`checkpoint-seal.ts`). */
    data: bytea('data').notNull(),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.place] })],
)

/** Who is making a checkpoint of what, so that several workers share the work. */
export const checkpointClaim = pgTable('checkpoint_claim', {
  documentId: number('document_id').primaryKey(),
  claimedUntil: time('claimed_until').notNull(),
})
