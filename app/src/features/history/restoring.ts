import type { HistoryFact } from '@mutirao/documents'
import { MutiraoError, fault } from '@mutirao/documents'
import { readHistory, restore, type HistoryPage, type HistoryQuery, type RestoreWish } from '../../engine/index.ts'

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
  readonly restore: (name: string, wish: RestoreWish) => Promise<{ seq: number; written: number }>
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

/** @returns how much changed and the way back; nothing changed: `written` is 0 and there is nothing to take back */
export async function putBack(target: Target, via: Server = server) {
  const { seq, written } = await via.restore(target.name, wishOf(target))
  return { written, undo: () => takeBack(target, seq, via) }
}

/** The server takes this many at once (docs/PROTOCOL.md, "History"). */
const maxEntries = 1000
/** Asked this often for the facts of the row that restored before giving up. */
const maxAsks = 12

/**
 * Undoes a restore place by place: only what nobody has changed since goes back to what stood before it.
 * @returns places put back, and places left because somebody wrote there meanwhile
 */
async function takeBack(target: Target, restoreSeq: number, via: Server): Promise<TakenBack> {
  const facts = await factsSince(target, restoreSeq, via)
  const mine = placesOf(facts.filter(({ seq }) => seq === restoreSeq))
  const since = new Set(placesOf(facts.filter(({ seq }) => seq > restoreSeq)).keys())
  const free = [...mine].filter(([key]) => !since.has(key) || fault('HSC-3')).map(([, place]) => place)
  let written = 0
  // One call per field, whatever the number of cards: each is one row of the journal.
  for (const [field, places] of Map.groupBy(free, (place) => place.field)) {
    const cards = places.flatMap(({ entry }) => entry ?? [])
    for (let from = 0; from === 0 || from < cards.length; from += maxEntries) {
      const entries = cards.slice(from, from + maxEntries)
      const before: Target = { name: target.name, entries, field, seq: restoreSeq - 1 }
      written += (await via.restore(target.name, wishOf(before))).written
    }
  }
  return { written, skipped: mine.size - free.length }
}

export interface TakenBack {
  readonly written: number
  readonly skipped: number
}

/** Everything derived from the restore's row on, once the history has reached it. */
async function factsSince(target: Target, seq: number, via: Server): Promise<readonly HistoryFact[]> {
  const [only] = target.entries
  const query = {
    after: seq - 1,
    limit: 1000,
    ...(only !== undefined && target.entries.length === 1 ? { entry: only } : {}),
  }
  for (let asked = 0; asked < maxAsks; asked++) {
    let page = await via.readHistory(target.name, query)
    if (page.seq >= seq) {
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

/** Fields of entries; of a document without entries (rich text) its roots. */
function placesOf(facts: readonly HistoryFact[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  for (const { path } of facts) {
    const [root = '', entry, field] = path
    if (entry === undefined || field === undefined) places.set(root, { entry: null, field: root })
    else places.set(`${root}/${entry}/${field}`, { entry, field })
  }
  return places
}
