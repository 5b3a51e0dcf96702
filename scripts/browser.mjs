// Finds or installs a Chromium for the screens' tests: one already here, else Playwright's own download (a user's machine),
// else Debian's package (a CI box where the download is blocked but we are root).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { systemChromium } from './chromium.ts'
import { root } from './run.mjs'

export function ensureBrowser() {
  if (systemChromium()) return
  const run = (command, args) =>
    spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  const install = (name) => run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name])
  if (canInstall && run('apt-get', ['update', '-qq']) && ['chromium-headless-shell', 'chromium'].some(install)) return
  if (run(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'])) return
  console.error(
    'No Chromium for the end-to-end tests: install one (Debian: apt-get install chromium-headless-shell) and run npm test again.',
  )
  process.exit(1)
}
