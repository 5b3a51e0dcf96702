/** Workspaces, who belongs to them, and their documents. */
import { sql } from 'drizzle-orm'
import { boolean, check, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { number, time } from './columns.ts'

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
