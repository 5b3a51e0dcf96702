import type * as Y from 'yjs'
import { readAttachments, sameAttachment } from '../attachments/read.ts'
import { attachmentsMap } from '../attachments/shape.ts'
import type { AttachmentSnapshot } from '../attachments/shape.ts'
import { fault } from '../faults.ts'
import { compareRank } from '../rank.ts'
import { isReadable, type ReadableMap } from '../readable.ts'
import { shareItems } from '../sharing.ts'
import { createSubscribers } from '../subscribers.ts'
import { checklistMap, commentsMap, parseChecklistKey } from './shape.ts'
import type { ChecklistItem, CommentSnapshot } from './shape.ts'

/** Comments, checklist and files of one card as immutable values with stable identity. Notes go to the editor as they are. */
export interface CardDetailStore {
  /** Comments that were not deleted, oldest first. */
  comments(): readonly CommentSnapshot[]
  /** In order (rank, id). */
  checklist(): readonly ChecklistItem[]
  /** Files that were not deleted, the last attached first. */
  attachments(): readonly AttachmentSnapshot[]
  /** What a comment, an item or a file says or is called, deleted or not; null when there never was one. */
  called(id: string): string | null
  /** Called after comments, checklist or attachments changed. */
  subscribe(listener: () => void): () => void
  destroy(): void
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
const asTime = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

export function readComments(comments: ReadableMap): CommentSnapshot[] {
  const list: CommentSnapshot[] = []
  comments.forEach((entry, id) => {
    if (!isReadable(entry) || asTime(entry.get('deletedAt')) !== null) return
    const [by, text] = [asText(entry.get('by')), asText(entry.get('text'))]
    list.push({ id, by, at: asTime(entry.get('at')) ?? 0, text, editedAt: asTime(entry.get('editedAt')) })
  })
  return list.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
}

/** An item is there as long as it has a text: a colleague's edit of the text brings back an item that was removed meanwhile. */
export function readChecklist(checklist: ReadableMap): ChecklistItem[] {
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

/** What stands in the root of a document under the ids of comments, items and files, deleted or not. */
export function calledIn(roots: Readonly<Record<string, ReadableMap | undefined>>, id: string): string | null {
  const item = roots['checklist']?.get(`${id}.text`)
  if (typeof item === 'string') return item
  for (const [root, key] of namedBy) {
    const entry = roots[root]?.get(id)
    const isThere = isReadable(entry) && !(fault('HIS-46') && entry.has('deletedAt'))
    const name: unknown = isThere ? entry.get(key) : undefined
    if (typeof name === 'string' && name !== '') return name
  }
  return null
}
const namedBy = [
  ['comments', 'text'],
  ['attachments', 'name'],
  ['items', 'description'],
] as const

export const sameComment = (a: CommentSnapshot, b: CommentSnapshot): boolean =>
  a.by === b.by && a.at === b.at && a.text === b.text && a.editedAt === b.editedAt
export const sameItem = (a: ChecklistItem, b: ChecklistItem): boolean =>
  a.text === b.text && a.done === b.done && a.rank === b.rank

/** Keeps its identity while what it reads says the same; `refresh` tells whether it changed. */
function list<T extends { readonly id: string }>(read: () => T[], same: (a: T, b: T) => boolean) {
  let items = shareItems<T>([], read(), same)
  return {
    items: () => items,
    refresh(): boolean {
      const before = items
      items = shareItems(items, read(), same)
      return items !== before
    },
  }
}

export function createCardDetailStore(doc: Y.Doc): CardDetailStore {
  const roots = { comments: commentsMap(doc), checklist: checklistMap(doc), attachments: attachmentsMap(doc) }
  const subscribers = createSubscribers<'changed'>()
  const comments = list(() => readComments(roots.comments), sameComment)
  const checklist = list(() => readChecklist(roots.checklist), sameItem)
  const attachments = list(() => readAttachments(roots.attachments), sameAttachment)
  let isDirty = false
  const onChange = (): void => void (isDirty = true)
  const onEnd = (): void => {
    if (!isDirty) return
    isDirty = false
    const changed = [comments, checklist, attachments].map((one) => one.refresh())
    if (changed.includes(true)) subscribers.notify(['changed'])
  }
  const deep = [roots.comments, roots.attachments]
  for (const root of deep) root.observeDeep(onChange)
  roots.checklist.observe(onChange)
  doc.on('afterTransaction', onEnd)
  return {
    comments: comments.items,
    checklist: checklist.items,
    attachments: attachments.items,
    called: (id) => calledIn(roots, id),
    subscribe: (listener) => subscribers.subscribe('changed', listener),
    destroy() {
      for (const root of deep) root.unobserveDeep(onChange)
      roots.checklist.unobserve(onChange)
      doc.off('afterTransaction', onEnd)
      subscribers.clear()
    },
  }
}
