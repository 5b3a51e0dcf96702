import { defineConfig } from '@playwright/test'
import { systemChromium } from '../scripts/chromium.ts'

/**
 * Three workers on two cores, each with a server, a Postgres and its people's browsers: a test waits for servers that are killed and
 * networks that are cut for about as long as it computes (docs/TESTS.md). A test that needs its second attempt is listed as flaky: something to mend, not to live with.
 */
export default defineConfig({
  testDir: 'tests',
  workers: 3,
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: '../test-results',
  forbidOnly: true,
  metadata: { systemChromium: systemChromium() ?? '' },
  use: { actionTimeout: 15_000, locale: 'pt-BR', timezoneId: 'America/Sao_Paulo' },
})
