import {
  addAttachments,
  addChecklistItem,
  addChecklistItems,
  addComment,
  createCard,
  deleteComment,
  editComment,
  moveCard,
  moveChecklistItem,
  removeAttachment,
  removeChecklistItem,
  renameAttachment,
  setBoardMeta,
  setCardField,
  setChecklistItem,
  setLabel,
  takeLostValue,
  type CardFieldName,
  type CardFields,
  type EditContext,
  type LostValue,
  type NewAttachment,
  type NewCard,
  type Place,
  type Undo,
} from '@mutirao/documents'
import { runner, type EditsOptions, type Telling } from './edit-runner.ts'
import { createManyEdits, type ManyEdits, type WatchMove } from './many-edits.ts'
import { createStageEdits, type StageEdits } from './stage-edits.ts'
import type { LiveDoc } from './undo.ts'
import { createFieldEdits, type FieldEdits } from './field-edits.ts'

export interface BoardEditsOptions extends EditsOptions {
  /** Runs a move and tells when it closed deals. */
  readonly onMove: WatchMove
}

/**
 * Everything a person can do to a board. Each remembers its undo and never throws: a refused edit is told in a toast and
 * answers null or false. Safe to keep: the identity never changes for one board.
 */
export interface BoardEdits extends StageEdits, ManyEdits, FieldEdits {
  createCard(card: NewCard, telling?: Telling): string | null
  moveCard(move: Place & { readonly cardId: string }, telling?: Telling): boolean
  /** null clears the field. False when it already had this value. */
  setField<F extends CardFieldName>(cardId: string, field: F, value: CardFields[F] | null, telling?: Telling): boolean
  setLabel(cardId: string, label: string, on: boolean): boolean
  /** Writes the value that lost in a conflict; told with its way back. */
  takeLost(lost: LostValue): boolean
  rename(title: string): boolean
  /** Any edit of documents/, for what has no method here (an import). Not remembered; throws what the edit throws. */
  edit<T>(work: (doc: LiveDoc, context: EditContext) => T): T
  /** Puts an undo on the board's stack; the returned function undoes exactly that and resolves when it is done. */
  remember(undo: Undo, telling?: Telling): () => Promise<void>
  undo(): void
  redo(): void
}

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

export function createBoardEdits(options: BoardEditsOptions): BoardEdits {
  const run = runner(options)
  const { attempt, change, remember } = run
  const { stack, doc, context, onFailure, onMove } = options
  return {
    ...createStageEdits(run),
    ...createManyEdits(run, onMove),
    ...createFieldEdits(run),
    createCard(card, telling) {
      const made = attempt((live, at) => createCard(live, at, card))
      if (made?.undo) remember(made.undo, telling)
      return made?.cardId ?? null
    },
    moveCard: (move, telling) =>
      onMove([move.cardId], move.stageId, () => change((live, at) => moveCard(live, at, move), telling)),
    setField: (cardId, field, value, telling) =>
      change((live, at) => setCardField(live, at, { cardId, field, value }), telling),
    setLabel: (cardId, label, on) => change((live, at) => setLabel(live, at, { cardId, label, on })),
    takeLost: (lost) => change((live, at) => takeLostValue(live, at, lost), { loud: true }),
    rename: (title) => change((live, at) => setBoardMeta(live, at, { title })),
    edit: (work) => work(doc(), context()),
    remember,
    undo: () => void stack.undo().catch(onFailure),
    redo: () => void stack.redo().catch(onFailure),
  }
}

export function createCardEdits(options: EditsOptions): CardEdits {
  const { attempt, change, remember } = runner(options)
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
