import type * as Y from 'yjs'
import type { EditContext, Undo } from '../undo.ts'

export declare function addComment(
  doc: Y.Doc,
  context: EditContext,
  comment: { readonly text: string },
): { readonly commentId: string; readonly undo: Undo }
/** Only one's own: throws `forbidden` otherwise. */
export declare function editComment(
  doc: Y.Doc,
  context: EditContext,
  edit: { readonly commentId: string; readonly text: string },
): Undo | null
/** Soft: sets `deletedAt`. Only one's own: throws `forbidden` otherwise. */
export declare function deleteComment(doc: Y.Doc, context: EditContext, commentId: string): Undo | null

export declare function addChecklistItem(
  doc: Y.Doc,
  context: EditContext,
  item: { readonly text: string },
): { readonly itemId: string; readonly undo: Undo }
export declare function setChecklistItem(
  doc: Y.Doc,
  context: EditContext,
  edit: { readonly itemId: string; readonly text?: string; readonly done?: boolean },
): Undo | null
/** `aboveId` / `belowId`: the items above and below the new place. */
export declare function moveChecklistItem(
  doc: Y.Doc,
  context: EditContext,
  move: { readonly itemId: string; readonly aboveId?: string; readonly belowId?: string },
): Undo | null
export declare function removeChecklistItem(doc: Y.Doc, context: EditContext, itemId: string): Undo | null
