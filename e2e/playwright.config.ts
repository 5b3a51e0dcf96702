import { defineConfig } from '@playwright/test'
import { systemChromium } from '../scripts/chromium.ts'

/**
 * Two workers, each with a server, a Postgres and its people's browsers: 9 minutes on two cores, with one worker 13 (measured with
 * Chromium's headless shell). A test that needs its second attempt is listed as flaky: something to mend, not to live with.
 */
export default defineConfig({
  testDir: 'tests',
  workers: 2,
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: '../test-results',
  forbidOnly: true,
  metadata: { systemChromium: systemChromium() ?? '' },
  use: { actionTimeout: 15_000, locale: 'pt-BR', timezoneId: 'America/Sao_Paulo' },
})
