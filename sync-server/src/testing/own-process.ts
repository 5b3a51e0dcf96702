/** The server as a process of its own, as `npm start` runs it, with the named faults of the test run. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { until } from '../sync/testing/until.ts'

const main = join(import.meta.dirname, '../main.ts')
const faults = join(import.meta.dirname, '../../../scripts/test-setup.ts')
/** The machine may be busy with other tests: first starts make a database cluster. */
export const startMs = 60_000

export interface Child {
  readonly process: ChildProcess
  readonly out: () => string
  readonly err: () => string
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>
}

const children: Child[] = []

/** Stops all of this test file that still run. */
export async function endAll(): Promise<void> {
  for (const child of children.splice(0)) {
    child.process.kill('SIGTERM')
    await child.ended
  }
}

/** On any free port, in the folder `cwd`, with these variables and no others. */
export function runServer(cwd: string, env: Readonly<Record<string, string>>): Child {
  const child = spawn(process.execPath, ['--import', faults, main], {
    cwd,
    env: {
      MUTIRAO_FAULT: process.env['MUTIRAO_FAULT'] ?? '',
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'warn',
      ...env,
    },
  })
  const text = { out: '', err: '' }
  child.stdout.on('data', (data: Buffer) => (text.out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (text.err += data.toString()))
  const ended = new Promise<number | string | null>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal)),
  )
  const made = { process: child, out: () => text.out, err: () => text.err, ended }
  children.push(made)
  return made
}

/** Waits for the ready line. @returns the address in it */
export async function ready(child: Child): Promise<string> {
  await until(`ready; so far: ${child.out()}${child.err()}`, () => /^Mutirão ready at/m.test(child.out()), startMs)
  return /^Mutirão ready at (http:\/\/\S+)/m.exec(child.out())?.[1] ?? ''
}

/** Sends the signal and waits for the end. */
export async function stopped(child: Child, signal: NodeJS.Signals): Promise<{ code: unknown; ms: number }> {
  const beganMs = performance.now()
  child.process.kill(signal)
  return { code: await child.ended, ms: performance.now() - beganMs }
}
