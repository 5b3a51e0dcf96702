import { knownNoteMarks, knownNoteNodes } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { judgeNotes, readNotes } from './guard.ts'
import { noteSchema } from './schema.ts'

const schema = noteSchema()

function notesOf(...children: readonly (Y.XmlElement | Y.XmlText)[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment('notes')
  fragment.insert(0, [...children])
  return fragment
}
function element(name: string, ...children: readonly (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const made = new Y.XmlElement(name)
  made.insert(0, [...children])
  return made
}
const text = (words: string, format: Record<string, unknown> = {}): Y.XmlText => {
  const made = new Y.XmlText()
  made.insert(0, words, format)
  return made
}

describe('judgeNotes', () => {
  it('[CRD-7] lets pass what the editor knows, and empty notes', () => {
    expect(judgeNotes(notesOf(), schema)).toBe('safe')
    const list = element('bulletList', element('listItem', element('paragraph', text('a', { bold: {} }))))
    expect(judgeNotes(notesOf(element('paragraph', text('x')), list, element('heading', text('h'))), schema)).toBe(
      'safe',
    )
  })

  it('[CRD-7] stops at nodes and marks of another version, wherever they stand', () => {
    expect(judgeNotes(notesOf(element('future')), schema)).toBe('unknown')
    expect(judgeNotes(notesOf(element('blockquote', element('paragraph'), element('future', text('x')))), schema)).toBe(
      'unknown',
    )
    expect(judgeNotes(notesOf(element('paragraph', text('x', { glow: { by: 1 } }))), schema)).toBe('unknown')
    const embed = new Y.XmlText()
    embed.insertEmbed(0, { picture: 1 })
    expect(judgeNotes(notesOf(element('paragraph', embed)), schema)).toBe('unknown')
  })

  it('[CRD-7] stops at known nodes in places where their text would be dropped', () => {
    expect(judgeNotes(notesOf(element('listItem', element('paragraph', text('x')))), schema)).toBe('misplaced')
    expect(judgeNotes(notesOf(element('bulletList', element('paragraph', text('x')))), schema)).toBe('misplaced')
    expect(judgeNotes(notesOf(text('loose')), schema)).toBe('misplaced')
  })

  it('[CRD-7] lets the editor clear away what holds no text', () => {
    expect(judgeNotes(notesOf(element('bulletList'), element('paragraph', text('x'))), schema)).toBe('safe')
  })

  it('[CRD-7] judging and reading changes nothing', () => {
    const notes = notesOf(element('future', text('keep me')), element('bulletList', element('paragraph', text('x'))))
    const before = Y.encodeStateAsUpdate(notes.doc as Y.Doc)
    judgeNotes(notes, schema)
    expect(JSON.stringify(readNotes(notes))).toContain('keep me')
    expect(Y.encodeStateAsUpdate(notes.doc as Y.Doc)).toEqual(before)
  })

  it('[CRD-7] the editor knows exactly the nodes and marks the documents room knows', () => {
    expect(new Set(Object.keys(schema.nodes).filter((name) => name !== 'doc'))).toEqual(new Set(knownNoteNodes))
    expect(new Set(Object.keys(schema.marks))).toEqual(new Set(knownNoteMarks))
  })
})
