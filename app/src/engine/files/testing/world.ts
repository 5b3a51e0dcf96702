/** A device with files, a server that takes pieces and can be cut, and time moved by hand. */
import { cardName, MutiraoError } from '@mutirao/documents'
import { createUploadQueue, type UploadQueue } from '../queue.ts'
import { fileKey, type EntryState, type FileAnswer, type FilesApi, type QueuedFile } from '../types.ts'
import { createFileStore } from '../store.ts'

const document = cardName('01HBOARD0000000000000000AA', '01HCARD00000000000000000AA')

export const makeFile = (digit: string, bytes: number): { readonly file: QueuedFile; readonly blob: Blob } => {
  const sha256 = digit.repeat(64)
  const content = Uint8Array.from({ length: bytes }, (_, i) => (i * 31 + digit.charCodeAt(0)) % 251)
  const key = fileKey(document, sha256)
  return {
    file: { key, document, sha256, name: `${digit}.pdf`, bytes, addedAtMs: 1_000 },
    blob: new Blob([content]),
  }
}

/** What happens to one call: `before` it takes anything, `after` it took the piece (its answer is lost). */
export type Trouble = (call: { readonly kind: 'announce' | 'send'; readonly count: number }) => {
  readonly when: 'before' | 'after'
  readonly error: MutiraoError
} | null

export const cut = (when: 'before' | 'after' = 'before') => ({ when, error: new MutiraoError('unreachable') })

/** The server's promise in memory: bytes in order, never twice. */
class FakeServer {
  readonly #files = new Map<string, { parts: Uint8Array[]; received: number; bytes: number }>()
  /** Every piece that was sent: where, how large. */
  readonly sent: { readonly at: number; readonly size: number }[] = []
  trouble: Trouble = () => null
  /** What the document at the server says; 0 = the entry has not arrived. */
  entries = 1
  announced = 0
  active = 0
  mostActive = 0
  #calls = 0

  readonly api: Pick<FilesApi, 'announce' | 'send'> = {
    announce: (file, signal) =>
      this.#call(
        'announce',
        signal,
        () => {
          this.announced++
          if (!this.#files.has(file.key)) this.#files.set(file.key, { parts: [], received: 0, bytes: file.bytes })
          return Promise.resolve()
        },
        file,
      ),
    send: (file, at, piece, signal) =>
      this.#call(
        'send',
        signal,
        async () => {
          this.sent.push({ at, size: piece.size })
          const known = this.#files.get(file.key)
          if (!known) throw new MutiraoError('not_found')
          const data = new Uint8Array(await piece.arrayBuffer())
          if (at !== known.received) return
          known.parts.push(data)
          known.received += data.length
        },
        file,
      ),
  }

  async #call(
    kind: 'announce' | 'send',
    signal: AbortSignal,
    work: () => Promise<void>,
    file: QueuedFile,
  ): Promise<FileAnswer> {
    const trouble = this.trouble({ kind, count: ++this.#calls })
    this.active++
    this.mostActive = Math.max(this.mostActive, this.active)
    try {
      await new Promise((resolve) => setTimeout(resolve, 0))
      if (signal.aborted || trouble?.when === 'before') throw trouble?.error ?? new MutiraoError('unreachable')
      await work()
      if (trouble) throw trouble.error
      const received = this.#files.get(file.key)?.received ?? 0
      const complete = received === file.bytes
      return { received, complete, entries: complete ? this.entries : 0 }
    } finally {
      this.active--
    }
  }

  async bytesOf(file: QueuedFile): Promise<Uint8Array> {
    const parts = this.#files.get(file.key)?.parts ?? []
    return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer())
  }
  forget(file: QueuedFile): void {
    this.#files.delete(file.key)
  }
}

export interface Device {
  readonly server: FakeServer
  readonly queue: UploadQueue
  readonly store: ReturnType<typeof createFileStore>
  /** What the document on this device says about a hash; default waiting. */
  setEntry(sha256: string, state: EntryState): void
  /** Waiting times asked for, in order; the work runs at the next `pass`. */
  readonly waits: number[]
  /** Runs everything that waits for its time. */
  pass(): void
  nowMs: number
  readonly failures: unknown[]
  /** The tab goes away without a word; another one begins with what is on disk. */
  reload(): Promise<Device>
}

export interface DeviceOptions {
  readonly server?: FakeServer
  readonly disk: { readonly factory: IDBFactory; readonly name: string }
  readonly random?: number
  readonly online?: boolean
  readonly leading?: boolean
}

export function createDevice({ server = new FakeServer(), disk, ...options }: DeviceOptions): Device {
  const store = createFileStore(disk.name, disk.factory)
  const entries = new Map<string, EntryState>()
  const watchers = new Set<() => void>()
  const timers = new Set<() => void>()
  const device = { server, store, waits: [] as number[], failures: [] as unknown[], nowMs: 2_000 }
  const queue = createUploadQueue({
    store,
    api: server.api,
    watch(_document, changed) {
      watchers.add(changed)
      return { state: (sha256) => entries.get(sha256) ?? 'waiting', stop: () => void watchers.delete(changed) }
    },
    random: () => options.random ?? 0.5,
    now: () => result.nowMs,
    schedule(work, delayMs) {
      device.waits.push(delayMs)
      timers.add(work)
      return () => void timers.delete(work)
    },
    onFailure: (error) => void device.failures.push(error),
  })
  queue.setLeading(options.leading ?? true)
  queue.setOnline(options.online ?? true)
  const result: Device = {
    ...device,
    queue,
    setEntry(sha256, state) {
      entries.set(sha256, state)
      for (const changed of watchers) changed()
    },
    pass() {
      const due = [...timers]
      timers.clear()
      for (const work of due) work()
    },
    async reload() {
      queue.close()
      await store.close()
      const next = createDevice({ server, disk, ...options })
      await next.queue.refresh()
      return next
    },
  }
  return result
}
