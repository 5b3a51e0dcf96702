import {
  createCard,
  moveCard,
  setBoardMeta,
  setCardField,
  setLabel,
  type CardFieldName,
  type CardFields,
  type EditContext,
  type NewCard,
  type Place,
  type Undo,
} from '@mutirao/documents'
import { runner, type EditsOptions, type Telling } from './edit-runner.ts'
import { createManyEdits, type ManyEdits, type WatchMove } from './many-edits.ts'
import { createStageEdits, type StageEdits } from './stage-edits.ts'
import type { LiveDoc } from './undo.ts'

export interface BoardEditsOptions extends EditsOptions {
  /** Runs a move and tells when it closed deals. */
  readonly onMove: WatchMove
}

/**
 * Everything a person can do to a board. Each remembers its undo and never throws: a refused edit is told in a toast and
 * answers null or false. Safe to keep: the identity never changes for one board.
 */
export interface BoardEdits extends StageEdits, ManyEdits {
  createCard(card: NewCard, telling?: Telling): string | null
  moveCard(move: Place & { readonly cardId: string }, telling?: Telling): boolean
  /** null clears the field. False when it already had this value. */
  setField<F extends CardFieldName>(cardId: string, field: F, value: CardFields[F] | null, telling?: Telling): boolean
  setLabel(cardId: string, label: string, on: boolean): boolean
  rename(title: string): boolean
  /** Any edit of documents/, for what has no method here (an import). Not remembered; throws what the edit throws. */
  edit<T>(work: (doc: LiveDoc, context: EditContext) => T): T
  /** Puts an undo on the board's stack; the returned function undoes exactly that and resolves when it is done. */
  remember(undo: Undo, telling?: Telling): () => Promise<void>
  /** For moves made elsewhere: runs one, and tells when it closed deals. */
  readonly onMove: WatchMove
  undo(): void
  redo(): void
}

export function createBoardEdits(options: BoardEditsOptions): BoardEdits {
  const run = runner(options)
  const { attempt, change, remember } = run
  const { stack, doc, context, onFailure, onMove } = options
  return {
    ...createStageEdits(run),
    ...createManyEdits(run, onMove),
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
    rename: (title) => change((live, at) => setBoardMeta(live, at, { title })),
    edit: (work) => work(doc(), context()),
    remember,
    onMove,
    undo: () => void stack.undo().catch(onFailure),
    redo: () => void stack.redo().catch(onFailure),
  }
}
