import type * as Y from 'yjs'
import { attachmentRules, completeAttachments } from '../attachments/rules.ts'
import { commentRules, completeComments } from '../card/comment-rules.ts'
import { fault } from '../faults.ts'
import { isContainer } from '../kind.ts'
import type { Change, Judge, JudgeContext, SetBack } from '../kind.ts'
import type { Actor } from '../protocol.ts'
import { all, entry, judgeMembers, once, value } from '../rules.ts'
import type { Rule } from '../rules.ts'
import { entryMap } from '../writes.ts'
import { detailValues, itemsMap, itemValues, requestRoots } from './shape.ts'

const itemValue = value((key) => itemValues.get(key))

const requestRules: readonly Rule[] = [
  { path: ['details', '*'], judge: value((key) => detailValues.get(key)) },
  { path: ['items', '*'], judge: entry },
  { path: ['items', '*', 'createdBy'], judge: all(once('created_by'), itemValue) },
  { path: ['items', '*', '*'], judge: itemValue },
  ...commentRules,
  ...attachmentRules,
]

/** Every member but a viewer writes the details of requests. What is written after a decision undoes the decision, not the edit. */
export const judgeRequest = (actor: Actor, context: JudgeContext): Judge => judgeMembers(requestRules, actor, context)

function completeItems(doc: Y.Doc, changes: readonly Change[], actor: Actor): readonly SetBack[] {
  return changes.flatMap(({ path, op, value: written }): SetBack[] => {
    const [root, id] = path
    if (root !== requestRoots.items || id === undefined || path.length !== 2) return []
    if (op !== 'set' || !isContainer(written)) return []
    const made = entryMap(itemsMap(doc), id)
    if (!made || made.get('createdBy') === actor.userId || fault('REQ-4')) return []
    return [{ path: [...path, 'createdBy'], rule: 'created_by', before: actor.userId }]
  })
}

/** New items, comments and attachments whose author is absent or not the person who sent them. */
export const completeRequest = (doc: Y.Doc, changes: readonly Change[], actor: Actor): readonly SetBack[] => [
  ...completeItems(doc, changes, actor),
  ...completeComments(doc, changes, actor),
  ...completeAttachments(doc, changes, actor),
]
