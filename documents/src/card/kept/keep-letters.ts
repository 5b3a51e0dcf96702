/**
 * Letters do not go with a block that somebody changes. The editor makes a heading or a list item of a paragraph by deleting
 * it and writing its text into a new one; letters a colleague has typed there meanwhile would go with the old one, unseen by
 * whoever deleted it. So every copy of the document looks at what a deletion has taken along, and exactly one of them
 * writes those letters again where the others stand now, as an edit of its own:
 *
 * - whoever typed them, in the same turn in which the deletion arrives. Unseen are those which the deletion does not name
 *   (it reached the server before them), and those just typed of which the copy has none (they reached the server first,
 *   which then names them too);
 * - whoever deleted the block, when letters arrive for it and their author is not there any more to do so;
 * - whoever typed them behind the end of a text that went into a new block (moved-end.ts);
 * - whoever takes a step back (undo), for the letters of others which it would take along (steps.ts).
 *
 * Two people may do so at the same time, or copy the same block: once.ts.
 */
import * as Y from 'yjs'
import { fault } from '../../faults.ts'
import { notesFragment } from '../shape.ts'
import { copyOf, goneTexts, NewStretches, newStretches, type Copied, type GoneText } from './copies.ts'
import { Heirs, type LetterId } from './heirs.ts'
import { Late } from './late.ts'
import { follow, movedEnds, movedHere } from './moved-end.ts'
import { Once } from './once.ts'
import { onItsWayMs, OwnClocks, Stretches } from './own-clocks.ts'
import { erase, putBeside, putHome, stands } from './place.ts'
import { receivedUpdates } from './received.ts'
import { restoredBy, stepOf, takenAlong } from './steps.ts'
import { findTwice } from './twice.ts'
import { wordsOf, type Unit } from './units.ts'
import { WrittenElsewhere, type Act } from './written-elsewhere.ts'

/**
 * Origin of the edit that writes the letters again. Under the same key the meta of its transaction says which letter stands
 * for one that is gone: `(id) => id or null`.
 */
export const keptLettersOrigin: unique symbol = Symbol('mutirao.kept-letters')
/** Origin of such an edit for somebody else's letters: no step of one's own, so that no undo takes them along. */
const forOthersOrigin: unique symbol = Symbol('mutirao.kept-for-others')

export interface KeptLetters {
  readonly nowMs: () => number
  /** Whether the person typing under this Yjs client id is connected: then their own copy keeps their letters. */
  readonly isHere: (client: number) => boolean
  /** Whether this device typed under that id before the page was loaded, and the server may not know yet. */
  readonly wasMine: (client: number) => boolean
}

type Wanted = (unit: Unit, heir: LetterId | null, replaced: boolean) => boolean

/** From now on, until what it returns is called. */
export function keepLetters(doc: Y.Doc, options: KeptLetters): () => void {
  const notes = notesFragment(doc)
  const heirs = new Heirs()
  const clocks = new OwnClocks(doc, options.nowMs)
  // Another tab of the same person that is still there keeps its letters itself.
  const isMine = (client: number): boolean =>
    client === doc.clientID || (options.wasMine(client) && !options.isHere(client))
  const late = new Late({ notes, heirs, isStranger: (client) => !isMine(client) && !options.isHere(client) })

  const edit = (run: () => void, origin: symbol = keptLettersOrigin): void =>
    doc.transact(({ meta }) => {
      meta.set(keptLettersOrigin, heirs.of.bind(heirs))
      run()
    }, origin)
  const forOthers = new Stretches()
  const isOthers = ({ client, clock }: LetterId): boolean =>
    !isMine(client) || (client === doc.clientID && forOthers.has(clock))
  /** A copy made here of what somebody else has typed is still theirs. */
  const keepOthers = (units: readonly Unit[], copies: readonly (LetterId | null)[]): void => {
    for (const [i, copy] of copies.entries())
      if (copy?.client === doc.clientID && units[i] && isOthers(units[i])) forOthers.add(copy.clock, copy.clock + 1)
  }
  const editForOthers = (run: () => void): void => {
    const begin = Y.getState(doc.store, doc.clientID)
    edit(run, forOthersOrigin)
    forOthers.add(begin, Y.getState(doc.store, doc.clientID))
  }

  const written = new WrittenElsewhere(doc, options.nowMs)
  const looking = {
    written,
    isRecent: ({ atMs }: Act): boolean => atMs >= options.nowMs() - onItsWayMs,
    isUnseen: ({ client, clock }: LetterId): boolean => clocks.isOnItsWay(client, clock),
  }
  const once = new Once({ doc, heirs, isOthers, edit, editForOthers, ...looking })

  const onLocal = (transaction: Y.Transaction): void => {
    clocks.typed()
    const step = stepOf(transaction)
    if (step && !fault('CRD-29')) correct(step, transaction)
    const wantedBack = ({ client, clock }: LetterId): boolean =>
      step !== null && Y.isDeleted(step.deletions, Y.createID(client, clock))
    for (const { text, units, heirs: copies } of movedHere(transaction)) {
      keepOthers(units, copies)
      for (const [i, unit] of units.entries()) if (copies[i]) heirs.add(unit, copies[i])
      written.add('copied', text, units, copies, transaction.beforeState)
    }
    for (const { gone, copied } of copiesIn(transaction)) {
      late.remember(gone, copied)
      written.add('copied', gone.text, gone.units, copied.heirs, transaction.beforeState)
      keepOthers(gone.units, copied.heirs)
      const isOrphan = (unit: Unit): boolean => written.isOrphan(unit, wantedBack) && !fault('CRD-33')
      const isKept = (unit: Unit): boolean => isOthers(unit) || isOrphan(unit)
      const wanted: Wanted = (unit, heir) => heir === null && isKept(unit) && !stands(doc, heirs, unit)
      if (step && !fault('CRD-26')) editForOthers(() => rescue(notes, heirs, gone, copied, wanted))
    }
    if (step) once.takeAgain(transaction)
  }

  /** What a step back or forward brings back stands there alone, and what it takes along without meaning it stays. */
  const correct = (step: NonNullable<ReturnType<typeof stepOf>>, transaction: Y.Transaction): void => {
    const restored = restoredBy(step, transaction)
    const copies = restored.map(({ was }) => heirs.of(was))
    for (const { was, now } of restored) if (isOthers(was)) forOthers.add(now.clock, now.clock + 1)
    const twice = copies.filter((copy) => copy !== null && isOthers(copy))
    for (const [i, { was, now }] of restored.entries()) heirs.add(copies[i] ?? was, now)
    if (twice.length > 0) edit(() => erase(doc, twice), forOthersOrigin)
    const along = takenAlong(step, transaction, isOthers)
    if (along.length > 0) editForOthers(() => along.forEach((units) => writeHere(doc, heirs, units)))
  }

  const onReceived = (transaction: Y.Transaction, updates: readonly Uint8Array[]): void => {
    // Before anything is written again: what came, and nothing else.
    const twice = written.acts.length === 0 ? [] : findTwice(transaction, { ...looking, isUnnamed: unseenIn(updates) })
    const gone = goneTexts(transaction).filter(({ units }) => units.some(({ client }) => isMine(client)))
    // What the server sends back is known to it from there on, not before.
    const before = gone.length > 0 ? deletionIn(updates, gone) : updates.length
    for (const update of updates.slice(0, before)) clocks.heard(update, isMine)
    const unseen = unseenIn(gone.length > 0 ? updates : [])
    const wanted: Wanted = (unit, heir, replaced) => {
      if (!isMine(unit.client) || unit.clock < clocks.echoed(unit.client) || fault('CRD-24')) return false
      return unseen(unit) || (heir === null && clocks.isRecent(unit.client, unit.clock, replaced))
    }
    for (const each of copiesIn(transaction, gone, unseen))
      edit(() => rescue(notes, heirs, each.gone, each.copied, wanted))
    for (const end of fault('CRD-28') ? [] : movedEnds(transaction))
      edit(() => follow(end, heirs, written, ({ client, clock }) => clocks.isOnItsWay(client, clock)))
    once.noticeTaken(transaction)
    once.answer(twice)
    // Over HTTP nobody is told who is there: then it is left to them.
    if (clocks.echoed(doc.clientID) === 0 && !fault('CRD-25')) late.arrived(transaction, updates, editForOthers)
    for (const update of updates.slice(before)) clocks.heard(update, isMine)
  }

  /** Which letters none of the deletions names. */
  const unseenIn = (updates: readonly Uint8Array[]): ((unit: Unit) => boolean) => {
    const deletions = updates.map((update) => Y.decodeUpdate(update).ds)
    return ({ client, clock }) => isMine(client) && !deletions.some((ds) => Y.isDeleted(ds, Y.createID(client, clock)))
  }

  const answer = (transaction: Y.Transaction): void => {
    if (transaction.meta.has(keptLettersOrigin)) return clocks.typed()
    const updates = transaction.meta.get(receivedUpdates) as readonly Uint8Array[] | undefined
    if (updates) onReceived(transaction, updates)
    else if (transaction.local) onLocal(transaction)
  }
  doc.on('afterTransaction', answer)
  return () => doc.off('afterTransaction', answer)
}

/** Which of the updates deletes one of these texts; the first one when none names it. */
const deletionIn = (updates: readonly Uint8Array[], gone: readonly GoneText[]): number => {
  const names = (update: Uint8Array): boolean => {
    const { ds } = Y.decodeUpdate(update)
    return gone.some(({ text }) => text._item !== null && Y.isDeleted(ds, text._item.id))
  }
  return Math.max(0, updates.findIndex(names))
}

/** The copies of texts that went; letters nobody can have copied are left out of the comparison. */
function* copiesIn(
  transaction: Y.Transaction,
  gone = goneTexts(transaction),
  unseen: (unit: Unit) => boolean = () => false,
): Generator<{ readonly gone: GoneText; readonly copied: Copied }> {
  if (gone.length === 0) return
  const stretches = new NewStretches(newStretches(transaction))
  for (const each of gone) {
    const seen = { ...each, units: each.units.filter((unit) => !unseen(unit)) }
    const copied = copyOf(seen, stretches, transaction)
    const known = new Map(seen.units.map((unit, i) => [unit, copied.heirs[i] ?? null]))
    yield { gone: each, copied: { ...copied, heirs: each.units.map((unit) => known.get(unit) ?? null) } }
  }
}

/** Writes letters again where they stood. */
function writeHere(doc: Y.Doc, heirs: Heirs, units: readonly Unit[]): void {
  const first = units[0] && putBeside(doc, heirs, units[0], 'after', wordsOf(units))
  if (first) for (const [i, unit] of units.entries()) heirs.add(unit, { client: first.client, clock: first.clock + i })
}

/** Writes the wanted letters again, each stretch behind the one it stood behind. */
function rescue(notes: Y.XmlFragment, heirs: Heirs, gone: GoneText, copied: Copied, wanted: Wanted): void {
  const { units } = gone
  const isWanted = units.map((unit, i) => wanted(unit, copied.heirs[i] ?? null, copied.replaced))
  if (!isWanted.includes(true)) return
  for (const [i, heir] of copied.heirs.entries()) if (heir && units[i]) heirs.add(units[i], heir)
  let last: LetterId | null = null
  for (let from = 0; from < units.length; from++) {
    const unit = units[from]
    if (!unit || !isWanted[from]) {
      last = copied.heirs[from] ?? last
      continue
    }
    let to = from
    while (isWanted[to + 1]) to++
    const stretch = units.slice(from, to + 1)
    last = write(notes, heirs, stretch, last, copied.heirs.slice(to + 1).find(Boolean) ?? null, copied)
    from = to
  }
}

/** Returns the last letter written. */
function write(
  notes: Y.XmlFragment,
  heirs: Heirs,
  units: readonly Unit[],
  left: LetterId | null,
  right: LetterId | null,
  { home }: Copied,
): LetterId {
  const words = units.map(({ char }) => char).join('')
  const doc = notes.doc as Y.Doc
  const first =
    (left && putBeside(doc, heirs, left, 'after', words)) ??
    (right && putBeside(doc, heirs, right, 'before', words)) ??
    putHome(notes, home, words)
  for (const [i, unit] of units.entries()) heirs.add(unit, { client: first.client, clock: first.clock + i })
  return { client: first.client, clock: first.clock + units.length - 1 }
}
