/**
 * The end of a text that went into a new block: somebody pressed Enter in the middle of it, or took back that two blocks were
 * joined. Letters a colleague was typing there stay behind with the beginning, and so does their caret.
 */
import * as Y from 'yjs'
import { isNewIn, NewStretches, newStretches } from './copies.ts'
import type { Heirs, LetterId } from './heirs.ts'
import { putBeside } from './place.ts'
import { keyOf, type WrittenElsewhere } from './written-elsewhere.ts'
import { isGone, textAround, unitsOf, wordsOf, type Unit } from './units.ts'

export interface MovedEnd {
  /** The text that has stayed. */
  readonly text: Y.XmlText
  /** Its letters that went, in their order, and for each the one that stands for it. */
  readonly units: readonly Unit[]
  readonly heirs: readonly LetterId[]
}

const known = Symbol('mutirao.moved-ends')

/** Those of a transaction of somebody else; found once for all who ask. */
export function movedEnds(transaction: Y.Transaction): readonly MovedEnd[] {
  const { meta, local } = transaction
  if (local) return []
  const before = meta.get(known) as readonly MovedEnd[] | undefined
  if (before) return before
  const ends = find(transaction)
  meta.set(known, ends)
  return ends
}

/** Those of an edit made here. */
export const movedHere = (transaction: Y.Transaction): readonly MovedEnd[] => find(transaction)

/** Which letter stands for one that went with such an end; null when none does. */
export function movedTo(transaction: Y.Transaction, { client, clock }: LetterId): LetterId | null {
  for (const { units, heirs } of movedEnds(transaction)) {
    const at = units.findIndex((unit) => unit.client === client && unit.clock === clock)
    if (at >= 0) return heirs[at] ?? null
  }
  return null
}

function find(transaction: Y.Transaction): readonly MovedEnd[] {
  const isNew = isNewIn(transaction)
  const isNewText = ({ _item }: Y.XmlText): boolean => _item !== null && isNew(_item)
  const texts = new Set<Y.XmlText>()
  if (transaction.deleteSet.clients.size === 0) return []
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    const text = struct instanceof Y.Item && struct.content instanceof Y.ContentString ? textAround(struct) : null
    if (text && !isNewText(text) && !isGone(text)) texts.add(text)
  })
  if (texts.size === 0) return []
  const stretches = new NewStretches(newStretches(transaction, isNewText))
  return [...texts].flatMap((text) => {
    const units = unitsOf(text, (item) => !isNew(item) && Y.isDeleted(transaction.deleteSet, item.id))
    const heirs = stretches.take(wordsOf(units))?.filter((heir) => heir !== null)
    return heirs?.length === units.length ? [{ text, units, heirs }] : []
  })
}

/**
 * Writes what was typed into the end after it, and takes it out of the beginning: all that still stands behind the letters
 * that went must be such, or somebody moved a part out of the middle and saw the rest. Inside a transaction of the caller.
 */
export function follow(
  { text, units, heirs }: MovedEnd,
  all: Heirs,
  written: WrittenElsewhere,
  isUnseen: (letter: LetterId) => boolean,
): void {
  const doc = text.doc as Y.Doc
  for (const [i, unit] of units.entries()) if (heirs[i]) all.add(unit, heirs[i])
  const gone = new Set(units.map(keyOf))
  let behind: LetterId | null = null
  const stretches: { readonly behind: LetterId; readonly letters: Unit[]; readonly index: number }[] = []
  let index = 0
  for (const letter of unitsWithState(text)) {
    if (gone.has(keyOf(letter))) behind = letter
    if (letter.isDeleted) continue
    if (behind !== null) {
      if (!isUnseen(letter)) return
      const last = stretches.at(-1)
      if (last?.behind === behind) last.letters.push(letter)
      else stretches.push({ behind, letters: [letter], index })
    }
    index++
  }
  for (const stretch of stretches.toReversed()) {
    const heir = all.of(stretch.behind)
    const first = heir && putBeside(doc, all, heir, 'after', wordsOf(stretch.letters))
    if (!first) return
    text.delete(stretch.index, stretch.letters.length)
    const moved = stretch.letters.map((_, i) => ({ client: first.client, clock: first.clock + i }))
    for (const [i, letter] of stretch.letters.entries()) if (moved[i]) all.add(letter, moved[i])
    written.add('moved', text, stretch.letters, moved)
  }
}

interface Standing extends Unit {
  readonly isDeleted: boolean
}

/** The letters of a text, those that were just deleted too. What is none (an image) counts as one nobody has typed. */
function* unitsWithState(text: Y.XmlText): Generator<Standing, void, undefined> {
  for (let item = text._start; item !== null; item = item.right) {
    const { content, deleted: isDeleted, countable, length } = item
    const { client, clock } = item.id
    if (content instanceof Y.ContentString)
      for (let i = 0; i < length; i++) yield { client, clock: clock + i, char: content.str[i] ?? '', isDeleted }
    else if (countable && !isDeleted)
      for (let i = 0; i < length; i++) yield { client: -1, clock: -1, char: '', isDeleted }
  }
}
