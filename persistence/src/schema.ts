/**
 * The tables, for drizzle-kit, which writes `migrations/` from the difference (`npx drizzle-kit generate --name …` in this
 * folder; what Drizzle cannot say, such as the journal's partitions, is written into the SQL by hand). Only migrations and
 * tests import this file: loading Drizzle costs a second and 140 MB of young garbage, so queries are plain SQL.
 */
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({ dataType: () => 'bytea' })
/** A transaction's number in 64 bits, as `pg_current_xact_id()` gives it. */
const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })
const time = (name: string) => timestamp(name, { withTimezone: true })
const number = (name: string) => bigint(name, { mode: 'number' })

export const workspace = pgTable('workspace', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: time('created_at').notNull().defaultNow(),
})

export const membership = pgTable(
  'membership',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspace.id),
    userId: text('user_id').notNull(),
    name: text('name').notNull(),
    role: text('role').notNull(),
    groups: text('groups').array().notNull().default([]),
    active: boolean('active').notNull().default(true),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.userId] }),
    index('membership_user').on(table.userId),
    check('membership_role', sql`${table.role} in ('admin', 'manager', 'editor', 'viewer')`),
  ],
)

export const document = pgTable(
  'document',
  {
    id: number('id').primaryKey().generatedAlwaysAsIdentity(),
    name: text('name').notNull().unique('document_name'),
    kind: text('kind').notNull(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspace.id),
    title: text('title').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [index('document_workspace').on(table.workspaceId, table.kind)],
)

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
    /** One Yjs update (V2), brotli. */
    data: bytea('data').notNull(),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.place] })],
)

/** Who is making a checkpoint of what, so that several workers share the work. */
export const checkpointClaim = pgTable('checkpoint_claim', {
  documentId: number('document_id').primaryKey(),
  claimedUntil: time('claimed_until').notNull(),
})

/** A file of one document, addressed by what is in it. The bytes lie in `file_chunk`, in the order they arrived. */
export const file = pgTable(
  'file',
  {
    id: number('id').primaryKey().generatedAlwaysAsIdentity(),
    documentId: number('document_id')
      .notNull()
      .references(() => document.id),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspace.id),
    /** Of the whole file, 64 lower-case hex digits. */
    sha256: text('sha256').notNull(),
    /** As announced; never more than this arrives. */
    bytes: number('bytes').notNull(),
    received: number('received').notNull().default(0),
    /** The name at the first upload: the ending of every download. */
    name: text('name').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    /** Last byte that arrived. */
    touchedAt: time('touched_at').notNull().defaultNow(),
    /** All bytes are here and have this hash. */
    completeAt: time('complete_at'),
  },
  (table) => [
    unique('file_of_document').on(table.documentId, table.sha256),
    index('file_workspace').on(table.workspaceId),
    check('file_hash', sql`${table.sha256} ~ '^[0-9a-f]{64}$'`),
    check('file_size', sql`${table.received} between 0 and ${table.bytes}`),
  ],
)

export const fileChunk = pgTable(
  'file_chunk',
  {
    fileId: number('file_id')
      .notNull()
      .references(() => file.id, { onDelete: 'cascade' }),
    place: integer('place').notNull(),
    data: bytea('data').notNull(),
  },
  (table) => [primaryKey({ columns: [table.fileId, table.place] })],
)

// ---------------------------------------------------------------------------------------------- history (derived)

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

// ---------------------------------------------------------------------------------------------- decisions (truth, append-only)

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

// ------------------------------------------------------------------------------------------- notifications (append-only but for their mail)

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
  ],
)
