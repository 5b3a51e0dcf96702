import { boardName, type DocumentName } from '@mutirao/documents'
import { createSyncClient } from '../client/client.ts'
import { createMemoryDisk, createMemoryStore, type MemoryDisk } from '../store/memory.ts'
import { createMemoryTabs } from '../tabs/memory.ts'
import type { Tuning } from '../tuning.ts'
import type { DocumentHandle, LocalStore, Notice, SyncClient, SyncClientOptions, TabChannel } from '../types.ts'
import { FakeNetwork } from './fake-network.ts'
import { OracleHttp } from './oracle-http.ts'
import { OracleServer, type OracleOptions } from './oracle-server.ts'
import { impatient } from './simulation.ts'
import { until } from './until.ts'

export interface LabClientOptions {
  readonly disk?: MemoryDisk
  readonly store?: LocalStore
  readonly tuning?: Partial<Tuning>
  readonly token?: () => Promise<string>
  readonly tabs?: TabChannel
  readonly now?: () => number
  readonly random?: () => number
  readonly readOnlyAtFirst?: (name: DocumentName) => boolean
  readonly watch?: SyncClientOptions['watch']
}

export interface LabClient {
  readonly client: SyncClient
  readonly disk: MemoryDisk
  readonly notices: Notice[]
}

/** A server, a network and any number of clients in one process; `close` ends them all. */
export class Lab {
  readonly server: OracleServer
  readonly network: FakeNetwork
  readonly http: OracleHttp
  readonly tabs = createMemoryTabs()
  readonly #clients: SyncClient[] = []

  constructor(options: Partial<OracleOptions> & { readonly maxDelayMs?: number } = {}) {
    this.server = new OracleServer({ random: Math.random, commitMs: () => 1, ...options })
    this.network = new FakeNetwork(Math.random, options.maxDelayMs ?? 1)
    this.network.accept = this.server.start()
    this.http = new OracleHttp(this.server)
    this.http.up = false
  }

  client(options: LabClientOptions = {}): LabClient {
    const disk = options.disk ?? createMemoryDisk()
    const notices: Notice[] = []
    const client = createSyncClient({
      baseUrl: 'http://oracle',
      workspaceId: 'w',
      userId: 'p',
      token: options.token ?? (() => Promise.resolve('token')),
      store: options.store ?? createMemoryStore(disk),
      WebSocket: this.network.WebSocket,
      fetch: this.http.fetch,
      tabs: options.tabs ?? null,
      tuning: { ...impatient, ...options.tuning },
      ...(options.now ? { now: options.now } : {}),
      ...(options.random ? { random: options.random } : {}),
      ...(options.watch ? { watch: options.watch } : {}),
      ...(options.readOnlyAtFirst ? { readOnlyAtFirst: options.readOnlyAtFirst } : {}),
    })
    client.onNotice((notice) => notices.push(notice))
    this.#clients.push(client)
    return { client, disk, notices }
  }

  down(): void {
    this.network.accept = null
    this.network.cut()
  }

  up(): void {
    this.network.accept = this.server.start()
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()))
    this.server.kill()
  }
}

export const labBoard = (i: number): DocumentName => boardName(`LABORATORYBOARD${String(i).padStart(4, '0')}`)

export const saved = (client: SyncClient, deadlineMs?: number): Promise<void> =>
  until(
    () => client.status().state === 'saved',
    deadlineMs,
    () => JSON.stringify([client.status(), client.pending()]),
  )

export async function opened(client: SyncClient, name: DocumentName): Promise<DocumentHandle> {
  const handle = client.open(name)
  await handle.loaded
  return handle
}

export const set = (handle: DocumentHandle, key: string, value: unknown): void => {
  handle.doc().getMap('cards').set(key, value)
}
export const get = (handle: DocumentHandle, key: string): unknown => handle.doc().getMap('cards').get(key)
