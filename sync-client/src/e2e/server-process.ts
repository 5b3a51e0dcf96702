import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../testing/until.ts'

const main = join(import.meta.dirname, '../../../sync-server/src/main.ts')

/** The real server as a process of its own on a given database, to be killed and started again. */
export class ServerProcess {
  #child: ChildProcess | null = null
  readonly #databaseUrl: string
  #folder = ''
  port = 0

  constructor(databaseUrl: string) {
    this.#databaseUrl = databaseUrl
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    this.#folder ||= await mkdtemp(join(tmpdir(), 'mutirao-client-'))
    const child = spawn(process.execPath, [main], {
      cwd: this.#folder,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOST: '127.0.0.1',
        PORT: String(this.port),
        DATABASE_URL: this.#databaseUrl,
        MUTIRAO_SECRET: 'the same secret for every life of this server process',
        MUTIRAO_DATA: this.#folder,
        MUTIRAO_DEMO: 'on',
        LOG_LEVEL: 'warn',
      },
    })
    this.#child = child
    let text = ''
    child.stdout.on('data', (data: Buffer) => (text += data.toString()))
    child.stderr.on('data', (data: Buffer) => (text += data.toString()))
    const ready = /^Mutirão ready at http:\/\/[^:]+:(\d+)/m
    await until(
      () => ready.test(text),
      60_000,
      () => text,
    )
    this.port = Number(ready.exec(text)?.[1])
  }

  async kill(): Promise<void> {
    const child = this.#child
    this.#child = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }

  async close(): Promise<void> {
    await this.kill()
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true })
  }
}
