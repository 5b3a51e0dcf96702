/**
 * The binding keeps the caret by the letter it stands behind. Where a block was replaced it guesses by its attributes and
 * text instead, and takes every block whose text changed for one: in a heading of level 2, or a list that starts at 4, the
 * caret kept its offset while a colleague typed before it, and the next letter went into the middle of a word. So it may
 * only guess when a block came, went or moved; and when one's letters were written again because their block went, or went
 * into a new block with the end of theirs, one goes on typing behind them.
 */
import { changesOnlyLetters, fault, keptLettersOrigin, movedTo } from '@mutirao/documents'
import type { Editor } from '@tiptap/core'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import type { Notes } from './guard.ts'

type Transaction = Parameters<typeof changesOnlyLetters>[0]
type Id = { readonly client: number; readonly clock: number }
type Heir = (id: Id) => Id | null

/** A place in Yjs: behind the letter `item`. */
interface Place {
  readonly item?: Id | null
}
interface Selection {
  readonly anchor: Place | null
  readonly head: Place | null
  readonly absAnchor?: number | null
  readonly absHead?: number | null
}
interface Binding {
  beforeTransactionSelection: Selection | null
}

/** From now on, until what it returns is called. */
export function keepCaretSteady(notes: Notes, editor: Editor): () => void {
  const { doc } = notes
  if (!doc) return () => undefined
  const beforeRender = (transaction: Transaction): void => {
    if (editor.isDestroyed) return
    const { binding } = ySyncPluginKey.getState(editor.state) as { readonly binding: Binding }
    const before = binding.beforeTransactionSelection
    if (!before) return
    const heirOf =
      (transaction.meta.get(keptLettersOrigin) as Heir | undefined) ??
      ((id: Id) => (fault('CRD-28') ? null : movedTo(transaction, id)))
    const moved = follow(before, heirOf)
    if (moved) binding.beforeTransactionSelection = moved
    else if (changesOnlyLetters(transaction) && !fault('CRD-23'))
      binding.beforeTransactionSelection = { ...before, absAnchor: null, absHead: null }
  }
  doc.on('beforeObserverCalls', beforeRender)
  return () => doc.off('beforeObserverCalls', beforeRender)
}

/** The selection behind the letters that stand for those it stood behind; null when there are none. */
function follow(before: Selection, heirOf: Heir): Selection | null {
  const placeOf = (place: Place | null): Place | null => {
    const heir = place?.item ? heirOf(place.item) : null
    return heir && { ...nowhere, item: heir }
  }
  const [anchor, head] = [placeOf(before.anchor), placeOf(before.head)]
  if ((!anchor && !head) || fault('CRD-27')) return null
  return { ...before, anchor: anchor ?? head, head: head ?? anchor, absAnchor: null, absHead: null }
}

/** `assoc`: it belongs to the letter before it. */
const nowhere = { type: null, tname: null, assoc: -1 } as const
