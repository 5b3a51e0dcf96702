/**
 * The tables, for drizzle-kit, which writes `migrations/` from the difference (`npx drizzle-kit generate --name …` in this
 * folder; what Drizzle cannot say, such as the journal's partitions, is written into the SQL by hand). Only migrations and
 * tests import this file: loading Drizzle costs a second and 140 MB of young garbage, so queries are plain SQL.
 */
export * from './workspaces.ts'
export * from './journal.ts'
export * from './files.ts'
export * from './history.ts'
export * from './decisions.ts'
export * from './notifications.ts'
