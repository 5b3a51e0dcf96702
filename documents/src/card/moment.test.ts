import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { documentState } from '../history/view.ts'
import { createRequestDetailStore } from '../request/index.ts'
import { cardContentAt, compareCardContents, createCardDetailStore } from './index.ts'
import { readAttachments } from '../attachments/read.ts'
import { readChecklist, readComments } from './read.ts'

function card(): Y.Doc {
  const doc = new Y.Doc()
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('Ligar na segunda.')])
  doc.getXmlFragment('notes').insert(0, [paragraph])
  for (const [key, value] of Object.entries({
    'b.text': 'Depois',
    'b.rank': 'b',
    'a.text': 'Antes',
    'a.rank': 'a',
    'a.done': true,
  }))
    doc.getMap('checklist').set(key, value)
  const comment = (by: string, at: number, text: string) => new Y.Map(Object.entries({ by, at, text }))
  doc.getMap('comments').set('late', comment('ana', 2, 'Segundo'))
  doc.getMap('comments').set('early', comment('bruno', 1, 'Primeiro'))
  const file = { name: 'proposta.pdf', bytes: 14, type: 'application/pdf', sha256: 'a'.repeat(64), by: 'ana', at: 3 }
  doc.getMap('attachments').set('file', new Y.Map(Object.entries(file)))
  return doc
}

it('[HSC-12] a card of a moment is read like the living one; what is no card is an empty one', () => {
  const doc = card()
  const then = cardContentAt(documentState(doc))
  expect(then).toMatchObject({
    notes: 'Ligar na segunda.\n',
    checklist: readChecklist(doc.getMap('checklist')),
    comments: readComments(doc.getMap('comments')),
    attachments: readAttachments(doc.getMap('attachments')),
  })
  expect(then.attachments).toMatchObject([{ id: 'file', name: 'proposta.pdf', storedAt: null }])
  expect(then.comments.map(({ id }) => id)).toEqual(['early', 'late'])
  const empty = { notes: '', checklist: [], comments: [], attachments: [] }
  expect(cardContentAt({})).toMatchObject(empty)
  expect(cardContentAt({ notes: 7, checklist: ['x'], comments: { a: 'text', b: null } })).toMatchObject(empty)
})

it('[HSC-12] two moments are compared entry by entry', () => {
  const doc = card()
  const then = cardContentAt(documentState(doc))
  const text = (doc.getXmlFragment('notes').get(0) as Y.XmlElement).get(0) as Y.XmlText
  text.insert(9, 'terça ou ')
  doc.getMap('checklist').set('a.done', false)
  doc.getMap('checklist').delete('b.text')
  doc.getMap('checklist').set('c.text', 'Novo')
  ;(doc.getMap('comments').get('late') as Y.Map<unknown>).set('deletedAt', 5)
  const files = doc.getMap('attachments')
  ;(files.get('file') as Y.Map<unknown>).set('storedAt', 4)
  const difference = compareCardContents(then, cardContentAt(documentState(doc)))
  expect(difference.notes).toMatchObject([{ removed: '', inserted: 'terça ou ' }])
  expect(difference.checklist).toMatchObject({
    added: [{ id: 'c' }],
    removed: [{ id: 'b' }],
    changed: [{ before: { id: 'a', done: true }, now: { done: false } }],
  })
  expect(difference.comments).toMatchObject({ added: [], removed: [{ id: 'late' }], changed: [] })
  expect(difference.attachments, 'that it arrived is no change of it').toEqual({ added: [], removed: [], changed: [] })
  expect(compareCardContents(then, then)).toEqual({
    notes: [],
    checklist: { added: [], removed: [], changed: [] },
    comments: { added: [], removed: [], changed: [] },
    attachments: { added: [], removed: [], changed: [] },
  })
})

it('[HIS-46] comments, items and files are called what they were, deleted or not', () => {
  const doc = card()
  ;(doc.getMap('comments').get('late') as Y.Map<unknown>).set('deletedAt', 5)
  ;(doc.getMap('attachments').get('file') as Y.Map<unknown>).set('deletedAt', 5)
  const store = createCardDetailStore(doc)
  for (const named of [store, cardContentAt(documentState(doc))])
    expect(['a', 'late', 'file', 'nowhere', 'constructor'].map((id) => named.called(id))).toEqual([
      'Antes',
      'Segundo',
      'proposta.pdf',
      null,
      null,
    ])
  store.destroy()
})

it('[HIS-46] items of a request that were taken out too', () => {
  const doc = new Y.Doc()
  doc.getMap('items').set('i1', new Y.Map(Object.entries({ description: 'Cadeira', deletedAt: 5 })))
  const store = createRequestDetailStore(doc)
  expect([store.items(), store.called('i1'), store.called('i2')]).toEqual([[], 'Cadeira', null])
  store.destroy()
})
