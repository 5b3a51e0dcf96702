import * as Y from 'yjs'
import { fault } from '../faults.ts'
import { knownNoteNodes } from './notes.ts'
import { notesFragment } from './shape.ts'

/** One line of the notes as plain text: for paper and for looking for words. */
export interface NoteLine {
  readonly kind: 'heading' | 'item' | 'text'
  /** 0 = at the margin. */
  readonly depth: number
  readonly text: string
}

const isInline = (node: unknown): boolean =>
  node instanceof Y.XmlText || (node instanceof Y.XmlElement && node.nodeName === 'hardBreak')

function inlineText(node: unknown): string {
  if (!(node instanceof Y.XmlText)) return '\n'
  const delta = node.toDelta() as readonly { readonly insert: unknown }[]
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('')
}

function linesOf(node: unknown, kind: NoteLine['kind'], depth: number): readonly NoteLine[] {
  if (isInline(node)) return [{ kind, depth, text: inlineText(node) }]
  if (!(node instanceof Y.XmlElement) || (fault('DOC-62') && !knownNoteNodes.has(node.nodeName))) return []
  const children = node.toArray() as readonly unknown[]
  if (children.length > 0 && children.every(isInline)) {
    const own = node.nodeName === 'heading' ? 'heading' : kind
    return [{ kind: own, depth, text: children.map(inlineText).join('') }]
  }
  if (node.nodeName === 'listItem')
    // The first line of an item has its sign; what follows stands under it.
    return children.flatMap((child, i) => linesOf(child, i === 0 ? 'item' : 'text', depth))
  const isList = node.nodeName === 'bulletList' || node.nodeName === 'orderedList'
  return children.flatMap((child) => linesOf(child, kind, isList || node.nodeName === 'blockquote' ? depth + 1 : depth))
}

/** The notes line by line, without empty ones. Text inside nodes of a newer version is read like any other. Never throws. */
export const notesLines = (doc: Y.Doc): readonly NoteLine[] =>
  notesFragment(doc)
    .toArray()
    .flatMap((node) => linesOf(node, 'text', 0))
    .filter(({ text }) => text.trim() !== '')
