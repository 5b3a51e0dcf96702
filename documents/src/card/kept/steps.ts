/**
 * What a step back or forward (undo, redo) does to letters beside what it means. Yjs brings back everything a step has deleted,
 * also what was written again elsewhere since; and what it brings back it may join to one item, which a later step then
 * deletes whole.
 */
import * as Y from 'yjs'
import { isNewIn } from './copies.ts'
import type { LetterId } from './heirs.ts'
import { isGone, itemAt, textAround, unitsOf, type Unit } from './units.ts'
import { keyOf, redoneAs } from './written-elsewhere.ts'

type Step = NonNullable<Y.UndoManager['currStackItem']>

/** The step a transaction takes; null when it takes none. */
export const stepOf = ({ origin }: Y.Transaction): Step | null =>
  origin instanceof Y.UndoManager ? origin.currStackItem : null

export interface Restored {
  readonly was: LetterId
  readonly now: LetterId
}

/** The letters a step has brought back. */
export function restoredBy({ deletions }: Step, transaction: Y.Transaction): readonly Restored[] {
  const restored: Restored[] = []
  const begin = transaction.beforeState.get(transaction.doc.clientID) ?? 0
  Y.iterateDeletedStructs(transaction, deletions, (struct) => {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return
    const { id, length, redone } = struct
    if (!redone || redone.client !== transaction.doc.clientID || redone.clock < begin) return
    for (let i = 0; i < length; i++)
      restored.push({
        was: { client: id.client, clock: id.clock + i },
        now: { client: redone.client, clock: redone.clock + i },
      })
  })
  return restored
}

/** Letters a step took out of texts that are still there, although it did not bring them: each stretch in its order. */
export function takenAlong(
  { insertions }: Step,
  transaction: Y.Transaction,
  isWanted: (letter: LetterId) => boolean,
): readonly (readonly Unit[])[] {
  const isNew = isNewIn(transaction)
  const texts = new Set<Y.XmlText>()
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    const text = struct instanceof Y.Item && struct.content instanceof Y.ContentString ? textAround(struct) : null
    if (text && !isGone(text)) texts.add(text)
  })
  const isOut = (item: Y.Item): boolean => !isNew(item) && Y.isDeleted(transaction.deleteSet, item.id)
  const out = [...texts].map((text) => unitsOf(text, isOut).filter(isWanted)).filter(({ length }) => length > 0)
  if (out.length === 0) return []
  const meant = lettersOf(insertions, transaction)
  return out.flatMap((units) => inARow(units.filter((unit) => !meant.has(keyOf(unit)))))
}

/** What these letters are now, those that were brought back since. */
function lettersOf(insertions: Step['insertions'], transaction: Y.Transaction): ReadonlySet<string> {
  const letters = new Set<string>()
  Y.iterateDeletedStructs(transaction, insertions, (struct) => {
    if (!(struct instanceof Y.Item)) return
    for (let i = 0; i < struct.length; i++)
      letters.add(keyOf(nowOf(transaction.doc, { client: struct.id.client, clock: struct.id.clock + i })))
  })
  return letters
}

function nowOf(doc: Y.Doc, id: LetterId): LetterId {
  const next = redoneAs(itemAt(doc, id), id)
  return next ? nowOf(doc, next) : id
}

const inARow = (units: readonly Unit[]): readonly (readonly Unit[])[] => {
  const rows: Unit[][] = []
  for (const unit of units) {
    const last = rows.at(-1)?.at(-1)
    if (last && last.client === unit.client && last.clock + 1 === unit.clock) rows.at(-1)?.push(unit)
    else rows.push([unit])
  }
  return rows
}
