// Runs the steps of a script one after the other, says what each cost, stops at the first that fails.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = join(root, 'node_modules', '.bin')
const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` }

/** @param {string} title @param {string} command @param {string[]} args @param {{cwd?: string, env?: Record<string,string>, capture?: boolean}} [options] */
export function step(title, command, args, options = {}) {
  const began = Date.now()
  console.log(`\n▸ ${title}`)
  const done = spawnSync(command, args, {
    cwd: options.cwd ?? root,
    env: { ...env, ...options.env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  if (done.status !== 0) {
    console.error(`✗ ${title} failed after ${seconds} s`)
    process.exit(done.status || 1)
  }
  console.log(`✓ ${title} (${seconds} s)`)
}
