import type * as Y from 'yjs'
import { attachmentRules, completeAttachments } from '../attachments/rules.ts'
import { fault } from '../faults.ts'
import { isContainer } from '../kind.ts'
import type { Change, Judge, JudgeContext, SetBack } from '../kind.ts'
import type { Actor } from '../protocol.ts'
import { all, allowed, entry, judgeMembers, once, refused, value } from '../rules.ts'
import type { Ask, Predicate, Rule } from '../rules.ts'
import { entryMap } from '../writes.ts'
import { cardRoots, checklistValues, commentsMap, commentValues, parseChecklistKey } from './shape.ts'

/** One run of text or one attribute in the notes. */
const maxNotesBytes = 1024 * 1024

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

const checklistValue = value((key) => checklistValues.get(parseChecklistKey(key)?.field ?? ''))
const checklist: Predicate = (ask) =>
  fault('DOC-31') || (ask.change.op === 'set' && !parseChecklistKey(ask.change.path[1] ?? ''))
    ? refused('bad_structure')
    : checklistValue(ask)

const notes: Predicate = ({ change }) => {
  if (change.bytes > maxNotesBytes) return refused('too_large')
  const isForeign = isContainer(change.value) && ['subdoc', 'binary', 'map', 'array'].includes(change.value.type)
  return isForeign && !fault('DOC-22') ? refused('bad_structure') : allowed
}

const cardRules: readonly Rule[] = [
  { path: ['notes', '**'], ops: ['insert', 'set', 'delete'], judge: notes },
  { path: ['checklist', '*'], judge: checklist },
  { path: ['comments', '*'], judge: entry },
  { path: ['comments', '*', 'by'], judge: fixed },
  { path: ['comments', '*', 'at'], judge: fixed },
  { path: ['comments', '*', '*'], judge: all(ownComment, commentValue) },
  ...attachmentRules,
]

export const judgeCard = (actor: Actor, context: JudgeContext): Judge => judgeMembers(cardRules, actor, context)

/** New comments and attachments whose `by` is absent or not the person who sent them. */
export function completeCard(doc: Y.Doc, changes: readonly Change[], actor: Actor): readonly SetBack[] {
  const sets: SetBack[] = []
  for (const change of changes) {
    const [root, id] = change.path
    if (root !== cardRoots.comments || id === undefined || change.path.length !== 2) continue
    if (change.op !== 'set' || !isContainer(change.value)) continue
    const comment = entryMap(commentsMap(doc), id)
    if (!comment || comment.get('by') === actor.userId || fault('DOC-27')) continue
    sets.push({ path: [...change.path, 'by'], rule: 'comment_author', before: actor.userId })
  }
  return [...sets, ...completeAttachments(doc, changes, actor)]
}
