import { defineConfig } from '@playwright/test'
import { systemChromium } from '../scripts/chromium.ts'

/**
 * One worker: every test owns a server, a Postgres and two browsers, and two workers on two cores take as long as one (measured).
 * A test that needs its second attempt is listed as flaky: something to mend, not to live with.
 */
export default defineConfig({
  testDir: 'tests',
  workers: 1,
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: '../test-results',
  forbidOnly: true,
  metadata: { systemChromium: systemChromium() ?? '' },
  use: { actionTimeout: 15_000, locale: 'pt-BR', timezoneId: 'America/Sao_Paulo' },
})
