/** Finds what a colleague's edit has brought although it stands elsewhere already: they had not heard of that. */
import * as Y from 'yjs'
import { commonEnd, commonStart } from './align.ts'
import { isNewIn, newStretches } from './copies.ts'
import { exactly } from './exact.ts'
import { isGone, itemAt, parentItem, textAround, unitsOf, wordsOf, type Unit } from './units.ts'
import { keyOf, placeOf, type Act, type WrittenElsewhere } from './written-elsewhere.ts'

/** A letter of a colleague's copy that stands for one which this copy of the document wrote elsewhere. */
export interface Doubled {
  readonly letter: Unit
  readonly act: Act
  /** Which of the act's letters. */
  readonly at: number
  readonly theirs: Unit
}

export interface Twice {
  /** One's own letters that were moved: the copies of them are too many. */
  readonly moved: readonly Doubled[]
  /** What both have copied: one's own copy is too many. */
  readonly copied: readonly Doubled[]
  /** Letters of that which they had not seen, and have none of. */
  readonly missing: readonly Unit[]
}

export interface Looking {
  readonly written: WrittenElsewhere
  readonly isRecent: (act: Act) => boolean
  /** Whether they may not have seen a letter. */
  readonly isUnseen: (letter: Unit) => boolean
  /** Whether it went with its block without being named: they cannot have seen it. */
  readonly isUnnamed: (letter: Unit) => boolean
}

export function findTwice(transaction: Y.Transaction, looking: Looking): readonly Twice[] {
  const { acts } = looking.written
  if (acts.length === 0) return []
  const own = transaction.doc.clientID
  const stretches = unexplained(transaction, looking).filter(
    (units) => units.length > 0 && units.every(({ client }) => client !== own),
  )
  if (stretches.length === 0) return []
  // Long notes that were changed as a whole are not looked through with each letter a colleague types.
  const recent = acts.filter(looking.isRecent)
  const sources = [...new Set(recent.map(({ source }) => source))]
    .filter((source) => !wasGone(source, transaction))
    .map((source) => ({ source, letters: lettersOf(source, recent, transaction, looking) }))
  return stretches.flatMap((stretch) => {
    const found = sources.flatMap(({ source, letters }) => takenFrom(source, letters, stretch, transaction, looking))
    // Of which text it is a copy must be beyond doubt; one that this very edit has deleted letters of comes first.
    const wider = found.filter(({ isWider }) => isWider)
    const from = wider.length > 0 ? wider : found
    if (from.length > 0) return from.length === 1 ? from : []
    const there = acts.flatMap((act) => (act.kind === 'copied' ? atSamePlace(act, stretch, transaction, looking) : []))
    return there.length === 1 ? there : []
  })
}

/** What came, but for the copies of what is deleted with this very edit: nothing is there twice because of them. */
function unexplained(transaction: Y.Transaction, { isUnseen, isUnnamed }: Looking): readonly (readonly Unit[])[] {
  const isNew = isNewIn(transaction)
  const stretches = newStretches(transaction)
  for (const text of touchedTexts(transaction)) {
    const units = unitsOf(text, (item) => !isNew(item) && Y.isDeleted(transaction.deleteSet, item.id))
    // They cannot have copied what goes with the block unseen.
    const letters = units.filter((unit) => !isUnnamed(unit)).map((unit) => ({ char: unit.char, must: !isUnseen(unit) }))
    const at = stretches.findIndex((stretch) => stretch.length > 0 && exactly(letters, wordsOf(stretch)) !== null)
    if (at >= 0) stretches.splice(at, 1)
  }
  return stretches
}

function touchedTexts(transaction: Y.Transaction): ReadonlySet<Y.XmlText> {
  const texts = new Set<Y.XmlText>()
  if (transaction.deleteSet.clients.size === 0) return texts
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    const text = struct instanceof Y.Item && struct.content instanceof Y.ContentString ? textAround(struct) : null
    if (text) texts.add(text)
  })
  return texts
}

/** Whether a text was gone before this edit. */
function wasGone(source: Y.XmlText, { deleteSet }: Y.Transaction): boolean {
  if (!isGone(source)) return false
  for (let item = source._item; item; item = parentItem(item)) if (Y.isDeleted(deleteSet, item.id)) return false
  return true
}

interface Letter {
  readonly unit: Unit
  readonly char: string
  /** They have deleted it with this edit: a copy must have it. */
  readonly must: boolean
  readonly isLast: boolean
  /** By which it was written elsewhere before. */
  readonly act: Act | null
  readonly at: number
}

/** The letters of the text in their order: those this edit has deleted, and those that were written elsewhere before. */
function lettersOf(
  source: Y.XmlText,
  acts: readonly Act[],
  transaction: Y.Transaction,
  { isUnseen, isUnnamed }: Looking,
): readonly Letter[] {
  const isNew = isNewIn(transaction)
  const known = new Map<string, Letter>()
  for (const act of acts)
    if (act.source === source)
      for (const [at, unit] of act.units.entries())
        known.set(keyOf(unit), { unit, char: unit.char, must: false, isLast: true, act, at })
  const letters: Letter[] = []
  for (let item = source._start; item !== null; item = item.right) {
    if (isNew(item) || !item.deleted) continue
    // Yjs does not count what it threw away, nor marks.
    const isFresh = item.countable && Y.isDeleted(transaction.deleteSet, item.id)
    for (let i = 0; i < item.length; i++) {
      const id = { client: item.id.client, clock: item.id.clock + i }
      const before = known.get(keyOf(id))
      const char = item.content instanceof Y.ContentString ? (item.content.str[i] ?? '') : ''
      const unit = { ...id, char }
      if (isFresh && isUnnamed(unit)) continue
      if (isFresh) letters.push({ unit, char, must: !isUnseen(unit), isLast: false, act: null, at: -1 })
      else if (before) letters.push(before)
    }
  }
  return letters
}

/** What came is a copy of all that this edit has deleted there and of letters that were written elsewhere before. */
function takenFrom(
  source: Y.XmlText,
  letters: readonly Letter[],
  stretch: readonly Unit[],
  transaction: Y.Transaction,
  { isUnseen }: Looking,
): readonly (Twice & { readonly isWider: boolean })[] {
  const places = exactly(letters, wordsOf(stretch))
  const doubled = letters.flatMap(({ unit, act, at }, i): readonly Doubled[] => {
    const theirs = stretch[places?.[i] ?? -1]
    return act && theirs ? [{ letter: unit, act, at, theirs }] : []
  })
  const [first] = stretch
  if (!first || doubled.length === 0) return []
  const isWider = letters.some(({ must }) => must)
  const moved = doubled.filter(({ act }) => act.kind === 'moved')
  const copied = doubled.filter(({ act }) => act.kind === 'copied')
  const theyHave = new Set(copied.map(({ letter }) => keyOf(letter)))
  const acts = [...new Set(copied.map(({ act }) => act))]
  const missing = acts.flatMap(({ units }) => units.filter((unit) => !theyHave.has(keyOf(unit))))
  // They have a part of what was copied here, and know the rest: then it is for them to see that.
  if (!missing.every(isUnseen)) return []
  // Each has letters the other has not: whom those of theirs are not unseen to will do nothing.
  const isTheirTurn = letters.every(({ must, unit }) => !must || unit.client === first.client)
  const isOurs = missing.length === 0 || !isTheirTurn || first.client < transaction.doc.clientID
  const isSure = isWider ? isOurs : copied.length === 0 && isBeside(source, first, transaction)
  return isSure ? [{ moved, copied, missing, isWider }] : []
}

/** Whether a letter came with a new block, put right behind that of the text or in its place. */
function isBeside(source: Y.XmlText, letter: Unit, transaction: Y.Transaction): boolean {
  const top = topmost(itemAt(transaction.doc, letter), isNewIn(transaction))
  if (!top) return false
  // In its place: what was deleted is still to the right of it.
  const beside = [top.origin, isGone(source) ? top.rightOrigin : null].flatMap((id) => (id ? [keyOf(id)] : []))
  for (let above = source._item; above; above = parentItem(above)) if (beside.includes(keyOf(above.id))) return true
  return false
}

/** The block that came with it; null when it was put into a text that was there. */
function topmost(letter: Y.Item | null, isNew: (item: Y.Item) => boolean): Y.Item | null {
  let top: Y.Item | null = null
  for (let above = letter && parentItem(letter); above && isNew(above); above = parentItem(above)) top = above
  return top
}

/**
 * What came was put where the copy made here was put, by somebody who had not heard of it, and is the same but for what one
 * of them was typing. Theirs is kept when it has more, or by whom has the lower id; they see the same, the other way round.
 */
function atSamePlace(
  act: Act,
  stretch: readonly Unit[],
  { doc, beforeState }: Y.Transaction,
  { isUnseen }: Looking,
): readonly Twice[] {
  const [first] = stretch
  if (!first || placeOf(doc, first, beforeState) !== act.place) return []
  const [mine, theirs] = [wordsOf(act.units), wordsOf(stretch)]
  const start = commonStart(mine, theirs)
  const end = commonEnd(mine.slice(start), theirs.slice(start))
  const missing = act.units.slice(start, mine.length - end)
  const extra = theirs.length - start - end
  if (start + end < Math.max(1, extra) || !missing.every(isUnseen)) return []
  if (
    extra === 0 ? missing.length > 0 || first.client > doc.clientID : missing.length > 0 && first.client > doc.clientID
  )
    return []
  const copied = act.units.flatMap((letter, at): readonly Doubled[] => {
    const place = at < start ? at : at >= mine.length - end ? at + theirs.length - mine.length : -1
    const unit = stretch[place]
    return unit ? [{ letter, act, at, theirs: unit }] : []
  })
  return [{ moved: [], copied, missing }]
}
