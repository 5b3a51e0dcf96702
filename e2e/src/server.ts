/**
 * The real server as a child process, as `npm start` runs it, on a database of its own: it can be killed -9, started again on
 * the same port, and its database can be stopped under it.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, startEmbeddedPostgres, type Database, type EmbeddedPostgres } from '@mutirao/persistence'
import { PostOffice } from '@mutirao/sync-server/testing/post-office'
import { until } from './until.ts'

const root = join(import.meta.dirname, '..', '..')
const readyLine = /Mutirão ready at (http:\S+)/

async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** How the server's process differs from the usual one. */
export interface ServerOptions {
  readonly nodeArguments?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export class TestServer {
  readonly port: number
  readonly #folder: string
  readonly #options: ServerOptions
  #postgres: EmbeddedPostgres | null = null
  #database: Database | null = null
  #child: ChildProcess | null = null
  #output = ''
  /** What the server sends by mail arrives here. */
  readonly post = new PostOffice()
  #postUrl = ''

  private constructor(port: number, folder: string, options: ServerOptions) {
    this.#options = options
    this.port = port
    this.#folder = folder
  }

  static async start(options: ServerOptions = {}): Promise<TestServer> {
    const server = new TestServer(await freePort(), await mkdtemp(join(tmpdir(), 'mutirao-e2e-')), options)
    try {
      server.#postUrl = await server.post.open()
      await server.startPostgres()
      await server.startProcess()
    } catch (error) {
      await server.close()
      throw error
    }
    return server
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** What the server printed so far: attached to a failing test. */
  get output(): string {
    return this.#output
  }

  /** A connection of the test's own: the journal is asked directly, not through the product. */
  get database(): Database {
    if (!this.#database) throw new Error('Postgres is stopped')
    return this.#database
  }

  async startPostgres(): Promise<void> {
    // Processes are killed here, never the machine: what was committed has reached the operating system, and waits for no disk.
    this.#postgres = await startEmbeddedPostgres({ dataDir: join(this.#folder, 'pg'), fsync: false })
    this.#database = openDatabase(this.#postgres.url)
  }

  async stopPostgres(): Promise<void> {
    await this.#database?.close()
    this.#database = null
    await this.#postgres?.stop()
    this.#postgres = null
  }

  async startProcess(): Promise<void> {
    if (!this.#postgres) throw new Error('Postgres is stopped')
    const env = {
      ...process.env,
      PORT: String(this.port),
      DATABASE_URL: this.#postgres.url,
      MUTIRAO_DATA: join(this.#folder, 'data'),
      MUTIRAO_DEMO: 'on',
      MUTIRAO_SMTP_URL: this.#postUrl,
      LOG_LEVEL: 'warn',
      ...this.#options.env,
    }
    const child = spawn(
      process.execPath,
      ['--max-semi-space-size=8', ...(this.#options.nodeArguments ?? []), 'sync-server/src/main.ts'],
      {
        cwd: root,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    this.#child = child
    const heard = { ready: false }
    const listen = (chunk: Buffer) => {
      this.#output += chunk.toString()
      if (readyLine.test(chunk.toString())) heard.ready = true
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    await until(
      'the server is ready',
      () => {
        if (child.exitCode !== null)
          throw new Error(`the server ended with ${child.exitCode}:\n${this.#output.slice(-2000)}`)
        return heard.ready
      },
      180_000,
    )
  }

  /** As a power cut would: no handler runs, nothing is flushed. */
  async kill9(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async close(): Promise<void> {
    await this.#end('SIGTERM')
    await this.stopPostgres()
    await this.post.close()
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child
    this.#child = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}
