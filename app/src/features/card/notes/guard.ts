/**
 * May these notes be opened in the editor? The editor deletes from the shared document, for everybody, whatever it cannot
 * represent: a node or mark of a newer version, or text in a place its schema forbids. So they are judged first, without
 * touching them, and only shown as text when something would be lost.
 */
import { fault } from '@mutirao/documents'
import { Fragment, type Node, type Schema } from '@tiptap/pm/model'
import { yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap'

export type Notes = Parameters<typeof yXmlFragmentToProsemirrorJSON>[0]

/** `unknown`: made by a newer version. `misplaced`: all known, but the editor would drop some of the text. */
export type Verdict = 'safe' | 'unknown' | 'misplaced'

/** A node of the notes as plain data. */
export interface NoteNode {
  readonly type: string
  readonly text?: string
  readonly attrs?: Readonly<Record<string, unknown>>
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> }[]
  readonly content?: readonly NoteNode[]
}

/** The notes as plain data, read without changing them. */
export const readNotes = (notes: Notes): readonly NoteNode[] =>
  (
    (yXmlFragmentToProsemirrorJSON(notes) as { readonly content?: readonly (NoteNode | readonly NoteNode[])[] })
      .content ?? []
  ).flat()

export function judgeNotes(notes: Notes, schema: Schema): Verdict {
  if (fault('CRD-7')) return 'safe'
  const content = readable(notes)
  if (content === null || !content.every((node) => isKnown(node, schema))) return 'unknown'
  if (content.length === 0) return 'safe'
  const nodes = content.map((node) => build(node, schema))
  if (nodes.includes('misplaced')) return 'misplaced'
  const kept = nodes.filter((node) => node !== 'misplaced' && node !== null) as Node[]
  const fits = schema.topNodeType.validContent(Fragment.from(kept))
  return fits || kept.every((node) => node.textContent === '') ? 'safe' : 'misplaced'
}

/** Null when something stands in the notes that is neither element nor text. */
function readable(notes: Notes): readonly NoteNode[] | null {
  try {
    return readNotes(notes)
  } catch {
    return null // the reader throws an error without a name for these; whatever it is, it is nothing the editor knows
  }
}

const contentOf = (node: NoteNode): readonly NoteNode[] => (node.content ?? []).flat()

function isKnown(node: NoteNode, schema: Schema): boolean {
  if (schema.nodes[node.type] === undefined) return false
  if (node.type === 'text' && typeof node.text !== 'string') return false
  return (
    (node.marks ?? []).every((mark) => schema.marks[mark.type] !== undefined) &&
    contentOf(node).every((child) => isKnown(child, schema))
  )
}

const holdsText = (node: NoteNode): boolean => (node.text ?? '') !== '' || contentOf(node).some(holdsText)

/** What the editor would make of the node: null when it would drop it and nothing of it is text. */
function build(node: NoteNode, schema: Schema): Node | 'misplaced' | null {
  const children = contentOf(node).map((child) => build(child, schema))
  if (children.includes('misplaced')) return 'misplaced'
  const kept = children.filter((child) => child !== null && child !== 'misplaced') as Node[]
  try {
    const marks = (node.marks ?? []).map((mark) => schema.mark(mark.type, { ...mark.attrs }))
    if (node.type === 'text') return (node.text ?? '') === '' ? null : schema.text(node.text ?? '', marks)
    return schema.nodes[node.type]?.createChecked({ ...node.attrs }, kept, marks) ?? null
  } catch (error) {
    // The schema refuses it here: exactly the case this file is for.
    if (error instanceof RangeError) return holdsText(node) ? 'misplaced' : null
    throw error
  }
}
