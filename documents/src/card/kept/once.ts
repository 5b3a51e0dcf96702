/**
 * A letter stands once, although two people wrote it elsewhere at the same time and neither had heard of the other. Yjs keeps
 * what both have written: a letter would stand twice. What twice.ts has found is answered here, by exactly one of them:
 *
 * - Letters which their author has moved (moved-end.ts), and which a colleague who had not heard of that has copied from
 *   where they stood: the author deletes them in the colleague's copy. Only the author moves letters, so nobody else does.
 * - A block which both have copied: whoever has the smaller part of it, of two equal ones whoever has the higher client id,
 *   gives up their own copy. What was typed into it goes where the other one stands. Each sees of the other what the other
 *   sees of them, so the other one keeps theirs; where one of them cannot be sure (what they have is no copy letter by
 *   letter, or came after too long a time) nobody gives way, and the block stands twice.
 *
 * Nothing is deleted unless the same letter stands elsewhere in this very document, and nothing because a deletion is named:
 * when a device comes back it is told all deletions there ever were. No answer is a step of one's own: an undo brings none
 * of what was deleted back, and what it would bring back itself goes again.
 */
import type * as Y from 'yjs'
import { fault } from '../../faults.ts'
import { isNewIn } from './copies.ts'
import type { Heirs, LetterId } from './heirs.ts'
import { Stretches } from './own-clocks.ts'
import { erase, putBeside, removeEmptied } from './place.ts'
import type { Doubled, Looking, Twice } from './twice.ts'
import { itemAt, textAround, unitsOf, wordsOf, type Unit } from './units.ts'
import { keyOf, redoneAs, standing } from './written-elsewhere.ts'

export interface OnceOptions extends Omit<Looking, 'isUnnamed'> {
  readonly doc: Y.Doc
  readonly heirs: Heirs
  /** Whether somebody else has typed it, or it is a copy of what somebody else has typed. */
  readonly isOthers: (letter: LetterId) => boolean
  readonly edit: (run: () => void) => void
  readonly editForOthers: (run: () => void) => void
}

/** Blocks are not changed more often than that while a letter is looked for. */
const maxHops = 100

export class Once {
  readonly #options: OnceOptions
  /** Own copies that a colleague has taken, or that were given up: an undo must not bring back what they stood for. */
  readonly #taken = new Stretches()

  constructor(options: OnceOptions) {
    this.#options = options
  }

  answer(twice: readonly Twice[]): void {
    for (const each of twice) {
      if (each.moved.length > 0 && !fault('CRD-31')) this.#options.editForOthers(() => this.#takeOut(each.moved))
      if (each.copied.length > 0 && !fault('CRD-32')) this.#giveWay(each)
    }
  }

  /** A colleague's edit has deleted copies made here of what somebody else has typed. */
  noticeTaken({ deleteSet, doc }: Y.Transaction): void {
    for (const { clock, len } of deleteSet.clients.get(doc.clientID) ?? [])
      for (let at = clock; at < clock + len; at++)
        if (this.#options.isOthers({ client: doc.clientID, clock: at })) this.#taken.add(at, at + 1)
  }

  /** A step back has brought back letters whose copies are taken. */
  takeAgain(transaction: Y.Transaction): void {
    const { doc, written, editForOthers } = this.#options
    const isNew = isNewIn(transaction)
    const again = written.acts.flatMap(({ kind, units, heirs }): readonly LetterId[] =>
      units.flatMap((unit, i) => {
        const [stands, copy] = [kind === 'copied' ? standing(doc, unit) : null, heirs[i]]
        const item = stands && itemAt(doc, stands)
        return stands && item && isNew(item) && copy && this.#isTaken(copy) ? [stands] : []
      }),
    )
    if (again.length === 0 || fault('CRD-33')) return
    editForOthers(() => {
      const texts = new Set(again.map((letter) => this.#textOf(letter)))
      erase(doc, again)
      for (const { clock } of again) this.#taken.add(clock, clock + 1)
      for (const text of texts) if (text) removeEmptied(text)
    })
  }

  #isTaken(copy: LetterId): boolean {
    const { doc, heirs } = this.#options
    let at: LetterId | null = copy
    for (let hops = 0; at && hops < maxHops; hops++) {
      if (at.client === doc.clientID && this.#taken.has(at.clock)) return true
      const item = itemAt(doc, at)
      if (item && !item.deleted) return false
      at = redoneAs(item, at) ?? heirs.of(at)
    }
    return false
  }

  /** Their copies of what was moved here. */
  #takeOut(moved: readonly Doubled[]): void {
    const { doc, heirs, written } = this.#options
    // What this very answer has written again may stand behind their copy, or be it.
    const doubled = moved.flatMap(({ act, at, theirs }) => {
      const place = this.#latest(act.heirs[at])
      return place && keyOf(place) !== keyOf(theirs) ? [{ theirs, place }] : []
    })
    for (const [text, each] of Map.groupBy(doubled, ({ theirs }) => this.#textOf(theirs))) {
      if (!text) continue
      const units = each.map(({ theirs }) => theirs)
      for (const { theirs, place } of each) heirs.add(theirs, place)
      written.add(
        'moved',
        text,
        units,
        each.map(({ place }) => place),
      )
      erase(doc, units)
    }
  }

  /** The own copy. */
  #giveWay({ copied, missing }: Twice): void {
    const { doc } = this.#options
    const theirs = new Map<string, Unit>()
    const mine: LetterId[] = []
    for (const { act, at, theirs: letter } of copied) {
      const stands = this.#latest(act.heirs[at])
      if (!stands || keyOf(stands) === keyOf(letter) || !standing(doc, letter)) continue
      theirs.set(keyOf(stands), letter)
      mine.push(stands)
    }
    const typed = new Set<string>()
    for (const { units, heirs } of new Set(copied.map(({ act }) => act)))
      for (const [i, unit] of units.entries()) {
        const stands = missing.includes(unit) ? this.#latest(heirs[i]) : null
        if (stands) typed.add(keyOf(stands))
      }
    for (const text of new Set(mine.map((letter) => this.#textOf(letter)))) if (text) this.#giveUp(text, theirs, typed)
  }

  #giveUp(text: Y.XmlText, theirs: ReadonlyMap<string, Unit>, typed: ReadonlySet<string>): void {
    const { doc, heirs, written, editForOthers } = this.#options
    const { given, stretches } = sort(text, theirs)
    const isTyped = (unit: Unit): boolean => typed.has(keyOf(unit)) || !written.isCopy(unit)
    // In a text that others have made, or with other parts in it, what was typed stays where it is.
    if (written.isCopyText(text) && stretches.every(({ units }) => units.every(isTyped)))
      for (const stretch of stretches) this.#carry(stretch)
    editForOthers(() => {
      for (const unit of given) {
        const heir = theirs.get(keyOf(unit))
        if (heir) heirs.add(unit, heir)
        if (unit.client === doc.clientID) this.#taken.add(unit.clock, unit.clock + 1)
      }
      const isSource = written.acts.some(({ source }) => source === text)
      const places = given.map((unit) => theirs.get(keyOf(unit)) ?? null)
      written.add('moved', text, given, places)
      erase(doc, given)
      // A step back may want to bring letters back into it.
      if (written.isCopyText(text) && !isSource) removeEmptied(text)
    })
  }

  /** Takes what was typed to where theirs stand. */
  #carry({ units, left, right }: Typed): void {
    const { doc, heirs, isOthers, edit, editForOthers } = this.#options
    const run = units.some(isOthers) ? editForOthers : edit
    run(() => {
      const words = wordsOf(units)
      const first =
        (left && putBeside(doc, heirs, left, 'after', words)) ??
        (right && putBeside(doc, heirs, right, 'before', words))
      if (!first) return
      for (const [i, unit] of units.entries()) heirs.add(unit, { client: first.client, clock: first.clock + i })
      erase(doc, units)
    })
  }

  /** Where the copy of a letter stands now, which was copied again perhaps. */
  #latest(id: LetterId | undefined): LetterId | null {
    const { doc, heirs } = this.#options
    let at: LetterId | null = id ?? null
    for (let hops = 0; at && hops < maxHops; hops++, at = heirs.of(at)) {
      const stands = standing(doc, at)
      if (stands) return stands
    }
    return null
  }

  #textOf(letter: LetterId): Y.XmlText | null {
    const item = itemAt(this.#options.doc, letter)
    return item && textAround(item)
  }
}

interface Typed {
  readonly units: Unit[]
  readonly left: LetterId | null
  readonly right: LetterId | null
}

/** What is given up, and the stretches that were typed before, within and behind it. */
function sort(text: Y.XmlText, theirs: ReadonlyMap<string, Unit>) {
  const living = unitsOf(text, (item) => !item.deleted)
  const given = living.filter((unit) => theirs.has(keyOf(unit)))
  const stretches: Typed[] = []
  let left: LetterId | null = null
  for (const [i, unit] of living.entries()) {
    const heir = theirs.get(keyOf(unit))
    const last = stretches.at(-1)
    if (heir) left = heir
    else if (last && last.left === left) last.units.push(unit)
    else {
      const next = living.slice(i).find((each) => theirs.has(keyOf(each)))
      stretches.push({ units: [unit], left, right: (next && theirs.get(keyOf(next))) ?? null })
    }
  }
  return { given, stretches }
}
