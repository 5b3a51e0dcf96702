import type * as Y from 'yjs'
import { fault } from '../faults.ts'
import { isContainer } from '../kind.ts'
import type { Change, Judge, JudgeContext, SetBack } from '../kind.ts'
import type { Actor } from '../protocol.ts'
import { all, allow, entry, judgeMembers, once, setBackBy, value } from '../rules.ts'
import type { Predicate, Rule } from '../rules.ts'
import { entryMap } from '../writes.ts'
import { customValues, fieldTypeIn, fieldValues } from './fields.ts'
import { boardRoots, cardsMap, cardValues, fieldPrefix, labelPrefix, labelValue } from './shape.ts'
import { metaValues, stageValues } from './shape.ts'

const cardKey = (key: string) => cardValues.get(key) ?? (key.startsWith(labelPrefix) ? labelValue : undefined)

/**
 * A value of a custom field must be of the field's type. Of a field that is not there (it may come with the same update,
 * or is of a later version) anything of bounded size is kept.
 */
const custom: Predicate = (ask) => {
  const type = fieldTypeIn(ask.doc, (ask.change.path[2] ?? '').slice(fieldPrefix.length))
  return value(() => (type && !fault('FLD-3') ? customValues[type] : undefined))(ask)
}
const cardValue = value(cardKey)
const fieldValue = value((key) => fieldValues.get(key))
const fixedType: Predicate = (ask) => (fault('FLD-4') ? allow : once('field_type'))(ask)

const boardRules: readonly Rule[] = [
  { path: ['meta', 'schemaVersion'], judge: setBackBy('server_only') },
  { path: ['meta', '*'], judge: value((key) => metaValues.get(key)) },
  { path: ['stages', '*'], judge: entry },
  { path: ['stages', '*', '*'], judge: value((key) => stageValues.get(key)) },
  { path: ['cards', '*'], judge: entry },
  { path: ['cards', '*', 'createdBy'], judge: all(once('created_by'), cardValue) },
  {
    path: ['cards', '*', '*'],
    judge: (ask) => ((ask.change.path[2] ?? '').startsWith(fieldPrefix) ? custom(ask) : cardValue(ask)),
  },
  { path: ['fields', '*'], judge: entry },
  { path: ['fields', '*', 'type'], judge: all(fieldValue, fixedType) },
  { path: ['fields', '*', '*'], judge: fieldValue },
  { path: ['intents', '*'], ops: ['delete'], judge: entry },
  { path: ['intents', '**'], ops: ['set', 'delete', 'insert'], judge: allow },
]

export const judgeBoard = (actor: Actor, context: JudgeContext): Judge => judgeMembers(boardRules, actor, context)

/** New cards whose `createdBy` is absent or not the person who sent them. */
export function completeBoard(doc: Y.Doc, changes: readonly Change[], actor: Actor): readonly SetBack[] {
  const sets: SetBack[] = []
  for (const change of changes) {
    const [root, id] = change.path
    if (root !== boardRoots.cards || id === undefined || change.path.length !== 2) continue
    if (change.op !== 'set' || !isContainer(change.value)) continue
    const card = entryMap(cardsMap(doc), id)
    if (!card || card.get('createdBy') === actor.userId || fault('BRD-16')) continue
    sets.push({ path: [...change.path, 'createdBy'], rule: 'created_by', before: actor.userId })
  }
  return sets
}
