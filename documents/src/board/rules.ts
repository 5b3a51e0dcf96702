import type * as Y from 'yjs'
import { maxIntentBytes } from '../decisions/intents.ts'
import { fault } from '../faults.ts'
import { isContainer } from '../kind.ts'
import type { Change, Judge, JudgeContext, SetBack } from '../kind.ts'
import type { Actor } from '../protocol.ts'
import { all, allow, allowed, entry, judgeMembers, once, refused, setBackBy, value } from '../rules.ts'
import type { Predicate, Rule } from '../rules.ts'
import { completeViews, viewRules } from '../views-rules.ts'
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

/** Plain values and maps of them, of bounded size. Lists have no place: Yjs takes minutes for a long one of single values. */
const intentPart: Predicate = ({ change }) => {
  if (change.op === 'delete' || fault('ATK-1')) return allowed
  if (isContainer(change.value)) return change.value.type === 'map' ? allowed : refused('bad_structure')
  return change.bytes > maxIntentBytes ? refused('too_large') : allowed
}

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
  ...viewRules,
  { path: ['intents', '*'], ops: ['delete'], judge: entry },
  { path: ['intents', '**'], judge: intentPart },
]

export const judgeBoard = (actor: Actor, context: JudgeContext): Judge => judgeMembers(boardRules, actor, context)

/** New cards and views whose author is absent or not the person who sent them. */
export function completeBoard(doc: Y.Doc, changes: readonly Change[], actor: Actor): readonly SetBack[] {
  if (fault('BRD-16')) return []
  const cards = changes.flatMap(({ path, op, value: written }): SetBack[] => {
    const [root, id] = path
    if (root !== boardRoots.cards || id === undefined || path.length !== 2) return []
    if (op !== 'set' || !isContainer(written)) return []
    const made = entryMap(cardsMap(doc), id)
    if (!made || made.get('createdBy') === actor.userId) return []
    return [{ path: [...path, 'createdBy'], rule: 'created_by', before: actor.userId }]
  })
  return [...cards, ...completeViews(doc, changes, actor)]
}
