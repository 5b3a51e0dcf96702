// Builds the app when its sources are newer than app/dist. `--force` builds anyway.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
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
  const next = `.dist-${process.pid}`
  const run = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn', '--outDir', next, '--emptyOutDir'], {
    cwd: join(root, 'app'),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  try {
    if (run.status !== 0) throw new Error('The app could not be built; the reason stands above.')
    replace(join(root, 'app/dist'), join(root, 'app', next))
  } finally {
    rmSync(join(root, 'app', next), { recursive: true, force: true })
  }
}

/**
 * The new app takes the place of the old one when it is whole. A server that runs meanwhile would read half a file under a
 * name that browsers keep for a year: an empty script, and no reload mends it.
 */
function replace(folder, next) {
  const old = `${next}-old`
  try {
    if (existsSync(folder)) renameSync(folder, old)
    renameSync(next, folder)
  } catch {
    // Windows renames no folder in which a file is open; another build may have come first. What cannot be copied either throws.
    cpSync(next, folder, { recursive: true })
  }
  rmSync(old, { recursive: true, force: true })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) buildApp({ force: process.argv.includes('--force') })
