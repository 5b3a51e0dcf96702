/** Where letters go that have lost their block, and how they get there. All of it inside a transaction of the caller. */
import * as Y from 'yjs'
import type { Heirs, LetterId } from './heirs.ts'
import { elementOf, isGone, itemAt, parentItem, textAround } from './units.ts'

/** What stands where a text stood: another text, a block for one, or nothing but a place between two blocks. */
export type Home =
  | { readonly kind: 'text'; readonly text: Y.XmlText }
  | { readonly kind: 'block'; readonly block: Y.XmlElement }
  | { readonly kind: 'gap'; readonly parent: Y.XmlElement | Y.XmlFragment; readonly left: Y.Item | null }

const textblocks: ReadonlySet<string> = new Set(['paragraph', 'heading', 'codeBlock'])

/** The home of a text that was just deleted. `isNew`: made by the deletion's transaction. */
export function homeOf(text: Y.XmlText, isNew: (item: Y.Item) => boolean): Home | null {
  let top = text._item
  if (!top) return null
  for (let above = parentItem(top); above?.deleted; above = parentItem(top)) top = above
  const { parent } = top
  if (!(parent instanceof Y.XmlFragment)) return null
  const [left, right] = [alive(top, 'left'), alive(top, 'right')]
  for (const beside of [left, right]) {
    const block = beside && isNew(beside) ? emptyTextblockIn(elementOf(beside)) : null
    if (block) return { kind: 'block', block }
  }
  if (parent instanceof Y.XmlElement && textblocks.has(parent.nodeName)) return { kind: 'block', block: parent }
  return { kind: 'gap', parent, left }
}

function alive(item: Y.Item, side: 'left' | 'right'): Y.Item | null {
  let beside = item[side]
  while (beside?.deleted) beside = beside[side]
  return beside
}

function emptyTextblockIn(element: Y.XmlElement | null): Y.XmlElement | null {
  if (!element) return null
  const children = element.toArray()
  if (textblocks.has(element.nodeName)) return children.every(isEmptyText) ? element : null
  for (const child of children) {
    const found = child instanceof Y.XmlElement ? emptyTextblockIn(child) : null
    if (found) return found
  }
  return null
}

const isEmptyText = (node: unknown): boolean => node instanceof Y.XmlText && node.length === 0

/** Puts words beside the letter that stands for `at`. Returns the id of the first one; null when no such letter is there. */
export function putBeside(
  doc: Y.Doc,
  heirs: Heirs,
  at: LetterId,
  side: 'after' | 'before',
  words: string,
): LetterId | null {
  const found = livingHeir(doc, heirs, at)
  if (!found) return null
  const { item, text, offset } = found
  const index = lettersBefore(item) + (item.deleted ? 0 : offset + (side === 'after' ? 1 : 0))
  return put(doc, text, index, words)
}

/** Whether a letter, or one known to stand for it, is there to be read. */
export const stands = (doc: Y.Doc, heirs: Heirs, letter: LetterId): boolean =>
  livingHeir(doc, heirs, letter)?.item.deleted === false

/** Takes letters out of the texts they stand in; those that stand nowhere any more are left. */
export function erase(doc: Y.Doc, letters: readonly (LetterId | null)[]): void {
  for (const letter of letters) {
    const item = letter && itemAt(doc, letter)
    const text = item && !item.deleted ? textAround(item) : null
    if (!item || !letter || !text || isGone(text)) continue
    text.delete(lettersBefore(item) + letter.clock - item.id.clock, 1)
  }
}

function lettersBefore(item: Y.Item): number {
  let index = 0
  for (let before = item.left; before !== null; before = before.left)
    if (!before.deleted && before.countable) index += before.length
  return index
}

/** Blocks may have changed their kind more than once since. */
function livingHeir(doc: Y.Doc, heirs: Heirs, at: LetterId) {
  for (let id: LetterId | null = at; id !== null; id = heirs.of(id)) {
    const item = itemAt(doc, id)
    const text = item && textAround(item)
    if (item && text && !isGone(text)) return { item, text, offset: id.clock - item.id.clock }
  }
  return null
}

/** Puts words where a text was, in a block of their own if there is none for them any more. */
export function putHome(notes: Y.XmlFragment, home: Home | null, words: string): LetterId {
  const doc = notes.doc as Y.Doc
  if (home?.kind === 'text' && !isGone(home.text)) return put(doc, home.text, home.text.length, words)
  if (home?.kind === 'block' && !isGone(home.block)) return put(doc, lastTextIn(home.block), null, words)
  const gap = home?.kind === 'gap' && !isGone(home.parent) ? home : { parent: notes, left: lastOf(notes) }
  const paragraph = new Y.XmlElement('paragraph')
  const isList = gap.parent instanceof Y.XmlElement && gap.parent.nodeName.endsWith('List')
  const block = isList ? new Y.XmlElement('listItem') : paragraph
  gap.parent.insert(indexAfter(gap.left), [block])
  if (isList) block.insert(0, [paragraph])
  return put(doc, lastTextIn(paragraph), null, words)
}

const lastOf = (notes: Y.XmlFragment): Y.Item | null => {
  let last = notes._start
  while (last?.right) last = last.right
  return last
}

function indexAfter(left: Y.Item | null): number {
  let index = 0
  for (let item = left; item !== null; item = item.left) if (!item.deleted && item.countable) index += item.length
  return index
}

function lastTextIn(block: Y.XmlElement): Y.XmlText {
  const last: unknown = block.length > 0 ? block.get(block.length - 1) : null
  if (last instanceof Y.XmlText) return last
  const text = new Y.XmlText()
  block.insert(block.length, [text])
  return text
}

function put(doc: Y.Doc, text: Y.XmlText, index: number | null, words: string): LetterId {
  const id = { client: doc.clientID, clock: Y.getState(doc.store, doc.clientID) }
  text.insert(index ?? text.length, words)
  return id
}

/** Deletes the block that was made here for a text, when nothing is in it any more. */
export function removeEmptied(text: Y.XmlText): void {
  const own = text.doc?.clientID
  if (text.length > 0 || text._item?.id.client !== own) return
  let top: Y.XmlElement | null = null
  for (let above = text.parent; above instanceof Y.XmlElement; above = above.parent) {
    if (above.length !== 1 || above._item?.id.client !== own) break
    top = above
  }
  const parent = top?.parent
  if (!top?._item || !(parent instanceof Y.XmlFragment)) return
  parent.delete(indexAfter(top._item) - 1, 1)
}
