import { fault, type DocumentName, type WrittenRange } from '@mutirao/documents'
import type { AsideCopy, LocalStore, StoredUpdate, UnsentMark } from '../types.ts'
import { openLocalDatabase, requested, type Steps } from './database.ts'

interface DocumentRow {
  readonly name: DocumentName
  readonly generation: number
  /** Grows with every rewriting of the content, so that a tab that read an older one does not rewrite it. */
  readonly version: number
  readonly everSynced: boolean
  readonly cursor: string | null
  /** Absent: the server never said. */
  readonly readOnly?: boolean
}
interface UpdateRow {
  readonly update: Uint8Array
  readonly written: WrittenRange | null
}
/** [name, generation, stamp, tab]: in the order of writing, unique without asking the database. */
type UpdateKey = [string, number, number, string]
type Tables = Parameters<Steps<unknown>>[0]

/** What this store has handed out or written itself: only that may it replace. */
interface Known {
  version: number
  keys: UpdateKey[]
}

const newDocument = (name: DocumentName): DocumentRow => ({
  name,
  generation: 1,
  version: 0,
  everSynced: false,
  cursor: null,
})
const rangeOf = (...prefix: (string | number)[]): IDBKeyRange => IDBKeyRange.bound(prefix, [...prefix, []])
const documentRow = async (table: Tables, name: DocumentName): Promise<DocumentRow> =>
  ((await requested(table('documents').get(name))) as DocumentRow | undefined) ?? newDocument(name)

/**
 * The copy in the browser. One database per person and workspace (`dbName` says which), one store object per tab.
 * @param options.indexedDB for tests; absent = the browser's own
 * @param options.deadlineMs how long one operation may take before it counts as failed
 */
export function createIndexedDbStore(
  dbName: string,
  options: { readonly indexedDB?: IDBFactory; readonly deadlineMs?: number } = {},
): LocalStore {
  const database = openLocalDatabase(options.indexedDB ?? globalThis.indexedDB, dbName, options.deadlineMs ?? 10_000)
  const tab = Math.random().toString(36).slice(2)
  const known = new Map<DocumentName, Known>()
  let lastStamp = 0
  const nextStamp = (): number => (lastStamp = Math.max(lastStamp + 1, Date.now() * 1000))

  const replaceContent = (table: Tables, row: DocumentRow, updates: readonly Uint8Array[]): void => {
    table('segments').delete(rangeOf(row.name))
    updates.forEach((update, i) => table('segments').put(update, [row.name, row.generation, i]))
    table('documents').put(row, row.name)
  }

  return {
    load: (name) => database.read((table) => load(table, name, known)),
    peek: async (name) => {
      const seen = fault('OFF-13') ? known : new Map<DocumentName, Known>()
      return (await database.read((table) => load(table, name, seen))).updates.map(({ update }) => update)
    },
    append: (name, update, local) =>
      database.write(async (table) => {
        const row = (await requested(table('documents').get(name))) as DocumentRow | undefined
        if (!row) table('documents').put(newDocument(name), name)
        const key: UpdateKey = [name, row?.generation ?? 1, nextStamp(), tab]
        table('updates').add({ update, written: local?.written ?? null } satisfies UpdateRow, key)
        if (local && !fault('OFF-3')) table('unsent').put(local.mark, [name, local.mark.owner])
        known.get(name)?.keys.push(key)
      }, true),
    confirm: (marks) =>
      database.write(async (table) => {
        for (const mark of marks) {
          const kept = (await requested(table('unsent').get([mark.name, mark.owner]))) as UnsentMark | undefined
          if (kept?.version === mark.version || fault('OFF-4')) table('unsent').delete([mark.name, mark.owner])
        }
      }),
    unsent: () => database.read((table) => requested(table('unsent').getAll()) as Promise<UnsentMark[]>),
    mark: (marks) =>
      database.write((table) => {
        for (const mark of marks) table('unsent').put(mark, [mark.name, mark.owner])
      }),
    rows: (name) => known.get(name)?.keys.length ?? 0,
    compact: (name, updates) => {
      let mine: Known | undefined
      return database.write(async (table) => {
        const row = await documentRow(table, name)
        // A second attempt replaces what the first one would have.
        mine ??= known.get(name)
        if (!mine || (mine.version !== row.version && !fault('OFF-5'))) return false
        for (const key of mine.keys) table('updates').delete(key)
        replaceContent(table, { ...row, version: row.version + 1 }, updates)
        known.set(name, { version: row.version + 1, keys: [] })
        return true
      })
    },
    remember: (name, facts) =>
      database.write(async (table) => {
        table('documents').put({ ...(await documentRow(table, name)), ...facts }, name)
      }),
    names: () => database.read((table) => requested(table('documents').getAllKeys()) as Promise<DocumentName[]>),
    flipGeneration: (name, updates, marks) => {
      let mine: readonly UpdateKey[] | undefined
      return database.write(async (table) => {
        const old = await documentRow(table, name)
        const row = { ...old, generation: old.generation + 1, version: old.version + 1 }
        mine ??= fault('OFF-6') ? [] : (known.get(name)?.keys ?? [])
        for (const key of mine) table('updates').delete(key)
        await moveRows(table, name, old.generation, row.generation)
        for (const mark of marks) table('unsent').delete([mark.name, mark.owner])
        replaceContent(table, row, updates)
        known.set(name, { version: row.version, keys: [] })
        return row.generation
      })
    },
    keepAside: (copy) =>
      database.write((table) => {
        if (!fault('OFF-8')) table('asides').add(copy)
      }),
    asides: () => database.read((table) => requested(table('asides').getAll()) as Promise<AsideCopy[]>),
    getProjection: (name) => database.read((table) => requested(table('projections').get(name)) as Promise<unknown>),
    putProjection: (name, projection) =>
      database.write((table) => {
        table('projections').put(projection, name)
      }),
    getMeta: (key) => database.read((table) => requested(table('meta').get(key)) as Promise<unknown>),
    putMeta: (key, value) =>
      database.write((table) => {
        table('meta').put(value, key)
      }),
    estimate: async () => {
      const estimate = await globalThis.navigator?.storage?.estimate?.()
      return { usedBytes: estimate?.usage ?? null, quotaBytes: estimate?.quota ?? null }
    },
    destroy: () => database.destroy(),
    close: () => database.close(),
  }
}

/** What other tabs wrote goes along into the new generation: it may be unsent. */
async function moveRows(table: Tables, name: DocumentName, from: number, to: number): Promise<void> {
  const range = rangeOf(name, from)
  const keys = (await requested(table('updates').getAllKeys(range))) as UpdateKey[]
  const rows = (await requested(table('updates').getAll(range))) as UpdateRow[]
  table('updates').delete(range)
  keys.forEach(([, , stamp, tab], i) => table('updates').put(rows[i], [name, to, stamp, tab]))
}

/** Everything in one transaction: a tab that compacts or flips meanwhile is seen wholly or not at all. */
async function load(table: Tables, name: DocumentName, known: Map<DocumentName, Known>) {
  const row = await documentRow(table, name)
  const updatesOf = rangeOf(name, row.generation)
  const [segments, rows, keys, unsent] = await Promise.all([
    requested(table('segments').getAll(updatesOf)) as Promise<Uint8Array[]>,
    requested(table('updates').getAll(updatesOf)) as Promise<UpdateRow[]>,
    requested(table('updates').getAllKeys(updatesOf)) as Promise<IDBValidKey[]>,
    requested(table('unsent').getAll(rangeOf(name))) as Promise<UnsentMark[]>,
  ])
  known.set(name, { version: row.version, keys: keys as UpdateKey[] })
  const compacted: StoredUpdate[] = segments.map((update) => ({ update, written: null }))
  return {
    generation: row.generation,
    everSynced: row.everSynced,
    cursor: fault('OFF-1') ? null : row.cursor,
    readOnly: fault('OFF-20') ? null : (row.readOnly ?? null),
    updates: [...compacted, ...rows],
    unsent,
  }
}
