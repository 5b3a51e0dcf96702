import * as Y from 'yjs'
import { fault } from '../faults.ts'
import { compareRank } from '../rank.ts'
import { shareItems } from '../sharing.ts'
import { createSubscribers } from '../subscribers.ts'
import { checklistMap, commentsMap, parseChecklistKey } from './shape.ts'
import type { ChecklistItem, CommentSnapshot } from './shape.ts'

/** Comments and checklist of one card as immutable values with stable identity. Notes go to the editor as they are. */
export interface CardDetailStore {
  /** Comments that were not deleted, oldest first. */
  comments(): readonly CommentSnapshot[]
  /** In order (rank, id). */
  checklist(): readonly ChecklistItem[]
  /** Called after comments or checklist changed. */
  subscribe(listener: () => void): () => void
  destroy(): void
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
const asTime = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

export function readComments(comments: Y.Map<unknown>): CommentSnapshot[] {
  const list: CommentSnapshot[] = []
  comments.forEach((entry, id) => {
    if (!(entry instanceof Y.Map) || asTime(entry.get('deletedAt')) !== null) return
    const [by, text] = [asText(entry.get('by')), asText(entry.get('text'))]
    list.push({ id, by, at: asTime(entry.get('at')) ?? 0, text, editedAt: asTime(entry.get('editedAt')) })
  })
  return list.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
}

/** An item is there as long as it has a text: a colleague's edit of the text brings back an item that was removed meanwhile. */
export function readChecklist(checklist: Y.Map<unknown>): ChecklistItem[] {
  const list: ChecklistItem[] = []
  checklist.forEach((text, key) => {
    const parsed = parseChecklistKey(key)
    if (parsed?.field !== 'text' || typeof text !== 'string') return
    const id = parsed.itemId
    if (!checklist.has(`${id}.rank`) && fault('DOC-14')) return
    list.push({ id, text, done: checklist.get(`${id}.done`) === true, rank: asText(checklist.get(`${id}.rank`)) })
  })
  return list.sort(compareRank)
}

const sameComment = (a: CommentSnapshot, b: CommentSnapshot): boolean =>
  a.by === b.by && a.at === b.at && a.text === b.text && a.editedAt === b.editedAt
const sameItem = (a: ChecklistItem, b: ChecklistItem): boolean =>
  a.text === b.text && a.done === b.done && a.rank === b.rank

export function createCardDetailStore(doc: Y.Doc): CardDetailStore {
  const roots = { comments: commentsMap(doc), checklist: checklistMap(doc) }
  const subscribers = createSubscribers<'changed'>()
  let comments = shareItems<CommentSnapshot>([], readComments(roots.comments), sameComment)
  let checklist = shareItems<ChecklistItem>([], readChecklist(roots.checklist), sameItem)
  let isDirty = false
  const onChange = (): void => void (isDirty = true)
  const onEnd = (): void => {
    if (!isDirty) return
    isDirty = false
    const [oldComments, oldChecklist] = [comments, checklist]
    comments = shareItems(comments, readComments(roots.comments), sameComment)
    checklist = shareItems(checklist, readChecklist(roots.checklist), sameItem)
    if (comments !== oldComments || checklist !== oldChecklist) subscribers.notify(['changed'])
  }
  roots.comments.observeDeep(onChange)
  roots.checklist.observe(onChange)
  doc.on('afterTransaction', onEnd)
  return {
    comments: () => comments,
    checklist: () => checklist,
    subscribe: (listener) => subscribers.subscribe('changed', listener),
    destroy() {
      roots.comments.unobserveDeep(onChange)
      roots.checklist.unobserve(onChange)
      doc.off('afterTransaction', onEnd)
      subscribers.clear()
    },
  }
}
