import type * as Y from 'yjs'
import { addEntry, checked, checkedTitle, needEntry, undoOfCreation } from '../entries.ts'
import { MutiraoError } from '../errors.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { rankBetween } from '../rank.ts'
import type { EditContext, Undo } from '../undo.ts'
import { applyWrites, label, plainAt, transact } from '../writes.ts'
import type { Write } from '../writes.ts'
import { plainComment } from './mentions.ts'
import { readChecklist } from './read.ts'
import { cardRoots, checklistKey, checklistMap, checklistValues, commentsMap, commentValues } from './shape.ts'
import type { ChecklistItem } from './shape.ts'

const preview = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

/** Throws `bad_value` for blank text, `too_large` beyond 20 000 characters. */
export function addComment(
  doc: Y.Doc,
  context: EditContext,
  comment: { readonly text: string },
): { readonly commentId: string; readonly undo: Undo } {
  const text = checkedTitle('text', comment.text, commentValues.get('text'))
  const content = { by: context.userId, at: context.nowMs, text }
  const commentId = context.newId()
  const editLabel = label('comment.add', 1, preview(plainComment(text)))
  transact(doc, 'edit', editLabel, () => addEntry(commentsMap(doc), commentId, content))
  return { commentId, undo: undoOfCreation(editLabel, cardRoots.comments, [{ id: commentId, content }]) }
}

function ownComment(doc: Y.Doc, context: EditContext, commentId: string): Y.Map<unknown> {
  const comment = needEntry(commentsMap(doc), commentId)
  if (comment.get('by') !== context.userId && !fault('DOC-13'))
    throw new MutiraoError('forbidden', 'only the author changes a comment')
  return comment
}

const commentWrite = (commentId: string, comment: Y.Map<unknown>, key: string, after: JsonValue): Write => ({
  root: cardRoots.comments,
  entry: commentId,
  key,
  before: plainAt(comment, key),
  after,
})

/** Only one's own: throws `forbidden` otherwise. */
export function editComment(
  doc: Y.Doc,
  context: EditContext,
  edit: { readonly commentId: string; readonly text: string },
): Undo | null {
  const comment = ownComment(doc, context, edit.commentId)
  const text = checkedTitle('text', edit.text, commentValues.get('text'))
  if (comment.get('text') === text) return null
  return applyWrites(doc, label('comment.edit', 1, preview(plainComment(text))), [
    commentWrite(edit.commentId, comment, 'text', text),
    commentWrite(edit.commentId, comment, 'editedAt', context.nowMs),
  ])
}

/** Soft: sets `deletedAt`. Only one's own: throws `forbidden` otherwise. */
export function deleteComment(doc: Y.Doc, context: EditContext, commentId: string): Undo | null {
  const comment = ownComment(doc, context, commentId)
  if (typeof comment.get('deletedAt') === 'number') return null
  return applyWrites(doc, label('comment.delete'), [commentWrite(commentId, comment, 'deletedAt', context.nowMs)])
}

const itemWrite = (doc: Y.Doc, itemId: string, field: keyof Omit<ChecklistItem, 'id'>, after?: JsonValue): Write => {
  const key = checklistKey(itemId, field)
  return { root: cardRoots.checklist, entry: null, key, before: plainAt(checklistMap(doc), key), after }
}

const checkedText = (text: string): string => checkedTitle('text', text, checklistValues.get('text'))

function needItem(doc: Y.Doc, itemId: string): ChecklistItem {
  const item = readChecklist(checklistMap(doc)).find(({ id }) => id === itemId)
  if (!item) throw new MutiraoError('not_found', 'there is no such checklist item')
  return item
}

/** Goes to the end. */
export function addChecklistItem(
  doc: Y.Doc,
  context: EditContext,
  item: { readonly text: string },
): { readonly itemId: string; readonly undo: Undo | null } {
  const { itemIds, undo } = addChecklistItems(doc, context, [item.text])
  return { itemId: itemIds[0] ?? '', undo }
}

/** Several at once (pasted lines), in order, to the end: one step of undo. Throws like one. */
export function addChecklistItems(
  doc: Y.Doc,
  context: EditContext,
  texts: readonly string[],
): { readonly itemIds: readonly string[]; readonly undo: Undo | null } {
  let last = readChecklist(checklistMap(doc)).at(-1)?.rank ?? null
  const items = texts.map((raw) => {
    const rank = rankBetween(last, null, context.random)
    last = rank
    return { itemId: context.newId(), text: checkedText(raw), rank }
  })
  const writes = items.flatMap(({ itemId, text, rank }) => [
    itemWrite(doc, itemId, 'text', text),
    itemWrite(doc, itemId, 'done', false),
    itemWrite(doc, itemId, 'rank', rank),
  ])
  const undo = applyWrites(doc, label('checklist.add', items.length, preview(items[0]?.text ?? '')), writes)
  return { itemIds: items.map(({ itemId }) => itemId), undo }
}

export function setChecklistItem(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly itemId: string; readonly text?: string; readonly done?: boolean },
): Undo | null {
  const item = needItem(doc, edit.itemId)
  const writes: Write[] = []
  if (edit.text !== undefined) writes.push(itemWrite(doc, edit.itemId, 'text', checkedText(edit.text)))
  if (edit.done !== undefined && edit.done !== item.done)
    writes.push(itemWrite(doc, edit.itemId, 'done', checked('done', edit.done, checklistValues.get('done'))))
  return applyWrites(doc, label('checklist.edit', 1, preview(item.text)), writes)
}

/** `aboveId` / `belowId`: the items that shall stand directly above and below; neither = the end. */
export function moveChecklistItem(
  doc: Y.Doc,
  context: EditContext,
  move: {
    readonly itemId: string
    readonly aboveId?: string | undefined
    readonly belowId?: string | undefined
  },
): Undo | null {
  const item = needItem(doc, move.itemId)
  const others = readChecklist(checklistMap(doc)).filter(({ id }) => id !== move.itemId)
  const above = others.findIndex(({ id }) => id === move.aboveId)
  const below = others.findIndex(({ id }) => id === move.belowId)
  const at = above >= 0 ? above + 1 : below >= 0 ? below : others.length
  const [before, after] = [others[at - 1]?.rank ?? null, others[at]?.rank ?? null]
  if ((before === null || item.rank > before) && (after === null || item.rank < after)) return null
  const rank = rankBetween(before, after, context.random)
  return applyWrites(doc, label('checklist.move', 1, preview(item.text)), [itemWrite(doc, move.itemId, 'rank', rank)])
}

/** Deletes the item's keys; its undo puts back those that nobody wrote since. */
export function removeChecklistItem(doc: Y.Doc, _context: EditContext, itemId: string): Undo | null {
  const item = needItem(doc, itemId)
  return applyWrites(doc, label('checklist.remove', 1, preview(item.text)), [
    itemWrite(doc, itemId, 'text'),
    itemWrite(doc, itemId, 'done'),
    itemWrite(doc, itemId, 'rank'),
  ])
}
