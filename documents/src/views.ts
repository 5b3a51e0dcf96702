import * as Y from 'yjs'
import { rankValue } from './board/shape.ts'
import { sameSnapshot } from './board/snapshot.ts'
import { fault } from './faults.ts'
import { compareRank } from './rank.ts'
import { shareItems } from './sharing.ts'
import { orNull, text, timestamp } from './values.ts'
import type { ValueCheck } from './values.ts'

/**
 * Views that the people of a list share, cards or requests: root `views`, id → Y.Map of plain values. `query` is the search
 * part of the list's address without the question mark (`dono=eu&ver=tabela`): what a link restores, a view restores.
 */
export interface ViewSnapshot {
  readonly id: string
  readonly name: string
  /** User id of who made it, or null. */
  readonly by: string | null
  readonly query: string
  readonly rank: string
  readonly deletedAt: number | null
}

/** Live shared views of one list at most. */
export const maxViews = 100
export const maxViewNameLength = 100
const maxViewQueryLength = 3_000

export const viewsRoot = 'views'
export const viewsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(viewsRoot)

/** What may stand under the keys of a view. */
export const viewValues: ReadonlyMap<string, ValueCheck> = new Map([
  ['name', text(maxViewNameLength)],
  ['by', text(64)],
  ['query', text(maxViewQueryLength)],
  ['rank', rankValue],
  ['deletedAt', orNull(timestamp)],
])

export const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** null when something that is no view stands under the id. */
function readView(id: string, entry: unknown): ViewSnapshot | null {
  if (!(entry instanceof Y.Map)) return null
  const deletedAt: unknown = entry.get('deletedAt')
  return Object.freeze({
    id,
    name: asText(entry.get('name')),
    by: asText(entry.get('by')) || null,
    query: asText(entry.get('query')),
    rank: asText(entry.get('rank')),
    deletedAt: typeof deletedAt === 'number' ? deletedAt : null,
  })
}

/** Live views in order (rank, id). */
export function readViews(views: Y.Map<unknown>): ViewSnapshot[] {
  const live: ViewSnapshot[] = []
  for (const [id, entry] of views.entries()) {
    const view = readView(id, entry)
    if (view && (view.deletedAt === null || fault('VUE-1'))) live.push(view)
  }
  return live.sort(compareRank)
}

/** The live views of a list, each keeping its identity until it changes. */
export class ViewList {
  readonly #root: Y.Map<unknown>
  #isDirty = false
  live: readonly ViewSnapshot[]

  constructor(root: Y.Map<unknown>) {
    this.#root = root
    this.live = Object.freeze(readViews(root))
  }

  /** Notes that a transaction touched the views; `flush` works it in. */
  readonly onChange = (): void => void (this.#isDirty = true)

  /** True when the views, their order or one of them changed. */
  flush(): boolean {
    if (!this.#isDirty) return false
    this.#isDirty = false
    const before = this.live
    this.live = shareItems(before, readViews(this.#root), sameSnapshot)
    return this.live !== before
  }
}
