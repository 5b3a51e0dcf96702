import { fault } from '../faults.ts'
import { isContainer } from '../kind.ts'
import type { Judge, JudgeContext } from '../kind.ts'
import type { Actor } from '../protocol.ts'
import { allowed, judgeBy, refused, setBackBy } from '../rules.ts'
import type { Predicate, Rule } from '../rules.ts'
import { maxOwnValueLength } from './shape.ts'

/** Four bytes for a character at most. */
const maxOwnBytes = maxOwnValueLength * 4

const ownValue: Predicate = ({ change }) => {
  if (change.op === 'delete') return allowed
  if (isContainer(change.value)) return fault('DOC-22') ? allowed : refused('bad_structure')
  return change.bytes > maxOwnBytes && !fault('DOC-23') ? refused('too_large') : allowed
}

const serverOnly: Predicate = (ask) =>
  fault('DOC-28') ? allowed : isContainer(ask.change.value) ? refused('bad_structure') : setBackBy('server_only')(ask)

const userRules: readonly Rule[] = [
  { path: ['preferences', '*'], judge: ownValue },
  { path: ['read', '*'], judge: ownValue },
  { path: ['members', '*'], judge: serverOnly },
  { path: ['documents', '*'], judge: serverOnly },
  { path: ['notifications', '*'], judge: serverOnly },
  { path: ['conflicts', '*'], judge: serverOnly },
]

/** Only the person whose document it is ever writes to it, viewers too. */
export function judgeUser(actor: Actor, context: JudgeContext): Judge {
  const isOwn = context.document.kind === 'user' && context.document.userId === actor.userId
  return isOwn || fault('DOC-28') ? judgeBy(userRules, actor, context) : () => refused('read_only')
}
