import {
  addAttachments,
  addComment,
  addItems,
  archiveRequest,
  createRequest,
  deleteComment,
  editComment,
  leaveIntent,
  moveItem,
  removeAttachment,
  removeItems,
  renameAttachment,
  restoreRequest,
  setItemCells,
  setJustification,
  setRequestField,
  setRequestsMeta,
  type ItemCell,
  type NewAttachment,
  type NewIntent,
  type NewItem,
  type NewRequest,
  type RequestFieldName,
  type EditContext,
  type RequestFields,
  type Undo,
} from '@mutirao/documents'
import { runner, type EditsOptions, type Telling } from '../edit-runner.ts'
import type { LiveDoc } from '../undo.ts'

/**
 * Everything a person can do to a list of requests. Each edit remembers its undo and never throws: a refused one is told in
 * a toast and answers null or false. Asking for a decision is no edit: it cannot be undone.
 */
export interface ListEdits {
  create(request: NewRequest): string | null
  /** null clears the field. False when it already had this value. */
  setField<F extends RequestFieldName>(requestId: string, field: F, value: RequestFields[F] | null): boolean
  archive(requestId: string): boolean
  restore(requestId: string): boolean
  rename(title: string): boolean
  /** Leaves an intent; what it comes to stands in the ledger under the id this gives. Null: it could not be written. */
  ask(wanted: NewIntent): string | null
  /** Any edit of documents/ that has no method here (shared views). Not remembered; throws what the edit throws. */
  edit<T>(work: (doc: LiveDoc, context: EditContext) => T): T
  /** Puts the inverse of such an edit on the list's undo stack. */
  remember(undo: Undo, telling?: Telling): void
  undo(): void
  redo(): void
}

/** Everything a person can do to the details of one request. Same promises. */
export interface RequestEdits {
  /** One step however many; told in a toast when `loud`. */
  addItems(items: readonly NewItem[], telling?: Telling): readonly string[]
  setCells(cells: readonly ItemCell[], telling?: Telling): boolean
  moveItem(itemId: string, place: { readonly aboveId?: string; readonly belowId?: string }): boolean
  removeItems(itemIds: readonly string[]): boolean
  justify(text: string | null): boolean
  addComment(text: string): string | null
  editComment(commentId: string, text: string): boolean
  deleteComment(commentId: string): boolean
  attach(files: readonly NewAttachment[]): boolean
  renameAttachment(attachmentId: string, name: string): boolean
  removeAttachment(attachmentId: string): boolean
}

const loud: Telling = { loud: true }

/** @param onMade hears of every request this device makes, before anybody opens it */
export function createListEdits(options: EditsOptions, onMade: (requestId: string) => void): ListEdits {
  const { attempt, change, remember } = runner(options)
  const { doc, context, stack, onFailure } = options
  return {
    create(request) {
      const made = attempt((live, at) => createRequest(live, at, request))
      if (!made) return null
      onMade(made.requestId)
      remember(made.undo)
      return made.requestId
    },
    setField: (requestId, field, value) => change((live, at) => setRequestField(live, at, { requestId, field, value })),
    archive: (requestId) => change((live, at) => archiveRequest(live, at, requestId), loud),
    restore: (requestId) => change((live, at) => restoreRequest(live, at, requestId), loud),
    rename: (title) => change((live, at) => setRequestsMeta(live, at, { title })),
    ask: (wanted) => attempt((live, at) => leaveIntent(live, at, wanted)),
    edit: (work) => work(doc(), context()),
    remember,
    undo: () => void stack.undo().catch(onFailure),
    redo: () => void stack.redo().catch(onFailure),
  }
}

export function createRequestEdits(options: EditsOptions): RequestEdits {
  const { attempt, change, remember } = runner(options)
  return {
    addItems(items, telling) {
      const made = attempt((live, at) => addItems(live, at, items))
      if (made?.undo) remember(made.undo, telling)
      return made?.itemIds ?? []
    },
    setCells: (cells, telling) => change((live, at) => setItemCells(live, at, cells), telling),
    moveItem: (itemId, place) => change((live, at) => moveItem(live, at, { itemId, ...place })),
    removeItems: (itemIds) => change((live, at) => removeItems(live, at, itemIds), loud),
    justify: (text) => change((live, at) => setJustification(live, at, text)),
    addComment(text) {
      const made = attempt((live, at) => addComment(live, at, { text }))
      if (made?.undo) remember(made.undo)
      return made?.commentId ?? null
    },
    editComment: (commentId, text) => change((live, at) => editComment(live, at, { commentId, text })),
    deleteComment: (commentId) => change((live, at) => deleteComment(live, at, commentId), loud),
    attach: (files) => change((live, at) => addAttachments(live, at, files).undo),
    renameAttachment: (attachmentId, name) => change((live, at) => renameAttachment(live, at, { attachmentId, name })),
    removeAttachment: (attachmentId) => change((live, at) => removeAttachment(live, at, attachmentId), loud),
  }
}
