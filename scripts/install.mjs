// Installs what is missing, before any other script. Plain JS for whatever Node is on the machine (>= 20), no dependencies:
// it runs before node_modules exists. Node 24 itself comes from npm (package node-<platform>, locked with integrity) and is
// what every following script finds first on its PATH as node_modules/.bin/node.
import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mendedPackages, mendPackages } from './patches.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.installed')
const wanted = ['package-lock.json', 'scripts/patches.mjs']
  .reduce((hash, file) => hash.update(readFileSync(join(root, file))), createHash('sha256'))
  .digest('hex')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.error('Installing dependencies: once, about a minute; on a slow network or machine it takes a few…')
  for (const name of mendedPackages) rmSync(join(root, 'node_modules', name), { recursive: true, force: true })
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  // Not `npm ci`: with npm 11 it rejects locks whose optional platform packages are absent from a registry (npm/cli#9846).
  // `install --no-save` respects the lock and leaves the tree clean.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  const status = await alive(
    spawn(npm, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' }),
  )
  if (status !== 0) {
    console.error('npm could not install the dependencies; its message stands above.')
    process.exit(status)
  }
  writeFileSync(stamp, wanted)
}
// Each time: a package somebody adds by hand may bring the others back as they came.
mendPackages(join(root, 'node_modules'))

/**
 * The exit code of a program that says nothing for minutes; a line each 15 s tells that it still works.
 * @param {import('node:child_process').ChildProcess} child @returns {Promise<number>}
 */
function alive(child) {
  const began = Date.now()
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - began) / 1000)
    console.error(`  still installing, ${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s…`)
  }, 15_000)
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`npm could not be started: ${error.message}`)
      resolve(1)
    })
    child.on('exit', (code) => resolve(code ?? 1))
  }).finally(() => clearInterval(timer))
}

const node24 = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (!existsSync(node24) && (major < 22 || (major === 22 && minor < 18))) {
  console.error(
    `Mutirão needs Node 22.18 or newer on this platform (found ${process.versions.node}): no Node 24 package exists for it.`,
  )
  process.exit(1)
}
