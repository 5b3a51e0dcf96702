import type * as Y from 'yjs'

/** Who edits, when, and with which randomness: this room has no clock and no dice of its own. */
export interface EditContext {
  readonly userId: string
  readonly nowMs: number
  /** In [0, 1). */
  readonly random: () => number
  /** A new entry id (ULID). */
  readonly newId: () => string
}

/** What an edit did, as data for the toast: `{name: 'card.move', count: 1, title: 'Migração ERP'}`. */
export interface EditLabel {
  readonly name: EditName
  /** How many entries it touched. */
  readonly count: number
  /** The title of the entry when it was one, else ''. */
  readonly title: string
}
export type EditName =
  | 'card.create'
  | 'card.move'
  | 'card.field'
  | 'card.label'
  | 'card.cells'
  | 'card.archive'
  | 'card.restore'
  | 'card.import'
  | 'stage.create'
  | 'stage.field'
  | 'stage.move'
  | 'stage.archive'
  | 'stage.restore'
  | 'field.create'
  | 'field.edit'
  | 'field.move'
  | 'field.archive'
  | 'field.restore'
  | 'view.create'
  | 'view.edit'
  | 'view.archive'
  | 'board.meta'
  | 'board.seed'
  | 'comment.add'
  | 'comment.edit'
  | 'comment.delete'
  | 'checklist.add'
  | 'checklist.edit'
  | 'checklist.move'
  | 'checklist.remove'
  | 'attachment.add'
  | 'attachment.rename'
  | 'attachment.remove'
  | 'preference.set'
  | 'members.write'
  | 'documents.write'
  | 'conflicts.write'
  | 'notifications.write'
  | 'read.set'
  | 'account.create'
  | 'account.field'
  | 'account.rename'
  | 'account.archive'
  | 'account.restore'
  | 'account.merge'
  | 'account.dismiss'
  | 'contact.create'
  | 'contact.field'
  | 'contact.archive'
  | 'contact.merge'
  | 'card.account'
  | 'request.create'
  | 'request.field'
  | 'request.label'
  | 'request.archive'
  | 'request.restore'
  | 'request.justification'
  | 'requests.meta'
  | 'item.add'
  | 'item.field'
  | 'item.move'
  | 'item.remove'
  | 'intent.leave'
  | 'ledger.write'

/** The origin of every transaction made here; sync and persistence treat it like any local edit. */
export interface EditOrigin {
  readonly kind: 'edit' | 'undo'
  readonly label: EditLabel
}

/**
 * The semantic inverse of one edit: archive for create, the old value for a new one, and only where the value is still
 * the one this edit wrote. What somebody else changed since stays and is counted in `skipped`.
 */
export interface Undo {
  readonly label: EditLabel
  /** Set on an undo made of several (an import): apply them with `applyTogether`, yielding between, instead of `apply`. */
  readonly parts?: readonly Undo[]
  apply(doc: Y.Doc, context: EditContext): UndoOutcome
}

export interface UndoOutcome {
  /** Takes the undo back; null when nothing was undone. */
  readonly redo: Undo | null
  /** Entries or fields that were set back. */
  readonly done: number
  /** Entries or fields that stayed, because somebody changed them since. */
  readonly skipped: number
}
