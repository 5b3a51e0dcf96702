import type * as Y from 'yjs'
import type { EditContext, Undo } from '../undo.ts'
import type { CardFieldName, CardFields, StageFieldName, StageFields } from './shape.ts'

/*
 * Every edit validates first and throws a MutiraoError (`bad_value`, `too_large`, `not_found`, `invalid_request`)
 * without touching the document; then it writes in one transaction. It returns its undo, or null when nothing changed.
 */

/** A place in a column by its neighbours. Neighbours that are no longer in the stage are ignored; none = the bottom. */
export interface Place {
  readonly stageId: string
  /** The card that shall stand directly above (before) the new place. */
  readonly aboveId?: string
  /** The card that shall stand directly below (after) the new place. */
  readonly belowId?: string
  /** Without neighbours: which end of the column. Default: bottom. */
  readonly at?: 'top' | 'bottom'
}

export interface NewCard {
  readonly stageId: string
  readonly title: string
  /** Default: bottom. */
  readonly at?: 'top' | 'bottom'
  readonly fields?: Partial<CardFields>
  readonly labels?: readonly string[]
}

export interface ImportRow {
  readonly stageId: string
  readonly title: string
  readonly fields?: Partial<CardFields>
  readonly labels?: readonly string[]
}
/** More rows in one transaction would make frames over 50 ms. */
export const maxImportRows = 200

export interface NewStage extends Partial<Omit<StageFields, 'name'>> {
  readonly name: string
}

export declare function createCard(
  doc: Y.Doc,
  context: EditContext,
  card: NewCard,
): { readonly cardId: string; readonly undo: Undo }
export declare function moveCard(
  doc: Y.Doc,
  context: EditContext,
  move: Place & { readonly cardId: string },
): Undo | null
/** Keeps the given order. */
export declare function moveCards(
  doc: Y.Doc,
  context: EditContext,
  move: Place & { readonly cardIds: readonly string[] },
): Undo | null
/** null clears the field. */
export declare function setCardField<F extends CardFieldName>(
  doc: Y.Doc,
  context: EditContext,
  edit: { readonly cardId: string; readonly field: F; readonly value: CardFields[F] | null },
): Undo | null
export declare function setLabel(
  doc: Y.Doc,
  context: EditContext,
  edit: { readonly cardId: string; readonly label: string; readonly on: boolean },
): Undo | null
export declare function archiveCards(doc: Y.Doc, context: EditContext, cardIds: readonly string[]): Undo | null
export declare function restoreCards(doc: Y.Doc, context: EditContext, cardIds: readonly string[]): Undo | null
/** At most `maxImportRows` rows; put the undos of several calls together with `combineUndos`. */
export declare function importCards(
  doc: Y.Doc,
  context: EditContext,
  rows: readonly ImportRow[],
): { readonly cardIds: readonly string[]; readonly undo: Undo | null }

/** New stages go before the first won or lost stage when open, else to the end. */
export declare function createStage(
  doc: Y.Doc,
  context: EditContext,
  stage: NewStage,
): { readonly stageId: string; readonly undo: Undo }
export declare function setStageField<F extends StageFieldName>(
  doc: Y.Doc,
  context: EditContext,
  edit: { readonly stageId: string; readonly field: F; readonly value: StageFields[F] },
): Undo | null
/** `aboveId` / `belowId`: the stages left and right of the new place. */
export declare function moveStage(
  doc: Y.Doc,
  context: EditContext,
  move: { readonly stageId: string; readonly aboveId?: string; readonly belowId?: string },
): Undo | null
/** Its cards show under "Sem etapa" until they are moved or the stage is restored. */
export declare function archiveStage(doc: Y.Doc, context: EditContext, stageId: string): Undo | null
export declare function restoreStage(doc: Y.Doc, context: EditContext, stageId: string): Undo | null
export declare function setBoardMeta(
  doc: Y.Doc,
  context: EditContext,
  meta: { readonly title?: string; readonly currency?: string },
): Undo | null
/** Server side, once per board: meta and stages of a new board. Returns the stage ids in order. */
export declare function seedBoard(
  doc: Y.Doc,
  context: EditContext,
  seed: { readonly title: string; readonly currency?: string; readonly stages: readonly NewStage[] },
): { readonly stageIds: readonly string[] }
