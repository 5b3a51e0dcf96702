/**
 * Two people may begin to type in one new paragraph at once. The editor's binding makes the text of a paragraph with its
 * first letter: each would make one of their own, and when both arrive the binding of each side merges them in its own way:
 * letters are doubled and jump. So whoever makes the paragraph gives it a text at once, and everybody writes into that one.
 */
import * as Y from 'yjs'
import { fault } from '../faults.ts'

export interface TextGiver {
  /** The origin of the editor's transactions: the texts are written with it too, so that one undo takes both back. */
  readonly origin: unknown
  /** Whether a node of this name holds text itself (a paragraph), not other blocks (a list). */
  readonly isTextblock: (nodeName: string) => boolean
}

/**
 * From now on every textblock the editor adds to the notes gets an empty text. Only in answer to the editor's own edits:
 * never to a colleague's, to an undo, or to opening the notes. Returns what ends it.
 */
export function giveTexts(notes: Y.XmlFragment, { origin, isTextblock }: TextGiver): () => void {
  const answer = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction): void => {
    if (!transaction.local || transaction.origin !== origin || fault('CRD-22')) return
    const bare = events
      .flatMap(addedBy)
      .flatMap(withDescendants)
      .filter((element) => element.length === 0 && isTextblock(element.nodeName))
    if (bare.length === 0) return
    transaction.doc.transact((own) => {
      // What the undo leaves out, it leaves out with its text.
      if (transaction.meta.has('addToHistory')) own.meta.set('addToHistory', transaction.meta.get('addToHistory'))
      for (const element of bare) element.insert(0, [new Y.XmlText()])
    }, origin)
  }
  notes.observeDeep(answer)
  return () => notes.unobserveDeep(answer)
}

function addedBy(event: Y.YEvent<Y.AbstractType<unknown>>): readonly Y.XmlElement[] {
  if (event.target instanceof Y.XmlText) return [] // letters: nearly every edit
  return event.changes.delta.flatMap(({ insert }) =>
    Array.isArray(insert) ? insert.filter((node: unknown) => node instanceof Y.XmlElement) : [],
  )
}

const withDescendants = (element: Y.XmlElement): readonly Y.XmlElement[] => [
  element,
  ...element
    .toArray()
    .filter((node) => node instanceof Y.XmlElement)
    .flatMap(withDescendants),
]
