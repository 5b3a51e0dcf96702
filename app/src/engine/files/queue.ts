/**
 * The files of this device that still have to reach the server: kept on disk, sent while there is a network by one tab of
 * the person, two at a time, again and again until the server has them or only the person can help.
 */
import { fault, isMutiraoError } from '@mutirao/documents'
import { lineItems, problemOf, waitMs } from './retries.ts'
import type { Line } from './retries.ts'
import type { FileKey, FilesApi, FileStore, QueuedFile, Upload, WatchEntries } from './types.ts'
import { upload } from './upload.ts'

export interface QueueOptions {
  readonly store: Pick<FileStore, 'enqueue' | 'queued' | 'dequeue' | 'discard' | 'bytes'>
  readonly api: Pick<FilesApi, 'announce' | 'send'>
  readonly watch: WatchEntries
  /** In [0, 1). */
  readonly random: () => number
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Runs `work` after `delayMs`; the returned function forgets it. */
  readonly schedule: (work: () => void, delayMs: number) => () => void
  /** Told to the other tabs: the queue on disk changed. */
  readonly onChanged?: () => void
  /** What must not be lost silently: the store does not answer. */
  readonly onFailure: (error: unknown) => void
}

export interface UploadQueue {
  /** Frozen, keeps its identity while nothing changed. In the order they were added. */
  readonly items: () => readonly Upload[]
  readonly subscribe: (listener: () => void) => () => void
  /** Keeps the bytes on this device; resolves when they are safe. Rejects with StorageError. */
  add(file: QueuedFile, bytes: Blob): Promise<void>
  /** Tries a failed file again, or at once what waits for its next attempt. */
  readonly retry: (key: FileKey) => void
  /** Gives the file up: row and bytes go from this device. */
  discard(key: FileKey): Promise<void>
  /** Whether bytes may travel now: there is a network, the person is signed in. Going false cuts what is under way. */
  setOnline(online: boolean): void
  /** Whether this tab does the sending. */
  setLeading(leading: boolean): void
  /** Reads the queue from disk: at the start, and when another tab says that it changed. */
  refresh(): Promise<void>
  close(): void
}

const parallel = 2
/** Removed entries and entries that never came keep their bytes this long, for undo and for a colleague's restore. */
const keptMs = 24 * 3_600_000

export function createUploadQueue(options: QueueOptions): UploadQueue {
  const { store, api, watch, now, onFailure } = options
  const lines = new Map<FileKey, Line>()
  const listeners = new Set<() => void>()
  let items: readonly Upload[] = Object.freeze([])
  let online = false
  let leading = false
  let closed = false

  function tell() {
    items = lineItems(lines.values(), items)
    for (const listener of listeners) listener()
  }
  function admit(file: QueuedFile): void {
    if (lines.has(file.key) || closed) return
    const line: Line = {
      file,
      state: 'waiting',
      sent: 0,
      problem: null,
      failures: 0,
      mismatches: 0,
      abort: null,
      forget: null,
      entries: null,
    }
    lines.set(file.key, line)
    line.entries = watch(file.document, () => follow(line))
    follow(line)
  }
  function leave(line: Line): void {
    line.abort?.abort()
    line.forget?.()
    line.entries?.stop()
    lines.delete(line.file.key)
    tell()
  }
  const tidy = (work: Promise<void>): void => void work.then(options.onChanged).catch(onFailure)

  /** What the document says decides: removed = not now, stored = done, by whoever. */
  function follow(line: Line): void {
    if (closed || !lines.has(line.file.key)) return
    const entry = line.entries?.state(line.file.sha256) ?? 'unknown'
    if (entry === 'stored') {
      leave(line)
      return tidy(store.dequeue(line.file.key))
    }
    const paused = entry === 'gone' && !fault('UPL-5')
    if (paused && now() - line.file.addedAtMs > keptMs) {
      leave(line)
      return tidy(store.discard(line.file.key))
    }
    if (paused !== (line.state === 'paused')) {
      line.state = paused ? 'paused' : 'waiting'
      if (paused) line.abort?.abort()
    }
    tell()
    pump()
  }

  function pump(): void {
    if (!online || (!leading && !fault('UPL-9')) || closed) return
    const lined = [...lines.values()]
    let room = parallel - lined.filter((line) => line.abort !== null).length
    for (const line of lined) {
      if (room <= 0) return
      if ((line.state !== 'waiting' && line.state !== 'settling') || line.abort || line.forget) continue
      room--
      // run() turns every failure into a state of the line.
      void run(line)
    }
  }

  async function run(line: Line): Promise<void> {
    const { file } = line
    const abort = new AbortController()
    line.abort = abort
    line.state = 'sending'
    tell()
    const onProgress = (sent: number): void => {
      line.sent = sent
      tell()
    }
    try {
      const bytes = await store.bytes(file.key)
      if (!bytes) return fail(line, 'lost')
      const { entries } = await upload({ api, file, bytes, signal: abort.signal, onProgress, now: options.now })
      line.failures = 0
      if (entries > 0 || fault('UPL-4')) await done(line)
      else later(line, 'settling', null)
    } catch (error) {
      failed(line, error)
    } finally {
      line.abort = null
      if (line.state === 'sending') line.state = 'waiting'
      if (lines.has(file.key)) follow(line)
      else pump()
    }
  }

  async function done(line: Line): Promise<void> {
    await store.dequeue(line.file.key)
    leave(line)
    options.onChanged?.()
  }
  function fail(line: Line, problem: NonNullable<Upload['problem']>): void {
    line.state = 'failed'
    line.problem = problem
  }
  function failed(line: Line, error: unknown): void {
    // Cut by ourselves (offline, removed): not the file's fault, no waiting.
    if (line.abort?.signal.aborted === true) return
    if (!isMutiraoError(error)) onFailure(error)
    if (isMutiraoError(error, 'file_mismatch')) line.mismatches++
    const problem = problemOf(error, line.mismatches)
    if (problem) fail(line, problem)
    else later(line, 'waiting', error)
  }
  function later(line: Line, state: 'waiting' | 'settling', error: unknown): void {
    line.state = state
    const delayMs = waitMs(line.failures++, options.random(), error)
    line.forget = options.schedule(() => {
      line.forget = null
      pump()
    }, delayMs)
  }
  function wake(line: Line): void {
    line.forget?.()
    line.forget = null
    if (line.state === 'failed') Object.assign(line, { state: 'waiting', problem: null, mismatches: 0, failures: 0 })
  }

  return {
    items: () => items,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async add(file, bytes) {
      await store.enqueue(file, bytes)
      admit(file)
      options.onChanged?.()
    },
    retry(key) {
      const line = lines.get(key)
      if (!line) return
      wake(line)
      follow(line)
    },
    async discard(key) {
      const line = lines.get(key)
      if (line) leave(line)
      await store.discard(key)
      options.onChanged?.()
    },
    setOnline(next) {
      if (next === online) return
      online = next
      for (const line of lines.values()) {
        if (!online && !fault('UPL-3')) line.abort?.abort()
        if (online) {
          line.forget?.()
          line.forget = null
        }
      }
      pump()
    },
    setLeading(next) {
      leading = next
      if (!leading) for (const line of lines.values()) line.abort?.abort()
      pump()
    },
    async refresh() {
      // What joins while we read is on disk too, but not in what we read.
      const before = [...lines.values()]
      const files = await store.queued()
      if (closed) return
      const keys = new Set(files.map(({ key }) => key))
      for (const file of files) admit(file)
      for (const line of before) if (!keys.has(line.file.key)) leave(line)
    },
    close() {
      closed = true
      for (const line of lines.values()) leave(line)
    },
  }
}
