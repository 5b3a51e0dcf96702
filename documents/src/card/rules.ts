import type * as Y from 'yjs'
import { attachmentRules, completeAttachments } from '../attachments/rules.ts'
import { fault } from '../faults.ts'
import { isContainer } from '../kind.ts'
import type { Change, Judge, JudgeContext, SetBack } from '../kind.ts'
import type { Actor } from '../protocol.ts'
import { allowed, judgeMembers, refused, value } from '../rules.ts'
import type { Predicate, Rule } from '../rules.ts'
import { commentRules, completeComments } from './comment-rules.ts'
import { checklistValues, parseChecklistKey } from './shape.ts'

/** One run of text or one attribute in the notes. */
const maxNotesBytes = 1024 * 1024

const checklistValue = value((key) => checklistValues.get(parseChecklistKey(key)?.field ?? ''))
const checklist: Predicate = (ask) =>
  fault('DOC-31') || (ask.change.op === 'set' && !parseChecklistKey(ask.change.path[1] ?? ''))
    ? refused('bad_structure')
    : checklistValue(ask)

const notes: Predicate = ({ change }) => {
  if (change.bytes > maxNotesBytes) return refused('too_large')
  const isForeign = isContainer(change.value) && ['subdoc', 'binary', 'map', 'array'].includes(change.value.type)
  if (isForeign && !fault('DOC-22')) return refused('bad_structure')
  // Text is content of its own in Yjs; plain values in a list are nothing an editor knows, and a long list of them takes Yjs minutes.
  return change.op === 'insert' && Array.isArray(change.value) && !fault('ATK-1') ? refused('bad_structure') : allowed
}

const cardRules: readonly Rule[] = [
  { path: ['notes', '**'], ops: ['insert', 'set', 'delete'], judge: notes },
  { path: ['checklist', '*'], judge: checklist },
  ...commentRules,
  ...attachmentRules,
]

export const judgeCard = (actor: Actor, context: JudgeContext): Judge => judgeMembers(cardRules, actor, context)

/** New comments and attachments whose `by` is absent or not the person who sent them. */
export const completeCard = (doc: Y.Doc, changes: readonly Change[], actor: Actor): readonly SetBack[] => [
  ...completeComments(doc, changes, actor),
  ...completeAttachments(doc, changes, actor),
]
