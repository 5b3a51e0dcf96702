import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { measureDocument } from './measure.ts'

const measured = (doc: Y.Doc): number => [...measureDocument(doc)].at(-1) ?? 0

describe('how large a document is', () => {
  it('is as large as what would be sent of it, but for a few bytes', () => {
    const doc = new Y.Doc()
    const cards = doc.getMap<Y.Map<unknown>>('cards')
    for (let i = 0; i < 3_000; i++) cards.set(`card-${i}`, new Y.Map([['title', 'x'.repeat(i % 50)]]))
    const sent = Y.encodeStateAsUpdate(doc).length
    expect(Math.abs(measured(doc) - sent)).toBeLessThan(64)
  })

  it('is small again when the content is deleted', () => {
    const doc = new Y.Doc()
    const text = doc.getText('notes')
    text.insert(0, 'x'.repeat(100_000))
    expect(measured(doc)).toBeGreaterThan(100_000)
    text.delete(0, 100_000)
    expect(measured(doc)).toBeLessThan(100)
    expect(measured(new Y.Doc())).toBe(0)
  })

  it('bears that the document changes between two steps', () => {
    const doc = new Y.Doc()
    const cards = doc.getMap<number>('cards')
    for (let i = 0; i < 5_000; i++) cards.set(`card-${i}`, i)
    const steps = measureDocument(doc)
    let bytes = 0
    for (let step = steps.next(); !step.done; step = steps.next()) {
      bytes = step.value
      doc.transact(() => {
        for (let i = 0; i < 1_000; i++) cards.delete(`card-${i}`)
      })
    }
    expect(bytes).toBeGreaterThan(0)
    expect(bytes).toBeLessThan(Y.encodeStateAsUpdate(doc).length * 2)
  })
})
