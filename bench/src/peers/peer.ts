/** A server under measurement: a child process with a way to join it, kill it and count what it cost. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import type { Wire } from '../load/raw-client.ts'

export interface Peer {
  readonly name: string
  readonly wire: Wire
  readonly url: string
  /** Names of documents that exist and may be written. */
  documents(count: number): Promise<string[]>
  token(): Promise<string>
  pid(): number
  /** CPU milliseconds so far: of the sync server (not its history worker), and of all: worker and database with it. */
  cpuMs(): { server: number; all: number }
  kill9(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Starts `args` with this Node and resolves once it has printed `ready`; rejects with its output when it ends before. */
export async function startChild(
  args: readonly string[],
  env: Record<string, string>,
  ready: RegExp,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000)
      if (ready.test(output)) resolve()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready:\n${output}`)))
  })
  return child
}

export async function endChild(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}
