import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { notesFragment } from './shape.ts'
import { giveTexts } from './shared-texts.ts'

const origin = Symbol('editor')
const isTextblock = (name: string) => ['paragraph', 'heading', 'codeBlock'].includes(name)

const element = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement => {
  const made = new Y.XmlElement(name)
  made.insert(0, children)
  return made
}

function open(...first: Y.XmlElement[]) {
  const doc = new Y.Doc()
  const notes = notesFragment(doc)
  notes.insert(0, first)
  const undo = new Y.UndoManager(notes, { trackedOrigins: new Set([origin]) })
  const end = giveTexts(notes, { origin, isTextblock })
  const add = (made: Y.XmlElement, by: unknown = origin) => doc.transact(() => notes.push([made]), by)
  return { doc, notes, undo, end, add }
}
/** How many texts each top-level block has. */
const texts = (notes: Y.XmlFragment) =>
  notes.toArray().map((block) => (block instanceof Y.XmlElement ? block.length : -1))

describe('giveTexts', () => {
  it('[CRD-22] a new block that holds text gets one at once, inside a list too; what holds none gets none', () => {
    const { notes, add } = open()
    add(element('paragraph'))
    add(element('heading', new Y.XmlText('x')))
    add(element('bulletList', element('listItem', element('paragraph')), element('listItem', element('codeBlock'))))
    add(element('horizontalRule'))
    expect(texts(notes)).toEqual([1, 1, 2, 0])
    const list = notes.get(2) as Y.XmlElement
    const inside = list.toArray().map((item) => ((item as Y.XmlElement).get(0) as Y.XmlElement).get(0))
    expect(inside.every((text) => text instanceof Y.XmlText)).toBe(true)
  })

  it('[CRD-22] one undo takes block and text back, redo brings both', () => {
    const { notes, undo, add } = open()
    add(element('paragraph'))
    undo.undo()
    expect([texts(notes), undo.undoStack.length]).toEqual([[], 0])
    undo.redo()
    expect(texts(notes)).toEqual([1])
  })
})

describe('giveTexts writes nothing', () => {
  // Without an id: what is not written is not written under the fault either.
  it('on opening, in answer to a colleague, to another part of the program, and after its end', () => {
    const { doc, notes, end, add } = open(element('paragraph'))
    const theirs = new Y.Doc()
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc))
    notesFragment(theirs).push([element('paragraph')])
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs), origin)
    add(element('paragraph'), 'history')
    end()
    add(element('paragraph'))
    expect(texts(notes)).toEqual([0, 0, 0, 0])
  })
})
