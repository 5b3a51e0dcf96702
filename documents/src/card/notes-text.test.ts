import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { notesLines } from './notes-text.ts'
import { notesFragment } from './shape.ts'

const text = (words: string) => new Y.XmlText(words)
function element(name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const made = new Y.XmlElement(name)
  made.insert(0, children)
  return made
}

describe('notes as text', () => {
  it('[DOC-62] every word of the notes is read line by line, whatever it stands in, known or not', () => {
    const doc = new Y.Doc()
    const bold = text('Ligar ')
    bold.insert(6, 'sexta', { bold: true })
    notesFragment(doc).insert(0, [
      element('heading', text('Reunião')),
      element('paragraph', bold),
      element('paragraph'),
      element('paragraph', text('duas'), element('hardBreak'), text('linhas')),
      element(
        'bulletList',
        element('listItem', element('paragraph', text('preço')), element('paragraph', text('com frete'))),
        element('listItem', element('paragraph', text('prazo'))),
      ),
      element('fromTheFuture', element('paragraph', text('ainda se lê'))),
      element('horizontalRule'),
    ])
    expect(notesLines(doc).map(({ kind, depth, text: said }) => `${kind} ${depth} ${said}`)).toEqual([
      'heading 0 Reunião',
      'text 0 Ligar sexta',
      'text 0 duas\nlinhas',
      'item 1 preço',
      'text 1 com frete',
      'item 1 prazo',
      'text 0 ainda se lê',
    ])
  })
})
