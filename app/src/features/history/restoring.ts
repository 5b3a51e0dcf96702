import type { HistoryFact } from '@mutirao/documents'
import { MutiraoError, fault } from '@mutirao/documents'
import {
  readHistory,
  restore,
  type HistoryPage,
  type HistoryQuery,
  type RestoreDone,
  type RestoreWish,
} from '../../engine/index.ts'

/** What is put back: some field of a card, all of it, or the notes. */
export interface Target {
  /** The document's name. */
  readonly name: string
  /** Cards of a board; none: the whole document. */
  readonly entries: readonly string[]
  readonly field?: string
  /** As it stood after this row. */
  readonly seq: number
  readonly reason?: string
}

export interface Server {
  readonly restore: (name: string, wish: RestoreWish) => Promise<RestoreDone>
  readonly readHistory: (name: string, query: HistoryQuery) => Promise<HistoryPage>
  /** Waits before asking again whether the row is derived. */
  readonly pause: () => Promise<void>
}

const server: Server = {
  restore,
  readHistory,
  pause: () => new Promise((resolve) => setTimeout(resolve, 400)),
}

const wishOf = ({ entries, field, seq, reason }: Target): RestoreWish => ({
  seq,
  ...(entries.length === 0 ? {} : { entries }),
  ...(field === undefined ? {} : { field }),
  ...(reason === undefined || reason === '' ? {} : { reason }),
})

/** @returns how much changed, what was left, and the way back; nothing changed: `written` is 0 and there is nothing to take back */
export async function putBack(target: Target, via: Server = server) {
  const { rows, written, left } = await via.restore(target.name, wishOf(target))
  return { written, left, undo: () => takeBack(target, new Set(rows), via) }
}

/** The server takes this many at once (docs/PROTOCOL.md, "History"). */
const maxEntries = 1000
/** Asked this often for the facts of the row that restored before giving up. */
const maxAsks = 12

/**
 * Undoes a restore place by place: only what nobody has changed since goes back to what stood before it.
 * @param rows those of the restore
 * @returns places put back, and places left because somebody wrote there meanwhile
 */
async function takeBack(target: Target, rows: ReadonlySet<number>, via: Server): Promise<TakenBack> {
  if (rows.size === 0) return { written: 0, skipped: 0 }
  const facts = await factsSince(target, rows, via)
  const others = facts.filter(({ seq }) => !rows.has(seq))
  let [written, skipped] = [0, 0]
  for (const row of rows) {
    const mine = placesOf(facts.filter(({ seq }) => seq === row))
    const since = new Set(placesOf(others.filter(({ seq }) => seq > row)).keys())
    const free = [...mine].filter(([key]) => !since.has(key) || fault('HSC-3')).map(([, place]) => place)
    skipped += mine.size - free.length
    // One call per field, whatever the number of entries: each is one row of the journal.
    for (const [field, places] of Map.groupBy(free, (place) => place.field)) {
      const ids = places.flatMap(({ entry }) => entry ?? [])
      for (let from = 0; from === 0 || from < ids.length; from += maxEntries) {
        const entries = ids.slice(from, from + maxEntries)
        written += (await via.restore(target.name, wishOf({ name: target.name, entries, field, seq: row - 1 }))).written
      }
    }
  }
  return { written, skipped }
}

export interface TakenBack {
  readonly written: number
  readonly skipped: number
}

/** Everything derived from the restore's first row on, once the history has reached its last. */
async function factsSince(target: Target, rows: ReadonlySet<number>, via: Server): Promise<readonly HistoryFact[]> {
  const [only] = target.entries
  const last = Math.max(...rows)
  const query = {
    after: Math.min(...rows) - 1,
    limit: 1000,
    ...(only !== undefined && target.entries.length === 1 ? { entry: only } : {}),
  }
  for (let asked = 0; asked < maxAsks; asked++) {
    let page = await via.readHistory(target.name, query)
    if (page.seq >= last) {
      const facts = page.groups.flatMap((group) => group.facts)
      while (page.next !== null) {
        page = await via.readHistory(target.name, { ...query, before: page.next })
        facts.push(...page.groups.flatMap((group) => group.facts))
      }
      return facts
    }
    await via.pause()
  }
  throw new MutiraoError('unreachable', 'the history does not hold the restore yet')
}

interface Place {
  /** Null in documents without entries. */
  readonly entry: string | null
  readonly field: string
}

/** Keys of entries, keys that stand in a root itself, and roots that are a text. */
function placesOf(facts: readonly HistoryFact[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  for (const { path, kind } of facts) {
    const [root = '', entry, field] = path
    if (entry === undefined) places.set(root, { entry: null, field: root })
    else if (field !== undefined) places.set(`${root}/${entry}/${field}`, { entry, field })
    else if (kind !== 'insert') places.set(`${root}/${entry}`, { entry: null, field: entry })
  }
  return places
}
