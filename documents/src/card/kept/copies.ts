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

const isNewIn =
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

/** Stretches of letters this transaction has brought, one per text. */
export function newStretches(transaction: Y.Transaction): (readonly Unit[])[] {
  const isNew = isNewIn(transaction)
  const texts = new Set<Y.XmlText>()
  for (const [client, end] of transaction.afterState) {
    const begin = transaction.beforeState.get(client) ?? 0
    const structs = begin < end ? transaction.doc.store.clients.get(client) : undefined
    if (!structs) continue
    for (let i = Y.findIndexSS(structs, begin); i < structs.length; i++) {
      const struct = structs[i]
      const text = struct instanceof Y.Item && !struct.deleted ? textAround(struct) : null
      if (text && !isGone(text)) texts.add(text)
    }
  }
  return [...texts].map((text) => unitsOf(text, (item) => !item.deleted && isNew(item)))
}

/** Finds the copy of `units` among the stretches, the one that has most of them; a copy found is taken out. */
export function copyOf({ text, units }: GoneText, stretches: (readonly Unit[])[], transaction: Y.Transaction): Copied {
  const old = wordsOf(units)
  let best: { readonly at: number; readonly places: readonly number[]; readonly found: number } | null = null
  if (old !== '')
    for (const [at, stretch] of stretches.entries()) {
      const places = align(old, wordsOf(stretch))
      const found = places?.filter((place) => place >= 0).length ?? 0
      if (places && found > (best?.found ?? 0)) best = { at, places, found }
    }
  if (!best) {
    const home = homeOf(text, isNewIn(transaction))
    const isOfBlock = text._item !== null && parentItem(text._item)?.deleted === true
    return { heirs: units.map(() => null), home, replaced: isOfBlock && home?.kind === 'block' }
  }
  const stretch = stretches[best.at] ?? []
  const { places } = best
  // Of two texts with the same letters each has a copy of its own.
  stretches.splice(
    best.at,
    1,
    stretch.filter((_, i) => !places.includes(i)),
  )
  return { heirs: places.map((place) => stretch[place] ?? null), home: null, replaced: true }
}
