import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { noteSchema } from './schema.ts'
import { watchNotes } from './watch.ts'

const schema = noteSchema()

/** Two copies of one document; what happens in the second arrives in the first by `deliver`. */
function pair() {
  const [mine, theirs] = [new Y.Doc(), new Y.Doc()]
  const deliver = () => Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(mine)))
  const paragraph = (words: string) => {
    const made = new Y.XmlElement('paragraph')
    made.insert(0, [new Y.XmlText(words)])
    return made
  }
  theirs.getXmlFragment('notes').push([paragraph('hello')])
  deliver()
  return { mine, notes: mine.getXmlFragment('notes'), theirs: theirs.getXmlFragment('notes'), deliver }
}

describe('watchNotes', () => {
  it('[CRD-7] ends the editor before a node of a newer version reaches it, and tells', () => {
    const { notes, theirs, deliver } = pair()
    const watch = watchNotes(notes, schema)
    const order: string[] = []
    watch.subscribe(() => order.push(`told ${watch.verdict()}`))
    watch.protect({ destroy: () => order.push('ended') })
    notes.observeDeep(() => order.push('editor reads'))
    theirs.push([new Y.XmlElement('future')])
    deliver()
    expect(order).toEqual(['ended', 'told unknown', 'editor reads'])
    expect(notes.toJSON()).toContain('<future>')
  })

  it('[CRD-7] leaves an editor alone that was released, and lets a new one in when the notes are safe again', () => {
    const { mine, notes, theirs, deliver } = pair()
    const watch = watchNotes(notes, schema)
    let ended = 0
    const editor = { destroy: () => void ended++ }
    watch.protect(editor)
    watch.release(editor)
    theirs.push([new Y.XmlElement('future')])
    deliver()
    expect(ended).toBe(0)
    expect(watch.verdict()).toBe('unknown')
    mine.transact(() => notes.delete(notes.length - 1, 1))
    expect(watch.verdict()).toBe('safe')
  })

  it('[CRD-7] there is one watch per notes, and it shows what they hold', () => {
    const { notes, theirs, deliver } = pair()
    const watch = watchNotes(notes, schema)
    expect(watchNotes(notes, schema)).toBe(watch)
    const before = watch.content()
    expect(watch.content()).toBe(before)
    theirs.push([new Y.XmlElement('future')])
    deliver()
    expect(watch.content()?.map((node) => node.type)).toEqual(['paragraph', 'future'])
  })
})
