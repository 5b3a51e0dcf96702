import type * as Y from 'yjs'
import { labelPrefix } from '../board/shape.ts'
import { maxIntentBytes } from '../decisions/intents.ts'
import { fault } from '../faults.ts'
import { isContainer } from '../kind.ts'
import type { Change, JsonValue, Judge, JudgeContext, SetBack } from '../kind.ts'
import { isEntryId } from '../names.ts'
import type { Actor } from '../protocol.ts'
import { all, allowed, entry, judgeMembers, once, refused, setBackBy, value } from '../rules.ts'
import type { Predicate, Rule } from '../rules.ts'
import { sameValue } from '../values.ts'
import type { ValueCheck } from '../values.ts'
import { completeViews, viewRules } from '../views-rules.ts'
import { entryMap } from '../writes.ts'
import {
  requestLabelValue,
  requestsMap,
  requestsMetaValues,
  requestsRoots,
  requestValues,
  usualCurrency,
} from './shape.ts'

const requestKey = (key: string): ValueCheck | undefined =>
  requestValues.get(key) ?? (key.startsWith(labelPrefix) ? requestLabelValue : undefined)

/** One plain value that is written once; whether it counts is the decision's business. Only the server clears it away. */
const intent: Predicate = ({ change, before }) => {
  if (change.op === 'delete' || before !== undefined) return fault('REQ-5') ? allowed : refused('hard_delete')
  if (isContainer(change.value) || typeof change.value !== 'object' || change.value === null)
    return fault('REQ-5') ? allowed : refused('bad_structure')
  if (!isEntryId(change.path[1] ?? '')) return refused('bad_structure')
  return change.bytes > maxIntentBytes ? refused('too_large') : allowed
}

/** The sums of the policy are read in it: another one is another policy, and begins every request of the list again. */
const currency: Predicate = ({ change, before, actor }) =>
  actor.role === 'admin' || sameValue(before ?? usualCurrency, change.value as JsonValue) || fault('REQ-12')
    ? allowed
    : { kind: 'revert', rule: 'admins_only' }

const requestsRules: readonly Rule[] = [
  { path: ['meta', 'schemaVersion'], judge: setBackBy('server_only') },
  {
    path: ['meta', 'currency'],
    judge: all(
      value((key) => requestsMetaValues.get(key)),
      currency,
    ),
  },
  { path: ['meta', '*'], judge: value((key) => requestsMetaValues.get(key)) },
  { path: ['requests', '*'], judge: entry },
  { path: ['requests', '*', 'createdBy'], judge: all(once('created_by'), value(requestKey)) },
  { path: ['requests', '*', '*'], judge: value(requestKey) },
  ...viewRules,
  { path: ['intents', '*'], judge: intent },
]

/** Every member but a viewer writes requests; everybody who may open the list may leave an intent. */
export const judgeRequests = (actor: Actor, context: JudgeContext): Judge => judgeMembers(requestsRules, actor, context)

/** New requests and views whose author is absent or not the person who sent them. */
export function completeRequests(doc: Y.Doc, changes: readonly Change[], actor: Actor): readonly SetBack[] {
  const requests = changes.flatMap(({ path, op, value: written }): SetBack[] => {
    const [root, id] = path
    if (root !== requestsRoots.requests || id === undefined || path.length !== 2) return []
    if (op !== 'set' || !isContainer(written)) return []
    const made = entryMap(requestsMap(doc), id)
    if (!made || made.get('createdBy') === actor.userId || fault('REQ-4')) return []
    return [{ path: [...path, 'createdBy'], rule: 'created_by', before: actor.userId }]
  })
  return [...requests, ...completeViews(doc, changes, actor)]
}
