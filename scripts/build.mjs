// Builds the app when its sources are newer than app/dist. `--force` builds anyway.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './run.mjs'

const inputs = [
  'app/src',
  'app/public',
  'app/index.html',
  'app/vite.config.ts',
  'app/first-modules.ts',
  'app/precompressed.ts',
  'app/yjs-logging.ts',
  'documents/src',
  'sync-client/src',
  'package-lock.json',
  'scripts/patches.mjs',
]

function newest(path) {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, 0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/** Builds app/dist if it is missing or stale; throws with one sentence when the build fails. */
export function buildApp({ force = false } = {}) {
  const built = join(root, 'app/dist/index.html')
  const stale =
    force || !existsSync(built) || inputs.some((input) => newest(join(root, input)) > statSync(built).mtimeMs)
  if (!stale) return
  console.error('Building the app (a few seconds)…')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const run = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'app'),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (run.status !== 0) throw new Error('The app could not be built; the reason stands above.')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) buildApp({ force: process.argv.includes('--force') })
