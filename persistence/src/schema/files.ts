/** Attachments. */
import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { bytea, number, time } from './columns.ts'
import { document, workspace } from './workspaces.ts'

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
    /** Who announced it, the last time it was given room. */
    createdBy: text('created_by').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    /** Last byte that arrived, or when the file was last given room. */
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
