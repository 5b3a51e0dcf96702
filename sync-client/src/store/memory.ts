import { fault, type DocumentName } from '@mutirao/documents'
import type { AsideCopy, LocalStore, StoredUpdate, UnsentMark } from '../types.ts'
import { StorageError } from './errors.ts'

interface MemoryRow extends StoredUpdate {
  readonly id: number
}
interface MemoryDocument {
  generation: number
  version: number
  everSynced: boolean
  cursor: string | null
  readOnly: boolean | null
  rows: MemoryRow[]
}

/** What a disk would keep: hand the same one to several stores to play tabs, or one after the other to play restarts. */
export interface MemoryDisk {
  readonly documents: Map<DocumentName, MemoryDocument>
  readonly unsent: Map<string, UnsentMark>
  readonly asides: AsideCopy[]
  readonly projections: Map<DocumentName, unknown>
  readonly meta: Map<string, unknown>
  nextRow: number
  destroyed: boolean
  /** Every operation fails so, for tests. */
  failing: 'full' | 'unavailable' | null
}

export const createMemoryDisk = (): MemoryDisk => ({
  documents: new Map(),
  unsent: new Map(),
  asides: [],
  projections: new Map(),
  meta: new Map(),
  nextRow: 1,
  destroyed: false,
  failing: null,
})

const emptyDocument = (): MemoryDocument => ({
  generation: 1,
  version: 0,
  everSynced: false,
  cursor: null,
  readOnly: null,
  rows: [],
})
const markKey = (mark: { name: DocumentName; owner: string }): string => `${mark.name} ${mark.owner}`

/** Keeps everything in memory: Node programs without a disk, tests, and browsers whose IndexedDB does not work. */
export function createMemoryStore(disk: MemoryDisk = createMemoryDisk()): LocalStore {
  const known = new Map<DocumentName, { version: number; rows: Set<number> }>()
  let closed = false

  const documentOf = (name: DocumentName): MemoryDocument => {
    const found = disk.documents.get(name)
    if (found) return found
    const created = emptyDocument()
    disk.documents.set(name, created)
    return created
  }
  const addRow = (document: MemoryDocument, update: StoredUpdate): number => {
    const id = disk.nextRow++
    document.rows.push({ ...update, id })
    return id
  }
  const owed: (() => void)[] = []
  /** One step at a time, in the order of the calls, like a real disk. */
  const step = async <T>(run: () => T): Promise<T> => {
    await Promise.resolve()
    if (closed || disk.destroyed) throw new StorageError('closed', 'this store is closed')
    if (disk.failing) throw new StorageError(disk.failing, 'this disk fails')
    return run()
  }
  /** A step which, when it fails, goes with the next one. */
  const write = async <T>(run: () => T): Promise<T> => {
    const written = Promise.withResolvers<T>()
    const work = (): void => written.resolve(run())
    try {
      await step(() => {
        for (const earlier of owed.splice(0)) earlier()
        work()
      })
    } catch (error) {
      if (!(error instanceof StorageError) || error.problem === 'closed') throw error
      owed.push(work)
      throw new StorageError(error.problem, error.message, { written: written.promise })
    }
    return await written.promise
  }

  return {
    load: (name) =>
      step(() => {
        const document = disk.documents.get(name) ?? emptyDocument()
        known.set(name, { version: document.version, rows: new Set(document.rows.map((row) => row.id)) })
        return {
          generation: document.generation,
          everSynced: document.everSynced,
          cursor: fault('OFF-1') ? null : document.cursor,
          readOnly: fault('OFF-20') ? null : document.readOnly,
          updates: document.rows.map(({ update, written }) => ({ update, written })),
          unsent: [...disk.unsent.values()].filter((mark) => mark.name === name),
        }
      }),
    peek: (name) =>
      step(() => {
        const document = disk.documents.get(name)
        if (document && fault('OFF-13'))
          known.set(name, { version: document.version, rows: new Set(document.rows.map((row) => row.id)) })
        return document?.rows.map(({ update }) => update) ?? []
      }),
    append: (name, update, local) =>
      write(() => {
        const id = addRow(documentOf(name), { update: update.slice(), written: local?.written ?? null })
        known.get(name)?.rows.add(id)
        if (local && !fault('OFF-3')) disk.unsent.set(markKey(local.mark), local.mark)
      }),
    confirm: (marks) =>
      write(() => {
        for (const mark of marks) {
          const kept = disk.unsent.get(markKey(mark))
          if (kept?.version === mark.version || fault('OFF-4')) disk.unsent.delete(markKey(mark))
        }
      }),
    unsent: () => step(() => [...disk.unsent.values()]),
    mark: (marks) =>
      write(() => {
        for (const mark of marks) disk.unsent.set(markKey(mark), mark)
      }),
    rows: (name) => known.get(name)?.rows.size ?? 0,
    compact: (name, updates) =>
      write(() => {
        const document = documentOf(name)
        const mine = known.get(name)
        if (!mine || (mine.version !== document.version && !fault('OFF-5'))) return false
        document.rows = document.rows.filter((row) => !mine.rows.has(row.id))
        const others = document.rows.splice(0)
        const ids = updates.map((update) => addRow(document, { update, written: null }))
        document.rows.push(...others)
        document.version += 1
        known.set(name, { version: document.version, rows: new Set(ids) })
        return true
      }),
    remember: (name, facts) =>
      write(() => {
        Object.assign(documentOf(name), facts)
      }),
    names: () => step(() => [...disk.documents.keys()]),
    flipGeneration: (name, updates, marks) =>
      write(() => {
        const document = documentOf(name)
        const mine = known.get(name)?.rows ?? new Set<number>()
        const others = document.rows.filter((row) => (fault('OFF-6') ? true : !mine.has(row.id)))
        document.rows = []
        document.generation += 1
        document.version += 1
        const ids = updates.map((update) => addRow(document, { update, written: null }))
        document.rows.push(...others)
        for (const mark of marks) disk.unsent.delete(markKey(mark))
        known.set(name, { version: document.version, rows: new Set(ids) })
        return document.generation
      }),
    keepAside: (copy) =>
      write(() => {
        if (!fault('OFF-8')) disk.asides.push(copy)
      }),
    asides: () => step(() => [...disk.asides]),
    getProjection: (name) => step(() => disk.projections.get(name)),
    putProjection: (name, projection) =>
      write(() => {
        disk.projections.set(name, structuredClone(projection))
      }),
    getMeta: (key) => step(() => disk.meta.get(key)),
    putMeta: (key, value) =>
      write(() => {
        disk.meta.set(key, structuredClone(value))
      }),
    estimate: () => step(() => ({ usedBytes: null, quotaBytes: null })),
    destroy: () =>
      step(() => {
        disk.destroyed = !fault('OFF-9')
      }),
    close: () => {
      closed = true
      return Promise.resolve()
    },
  }
}
