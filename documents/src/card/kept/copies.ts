/** What became of the texts that one transaction has deleted: who of their letters stands where now. */
import * as Y from 'yjs'
import { align } from './align.ts'
import type { LetterId } from './heirs.ts'
import { homeOf, type Home } from './place.ts'
import { isGone, parentItem, textAround, textOf, unitsOf, wordsOf, type Unit } from './units.ts'

/** A text that was deleted with its block. */
export interface GoneText {
  readonly text: Y.XmlText
  /** Its letters that this transaction has deleted, in their order. */
  readonly units: readonly Unit[]
}

export interface Copied {
  /** For each unit the letter of the copy; null where there is none. */
  readonly heirs: readonly (LetterId | null)[]
  readonly home: Home | null
  /** Its letters, or its block when it held none, stand elsewhere now: it was not simply deleted. */
  readonly replaced: boolean
}

/** Whether an item was made by this transaction. */
export const isNewIn =
  ({ beforeState }: Y.Transaction) =>
  ({ id }: Y.Item): boolean =>
    id.clock >= (beforeState.get(id.client) ?? 0)

/** The texts that were there before this transaction and are gone, in the order in which Yjs met them. */
export function goneTexts(transaction: Y.Transaction): readonly GoneText[] {
  const isNew = isNewIn(transaction)
  const gone: GoneText[] = []
  if (transaction.deleteSet.clients.size === 0) return gone
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    const text = textOf(struct)
    if (!text?._item || isNew(text._item)) return
    const units = unitsOf(text, (item) => !isNew(item) && Y.isDeleted(transaction.deleteSet, item.id))
    gone.push({ text, units })
  })
  return gone
}

/** A stretch of letters this transaction has brought to one text. */
interface Stretch {
  readonly units: readonly Unit[]
  readonly words: string
}

/** Comparisons for one transaction: when a long note is replaced as a whole, each text is compared with each. */
const maxComparisons = 1_000
/** Steps of them, some 20 ms. */
const maxCells = 2_000_000

/** What is looked through for copies; what was found is taken out. */
export class NewStretches {
  #all: Stretch[]
  #comparisons = maxComparisons
  #cells = maxCells

  constructor(stretches: readonly (readonly Unit[])[]) {
    this.#all = stretches.map((units) => ({ units, words: wordsOf(units) }))
  }

  /** For each of these letters the one that stands for it in the stretch that has most of them; null when none is a copy. */
  take(old: string): readonly (Unit | null)[] | null {
    const best = old === '' ? null : (this.#same(old) ?? this.#like(old))
    if (!best) return null
    const { stretch, places } = best
    // Of two texts with the same letters each has a copy of its own.
    const taken = new Set(places)
    const rest = stretch.units.filter((_, i) => !taken.has(i))
    this.#all = this.#all.flatMap((each) =>
      each !== stretch ? each : rest.length > 0 ? { units: rest, words: wordsOf(rest) } : [],
    )
    return places.map((place) => stretch.units[place] ?? null)
  }

  #same(old: string): Found | null {
    const stretch = this.#all.find(({ words }) => words === old)
    return stretch ? { stretch, places: stretch.units.map((_, i) => i) } : null
  }

  #like(old: string): Found | null {
    let best: (Found & { readonly found: number }) | null = null
    for (const stretch of this.#all) {
      if (this.#comparisons-- <= 0) break
      const cells = Math.max(0, this.#cells)
      const places = align(old, stretch.words, cells, (used) => (this.#cells -= used))
      const found = places?.filter((place) => place >= 0).length ?? 0
      if (places && found > (best?.found ?? 0)) best = { stretch, places, found }
    }
    return best
  }
}

interface Found {
  readonly stretch: Stretch
  readonly places: readonly number[]
}

/** Stretches of letters this transaction has brought, one per text; only of those texts that are wanted. */
export function newStretches(
  transaction: Y.Transaction,
  isWanted: (text: Y.XmlText) => boolean = () => true,
): (readonly Unit[])[] {
  const isNew = isNewIn(transaction)
  const texts = new Set<Y.XmlText>()
  for (const [client, end] of transaction.afterState) {
    const begin = transaction.beforeState.get(client) ?? 0
    const structs = begin < end ? transaction.doc.store.clients.get(client) : undefined
    if (!structs) continue
    for (let i = Y.findIndexSS(structs, begin); i < structs.length; i++) {
      const struct = structs[i]
      const text = struct instanceof Y.Item && !struct.deleted ? textAround(struct) : null
      if (text && isWanted(text) && !isGone(text)) texts.add(text)
    }
  }
  return [...texts].map((text) => unitsOf(text, (item) => !item.deleted && isNew(item)))
}

/** Finds the copy of `units` among the stretches. */
export function copyOf({ text, units }: GoneText, stretches: NewStretches, transaction: Y.Transaction): Copied {
  const heirs = stretches.take(wordsOf(units))
  if (heirs) return { heirs, home: null, replaced: true }
  const home = homeOf(text, isNewIn(transaction))
  const isOfBlock = text._item !== null && parentItem(text._item)?.deleted === true
  return { heirs: units.map(() => null), home, replaced: isOfBlock && home?.kind === 'block' }
}
