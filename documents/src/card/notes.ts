import * as Y from 'yjs'
import { fault } from '../faults.ts'
import { notesFragment } from './shape.ts'

/** Node names the notes editor knows (ProseMirror; `text` stands for runs of text). */
export const knownNoteNodes: ReadonlySet<string> = new Set([
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'listItem',
  'blockquote',
  'codeBlock',
  'hardBreak',
  'horizontalRule',
  'text',
])
/** Mark names the notes editor knows. */
export const knownNoteMarks: ReadonlySet<string> = new Set(['bold', 'italic', 'strike', 'code', 'underline', 'link'])

/** Marks that may overlap themselves carry a hash behind their name in the shared document. */
const markName = (attribute: string): string => attribute.replace(/--[A-Za-z0-9+/=]{8}$/, '')

function isKnownText(text: Y.XmlText): boolean {
  const delta = text.toDelta() as {
    readonly insert: unknown
    readonly attributes?: Readonly<Record<string, unknown>>
  }[]
  return delta.every(
    ({ insert, attributes }) =>
      typeof insert === 'string' && Object.keys(attributes ?? {}).every((name) => knownNoteMarks.has(markName(name))),
  )
}

function isKnown(node: unknown): boolean {
  if (node instanceof Y.XmlText) return isKnownText(node)
  if (!(node instanceof Y.XmlElement)) return false
  return knownNoteNodes.has(node.nodeName) && node.toArray().every(isKnown)
}

/**
 * True when the notes hold a node or mark the editor of this version does not know. Opening them in the editor would
 * delete that for everybody: show them read-only then.
 */
export const notesHaveUnknownNodes = (doc: Y.Doc): boolean =>
  !fault('DOC-12') && !notesFragment(doc).toArray().every(isKnown)
