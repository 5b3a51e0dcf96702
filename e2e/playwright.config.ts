import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const systemChromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)

/**
 * Two workers, each with a server, a Postgres and its people's browsers: a test waits more than it computes, so two cores carry
 * both. A test that needs its second attempt is listed as flaky: something to mend, not to live with.
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
  metadata: { systemChromium: systemChromium ?? '' },
  use: { actionTimeout: 15_000, locale: 'pt-BR', timezoneId: 'America/Sao_Paulo' },
})
