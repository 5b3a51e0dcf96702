import { defineConfig } from 'vitest/config'

const pg = '**/*.pg.test.ts'
const outside = ['**/node_modules/**', '**/dist/**', 'e2e/**', '**/*.browser.test.tsx']

/** As end to end: a second attempt is reported ("retry x1"), something to mend, not a reason to lose a day's work. */
const retries = Number(process.env['MUTIRAO_RETRIES'] ?? 1)

/** Two projects: `pure` needs nothing, `pg` gets one real Postgres for the run (fresh database per file). */
export default defineConfig({
  test: {
    // More than the two cores of the smallest machine: tests with Postgres and processes wait more than they compute
    // (8 minutes with as many as cores, 5 with four).
    maxWorkers: 4,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['**/*.test.ts'],
          exclude: [...outside, pg],
          setupFiles: ['scripts/test-setup.ts'],
          // One start of a process and one loading of modules for many files, not for each. Under a fault every file starts afresh.
          isolate: process.env['MUTIRAO_FAULT'] !== undefined,
          // They take milliseconds; a machine that does something else as well must not turn them red.
          testTimeout: 20_000,
          retry: retries,
        },
      },
      {
        test: {
          name: 'pg',
          include: [pg],
          exclude: outside,
          setupFiles: ['scripts/test-setup.ts'],
          globalSetup: ['persistence/src/testing/global-setup.ts'],
          retry: retries,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
