// `npm test`: everything CI runs. `npm test -- unit` or `-- e2e` for a part.
import { ensureBrowser } from './browser.mjs'
import { step, tellParts } from './run.mjs'

const part = process.argv[2] ?? 'all'
if (part === 'all' || part === 'check') await import('./check.mjs')
if (part === 'all' || part === 'unit')
  step('unit, property and Postgres tests', 'vitest', ['run', '--config', 'vitest.config.ts'])
if (part === 'all' || part === 'browser' || part === 'e2e') ensureBrowser()
if (part === 'all' || part === 'browser')
  step('component tests in Chromium', 'vitest', ['run', '--config', 'app/vitest.browser.config.ts'])
if (part === 'all' || part === 'e2e') {
  step('build', 'node', ['scripts/build.mjs'])
  step('end-to-end', 'playwright', ['test', '--config', 'e2e/playwright.config.ts'])
}
// Since the start of this process: installing comes before it and takes what the network takes.
tellParts(process.uptime(), 1_000)
