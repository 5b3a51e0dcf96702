/**
 * A step back or forward that brings text leaves the caret behind it. The binding keeps the caret behind the letter it stood
 * behind, so that what was brought back stood behind the caret, and what was typed next came before it.
 */
import { fault } from '@mutirao/documents'
import type { Editor } from '@tiptap/core'
import { relativePositionToAbsolutePosition, ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import type { Notes } from './guard.ts'

interface Sync {
  readonly binding: { readonly mapping: Parameters<typeof relativePositionToAbsolutePosition>[3] }
}

/** From now on, until what it returns is called. */
export function caretBehindSteps(notes: Notes, editor: Editor): () => void {
  const { doc } = notes
  if (!doc) return () => undefined
  const afterRender = (transaction: Y.Transaction): void => {
    if (!(transaction.origin instanceof Y.UndoManager) || editor.isDestroyed || fault('CRD-36')) return
    const { binding } = ySyncPluginKey.getState(editor.state) as Sync
    const places = lettersBrought(transaction).flatMap(
      (id) =>
        relativePositionToAbsolutePosition(doc, notes, new Y.RelativePosition(null, null, id, -1), binding.mapping) ??
        [],
    )
    if (places.length > 0) editor.commands.setTextSelection(Math.max(...places))
  }
  doc.on('afterTransaction', afterRender)
  return () => doc.off('afterTransaction', afterRender)
}

/** The last letter of each stretch that a transaction of this copy has brought. */
function lettersBrought({ doc, beforeState }: Y.Transaction): readonly Y.ID[] {
  const structs = doc.store.clients.get(doc.clientID) ?? []
  const begin = beforeState.get(doc.clientID) ?? 0
  const brought: Y.ID[] = []
  for (const struct of structs.toReversed()) {
    if (struct.id.clock < begin) break
    if (struct instanceof Y.Item && !struct.deleted && struct.content instanceof Y.ContentString)
      brought.push(struct.lastId)
  }
  return brought
}
