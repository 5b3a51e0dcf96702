/**
 * The binding keeps the caret by the letter it stands behind. Where a block was replaced it guesses by its attributes and
 * text instead, and takes every block whose text changed for one: in a heading of level 2, or a list that starts at 4, the
 * caret kept its offset while a colleague typed before it, and the next letter went into the middle of a word. So it may
 * only guess when a block came, went or moved.
 */
import { changesOnlyLetters, fault } from '@mutirao/documents'
import type { Editor } from '@tiptap/core'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import type { Notes } from './guard.ts'

interface Binding {
  beforeTransactionSelection: { readonly absAnchor?: number | null; readonly absHead?: number | null } | null
}

/** From now on, until what it returns is called. */
export function keepCaretSteady(notes: Notes, editor: Editor): () => void {
  const { doc } = notes
  if (!doc) return () => undefined
  const beforeRender = (transaction: Parameters<typeof changesOnlyLetters>[0]): void => {
    if (editor.isDestroyed || !changesOnlyLetters(transaction) || fault('CRD-23')) return
    const { binding } = ySyncPluginKey.getState(editor.state) as { readonly binding: Binding }
    const before = binding.beforeTransactionSelection
    if (before) binding.beforeTransactionSelection = { ...before, absAnchor: null, absHead: null }
  }
  doc.on('beforeObserverCalls', beforeRender)
  return () => doc.off('beforeObserverCalls', beforeRender)
}
