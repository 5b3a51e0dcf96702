import { defineConfig } from 'vitest/config'

const pg = '**/*.pg.test.ts'
const outside = ['**/node_modules/**', '**/dist/**', 'e2e/**', '**/*.browser.test.tsx']

/** Two projects: `pure` needs nothing, `pg` gets one real Postgres for the run (fresh database per file). */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['**/*.test.ts'],
          exclude: [...outside, pg],
          setupFiles: ['scripts/test-setup.ts'],
        },
      },
      {
        test: {
          name: 'pg',
          include: [pg],
          exclude: outside,
          setupFiles: ['scripts/test-setup.ts'],
          globalSetup: ['persistence/src/testing/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
