import {
  addAttachments,
  addChecklistItem,
  addChecklistItems,
  addComment,
  deleteComment,
  editComment,
  moveChecklistItem,
  removeAttachment,
  removeChecklistItem,
  renameAttachment,
  setChecklistItem,
  type NewAttachment,
} from '@mutirao/documents'
import type { Runner } from './edit-runner.ts'

/** Everything a person can do to an open card's details. Same promises as `BoardEdits`. */
export interface CardEdits {
  addComment(text: string): string | null
  editComment(commentId: string, text: string): boolean
  deleteComment(commentId: string): boolean
  addChecklistItem(text: string): string | null
  /** One step of undo for all; told in a toast. */
  addChecklistItems(texts: readonly string[]): boolean
  setChecklistItem(itemId: string, change: { readonly text?: string; readonly done?: boolean }): boolean
  moveChecklistItem(itemId: string, place: { readonly aboveId?: string; readonly belowId?: string }): boolean
  removeChecklistItem(itemId: string): boolean
  /** One step of undo for all. Their bytes are `Files`' to bring. */
  attach(files: readonly NewAttachment[]): boolean
  renameAttachment(attachmentId: string, name: string): boolean
  removeAttachment(attachmentId: string): boolean
}

export function createCardEdits({ attempt, change, remember }: Runner): CardEdits {
  return {
    addComment(text) {
      const made = attempt((live, at) => addComment(live, at, { text }))
      if (made?.undo) remember(made.undo)
      return made?.commentId ?? null
    },
    editComment: (commentId, text) => change((live, at) => editComment(live, at, { commentId, text })),
    deleteComment: (commentId) => change((live, at) => deleteComment(live, at, commentId), { loud: true }),
    addChecklistItem(text) {
      const made = attempt((live, at) => addChecklistItem(live, at, { text }))
      if (made?.undo) remember(made.undo)
      return made?.itemId ?? null
    },
    addChecklistItems: (texts) => change((live, at) => addChecklistItems(live, at, texts).undo, { loud: true }),
    setChecklistItem: (itemId, edit) => change((live, at) => setChecklistItem(live, at, { itemId, ...edit })),
    moveChecklistItem: (itemId, place) => change((live, at) => moveChecklistItem(live, at, { itemId, ...place })),
    removeChecklistItem: (itemId) => change((live, at) => removeChecklistItem(live, at, itemId), { loud: true }),
    attach: (files) => change((live, at) => addAttachments(live, at, files).undo),
    renameAttachment: (attachmentId, name) => change((live, at) => renameAttachment(live, at, { attachmentId, name })),
    removeAttachment: (attachmentId) => change((live, at) => removeAttachment(live, at, attachmentId), { loud: true }),
  }
}
