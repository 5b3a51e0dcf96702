// Runs the steps of a script, one after the other or side by side, says what each cost, stops at the first that fails.
import { spawn, spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = join(root, 'node_modules', '.bin')
/** Hundreds of test files and servers load the same modules: each is compiled once (as in start.mjs). */
const compiled = process.env['NODE_COMPILE_CACHE'] ?? join(root, 'node_modules', '.cache', 'compiled')
const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, NODE_COMPILE_CACHE: compiled }

/** What ended, and after how long. @type {{title: string, seconds: number}[]} */
const parts = []

/** @param {string} title @param {number} began milliseconds @returns {string} seconds */
function took(title, began) {
  const seconds = (Date.now() - began) / 1000
  parts.push({ title, seconds })
  return seconds.toFixed(1)
}

/**
 * Says what took how long, the longest first, and warns when all of it comes near the time a run may take.
 * @param {number} seconds of all together; parts that ran side by side count once @param {number} tooLongSeconds
 */
export function tellParts(seconds, tooLongSeconds) {
  const lines = parts.toSorted((a, b) => b.seconds - a.seconds)
  console.log(`\nSeconds of each part (some ran side by side):`)
  for (const part of lines) console.log(`${part.seconds.toFixed(1).padStart(8)}  ${part.title}`)
  console.log(`${seconds.toFixed(1).padStart(8)}  all together`)
  if (seconds > tooLongSeconds)
    console.log(`⚠ longer than ${tooLongSeconds} s: find what grew (docs/TESTS.md) before the limit of CI ends the run`)
}

/** @param {string} title @param {string} command @param {string[]} args @param {{cwd?: string, env?: Record<string,string>, capture?: boolean}} [options] */
export function step(title, command, args, options = {}) {
  const began = Date.now()
  console.log(`\n▸ ${title}`)
  const done = spawnSync(command, args, {
    cwd: options.cwd ?? root,
    env: { ...env, ...options.env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const seconds = took(title, began)
  if (done.status !== 0) {
    console.error(`✗ ${title} failed after ${seconds} s`)
    process.exit(done.status || 1)
  }
  console.log(`✓ ${title} (${seconds} s)`)
}

/**
 * Steps that do not need each other, in as many lanes as there are lists: each lane one after the other, the lanes beside each
 * other. What a step prints appears when it has ended; the first that fails ends everything.
 * @param {readonly (readonly [title: string, command: string, args: string[]])[][]} lanes
 */
export async function sideBySide(lanes) {
  /** @param {readonly (readonly [string, string, string[]])[]} lane */
  const walk = async (lane) => {
    for (const [title, command, args] of lane) {
      const began = Date.now()
      const [status, output] = await collected(command, args)
      const seconds = took(title, began)
      console.log(`\n▸ ${title}\n${output}${status === 0 ? '✓' : '✗'} ${title} (${seconds} s)`)
      if (status !== 0) process.exit(status)
    }
  }
  await Promise.all(lanes.map(walk))
}

/** @param {string} command @param {string[]} args @returns {Promise<[status: number, output: string]>} */
function collected(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('error', reject)
    child.on('close', (status) => resolve([status ?? 1, output]))
  })
}
