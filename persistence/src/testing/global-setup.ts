import type { TestProject } from 'vitest/node'
import { startTestPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** One Postgres for the run; workers find it by `inject('postgresUrl')` or, as `createTestDatabase` does, in the environment. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres()
  project.provide('postgresUrl', postgres.url)
  process.env['MUTIRAO_TEST_POSTGRES'] = postgres.url
  return () => postgres.stop()
}
