import type * as Y from 'yjs'
import { compareRank } from '../rank.ts'
import { readField } from './fields.ts'
import type { FieldSnapshot } from './fields.ts'
import { sameItems, sameSnapshot } from './snapshot.ts'
import { touchedEntries } from './touched.ts'
import type { Events } from './touched.ts'

/** The custom fields of a board, kept in order; each keeps its identity until it changes. */
export class FieldList {
  readonly #root: Y.Map<unknown>
  readonly #byId = new Map<string, FieldSnapshot>()
  readonly #dirty = new Set<string>()
  live: readonly FieldSnapshot[] = Object.freeze([])
  /** The last archived first. */
  archived: readonly FieldSnapshot[] = Object.freeze([])

  constructor(root: Y.Map<unknown>) {
    this.#root = root
    for (const id of root.keys()) this.#dirty.add(id)
  }

  /** Notes what a transaction touched; `flush` works it in. */
  readonly onChange = (events: Events): void => touchedEntries(events, this.#root, this.#dirty)

  field = (fieldId: string): FieldSnapshot | undefined => this.#byId.get(fieldId)

  /** True when the fields, their order or one of them changed. */
  flush(): boolean {
    let hasChanged = false
    for (const id of this.#dirty) {
      const before = this.#byId.get(id)
      const after = readField(id, this.#root.get(id))
      if (before ? after && sameSnapshot(before, after) : !after) continue
      hasChanged = true
      if (after) this.#byId.set(id, after)
      else this.#byId.delete(id)
    }
    this.#dirty.clear()
    if (hasChanged) this.#sort()
    return hasChanged
  }

  #sort(): void {
    const all = [...this.#byId.values()]
    const live = all.filter(({ deletedAt }) => deletedAt === null).sort(compareRank)
    const archived = all.filter(({ deletedAt }) => deletedAt !== null)
    archived.sort((a, b) => (b.deletedAt ?? 0) - (a.deletedAt ?? 0) || (a.id < b.id ? -1 : 1))
    if (!sameItems(live, this.live)) this.live = Object.freeze(live)
    if (!sameItems(archived, this.archived)) this.archived = Object.freeze(archived)
  }
}
