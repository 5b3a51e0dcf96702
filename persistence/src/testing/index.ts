export { startTestPostgres, type TestPostgres } from './postgres.ts'
export { createTestDatabase, ensureTemplate, type TestDatabase } from './databases.ts'
export { startPostgresProxy, type CutPoint, type PostgresProxy } from './proxy.ts'
