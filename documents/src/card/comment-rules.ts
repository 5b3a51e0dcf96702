import type * as Y from 'yjs'
import { fault } from '../faults.ts'
import { isContainer } from '../kind.ts'
import type { Change, SetBack } from '../kind.ts'
import type { Actor } from '../protocol.ts'
import { all, allowed, entry, once, value } from '../rules.ts'
import type { Ask, Predicate, Rule } from '../rules.ts'
import { entryMap } from '../writes.ts'
import { cardRoots, commentsMap, commentValues } from './shape.ts'

const storedComment = ({ doc, change }: Ask): Y.Map<unknown> | undefined =>
  entryMap(commentsMap(doc), change.path[1] ?? '')

/** A comment that is already there belongs to its author; one without an author to nobody. */
const ownComment: Predicate = (ask) => {
  const comment = storedComment(ask)
  return !comment || comment.get('by') === ask.actor.userId || fault('DOC-26')
    ? allowed
    : { kind: 'revert', rule: 'comment_of_other' }
}

const commentValue = value((key) => commentValues.get(key))
const fixed = all(ownComment, once('comment_author'), commentValue)

/** Lines for the rules of every kind whose documents carry comments. */
export const commentRules: readonly Rule[] = [
  { path: ['comments', '*'], judge: entry },
  { path: ['comments', '*', 'by'], judge: fixed },
  { path: ['comments', '*', 'at'], judge: fixed },
  { path: ['comments', '*', '*'], judge: all(ownComment, commentValue) },
]

/** New comments whose `by` is absent or not the person who sent them. */
export function completeComments(doc: Y.Doc, changes: readonly Change[], actor: Actor): readonly SetBack[] {
  const sets: SetBack[] = []
  for (const change of changes) {
    const [root, id] = change.path
    if (root !== cardRoots.comments || id === undefined || change.path.length !== 2) continue
    if (change.op !== 'set' || !isContainer(change.value)) continue
    const comment = entryMap(commentsMap(doc), id)
    if (!comment || comment.get('by') === actor.userId || fault('DOC-27')) continue
    sets.push({ path: [...change.path, 'by'], rule: 'comment_author', before: actor.userId })
  }
  return sets
}
