import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { testContext } from '../testing/index.ts'
import { contentOf } from '../testing/structure.ts'
import {
  addChecklistItem,
  addChecklistItems,
  addComment,
  createCardDetailStore,
  deleteComment,
  editComment,
  moveChecklistItem,
  notesFragment,
  notesHaveUnknownNodes,
  removeChecklistItem,
  setChecklistItem,
} from './index.ts'
import { cardMeaning } from './meaning.ts'
import { checklistMap, commentsMap } from './shape.ts'

function card() {
  const doc = new Y.Doc()
  const store = createCardDetailStore(doc)
  let calls = 0
  store.subscribe(() => void calls++)
  return { doc, store, ana: testContext('ana', 1), bruno: testContext('bruno', 2), calls: () => calls }
}

describe('comments', () => {
  it('[DOC-13] are added, edited and deleted by their author only, and deleting keeps them', () => {
    const { doc, store, ana, bruno } = card()
    const first = addComment(doc, ana, { text: ' Falei com a Rita ' })
    const second = addComment(doc, { ...bruno, nowMs: ana.nowMs }, { text: 'Ótimo' })
    expect(store.comments().map(({ by, text }) => `${by}: ${text}`)).toEqual(['ana: Falei com a Rita', 'bruno: Ótimo'])
    const edit = editComment(doc, ana, { commentId: first.commentId, text: 'Falei com o Rui' })
    expect(store.comments()[0]).toMatchObject({ text: 'Falei com o Rui', editedAt: expect.any(Number) })
    edit?.apply(doc, ana)
    expect(store.comments()[0]).toMatchObject({ text: 'Falei com a Rita', editedAt: null })
    const forbidden = expect.objectContaining({ code: 'forbidden' })
    expect(() => editComment(doc, ana, { commentId: second.commentId, text: 'x' })).toThrow(forbidden)
    expect(() => deleteComment(doc, ana, second.commentId)).toThrow(forbidden)
    const gone = deleteComment(doc, bruno, second.commentId)
    expect(deleteComment(doc, bruno, second.commentId)).toBeNull()
    expect(store.comments()).toHaveLength(1)
    expect(commentsMap(doc).has(second.commentId)).toBe(true)
    gone?.apply(doc, bruno)
    expect(store.comments()).toHaveLength(2)
    expect(first.undo.apply(doc, ana)).toMatchObject({ done: 1 })
    expect(store.comments()).toHaveLength(1)
  })

  it('[DOC-13] blank, oversize or unknown ones are refused', () => {
    const { doc, ana } = card()
    expect(() => addComment(doc, ana, { text: ' \n' })).toThrow(expect.objectContaining({ code: 'bad_value' }))
    expect(() => addComment(doc, ana, { text: 'x'.repeat(20_001) })).toThrow(
      expect.objectContaining({ code: 'too_large' }),
    )
    expect(() => deleteComment(doc, ana, 'nobody')).toThrow(expect.objectContaining({ code: 'not_found' }))
    expect(contentOf(doc)).not.toContain('x')
  })
})

describe('the checklist', () => {
  it('[DOC-14] keeps items in flat keys, in order, and every edit can be taken back', () => {
    const { doc, store, ana } = card()
    const [a, b, c] = ['Ligar', 'Enviar proposta', 'Agendar visita'].map((text) => addChecklistItem(doc, ana, { text }))
    const texts = () => store.checklist().map(({ text, done }) => `${text}${done ? ' ✓' : ''}`)
    if (!a || !b || !c) throw new Error('no items')
    expect(texts()).toEqual(['Ligar', 'Enviar proposta', 'Agendar visita'])
    expect([...checklistMap(doc).keys()]).toContain(`${a.itemId}.text`)
    const undos = [
      moveChecklistItem(doc, ana, { itemId: c.itemId, aboveId: a.itemId }),
      setChecklistItem(doc, ana, { itemId: b.itemId, done: true, text: 'Enviar a proposta' }),
      removeChecklistItem(doc, ana, a.itemId),
    ]
    expect(texts()).toEqual(['Agendar visita', 'Enviar a proposta ✓'])
    for (const undo of undos.toReversed()) undo?.apply(doc, ana)
    expect(texts()).toEqual(['Ligar', 'Enviar proposta', 'Agendar visita'])
    expect(moveChecklistItem(doc, ana, { itemId: c.itemId })).toBeNull()
    expect(setChecklistItem(doc, ana, { itemId: c.itemId, done: false })).toBeNull()
    c.undo?.apply(doc, ana)
    expect(texts()).toEqual(['Ligar', 'Enviar proposta'])
    expect(() => removeChecklistItem(doc, ana, c.itemId)).toThrow(expect.objectContaining({ code: 'not_found' }))
  })

  it('[DOC-14] several items join in order as one step of undo, or none of them', () => {
    const { doc, store, ana } = card()
    addChecklistItem(doc, ana, { text: 'Primeiro' })
    const { itemIds, undo } = addChecklistItems(doc, ana, [' Ligar ', 'Enviar', 'Visitar'])
    expect(store.checklist().map(({ text }) => text)).toEqual(['Primeiro', 'Ligar', 'Enviar', 'Visitar'])
    expect(itemIds).toEqual(
      store
        .checklist()
        .slice(1)
        .map(({ id }) => id),
    )
    expect(() => addChecklistItems(doc, ana, ['Bom', ' '])).toThrow(expect.objectContaining({ code: 'bad_value' }))
    undo?.apply(doc, ana)
    expect(store.checklist()).toHaveLength(1)
  })

  it('[DOC-14] an edit of the text brings back an item that was removed at the same time', () => {
    const { doc, store, ana, bruno } = card()
    const { itemId } = addChecklistItem(doc, ana, { text: 'Ligar' })
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    removeChecklistItem(doc, ana, itemId)
    setChecklistItem(other, bruno, { itemId, text: 'Ligar para a Rita' })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
    expect(store.checklist().map(({ text }) => text)).toEqual(['Ligar para a Rita'])
  })
})

describe('the card’s details as they are read', () => {
  it('[DOC-6] keep the identity of what did not change, and pass over what is not theirs', () => {
    const { doc, store, ana, calls } = card()
    addComment(doc, ana, { text: 'um' })
    addComment(doc, ana, { text: 'dois' })
    addChecklistItem(doc, ana, { text: 'Ligar' })
    const [comments, checklist, first] = [store.comments(), store.checklist(), store.comments()[0]]
    const before = calls()
    doc.transact(() => {
      commentsMap(doc).set('01HODDTEXT', 'not a comment')
      checklistMap(doc).set('no dot', 'x')
      checklistMap(doc).set('01HITEM.text', 5)
      checklistMap(doc).set('01HOTHER.done', true)
      notesFragment(doc).insert(0, [new Y.XmlElement('paragraph')])
    })
    expect(store.comments()).toBe(comments)
    expect(store.checklist()).toBe(checklist)
    expect(calls()).toBe(before)
    const last = store.comments()[1]
    editComment(doc, ana, { commentId: last?.id ?? '', text: 'três' })
    expect(store.comments()[0]).toBe(first)
    expect(store.comments()[1]).not.toBe(last)
    expect(calls()).toBe(before + 1)
    store.destroy()
    addComment(doc, ana, { text: 'quatro' })
    expect(store.comments()).toHaveLength(2)
  })
})

describe('notes', () => {
  const element = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement => {
    const node = new Y.XmlElement(name)
    node.insert(0, children)
    return node
  }
  const marked = (attributes: Record<string, unknown>): Y.XmlText => {
    const text = new Y.XmlText()
    text.insert(0, 'texto', attributes)
    return text
  }

  it('[DOC-12] with nodes and marks the editor knows may be opened', () => {
    const doc = new Y.Doc()
    expect(notesHaveUnknownNodes(doc)).toBe(false)
    notesFragment(doc).insert(0, [
      element('heading', new Y.XmlText('Visita')),
      element(
        'bulletList',
        element('listItem', element('paragraph', marked({ bold: true, 'link--aB3+/=aB': { href: '#' } }))),
      ),
      element('paragraph', element('hardBreak')),
    ])
    expect(notesHaveUnknownNodes(doc)).toBe(false)
  })

  it.each([
    ['a node', () => element('table')],
    ['a node inside another', () => element('blockquote', element('video'))],
    ['a mark', () => element('paragraph', marked({ highlight: true }))],
  ])('[DOC-12] with %s of a newer version must be shown read-only', (_what, make) => {
    const doc = new Y.Doc()
    notesFragment(doc).insert(0, [element('paragraph'), make()])
    expect(notesHaveUnknownNodes(doc)).toBe(true)
  })

  it('[DOC-12] with an embed in the text must be shown read-only', () => {
    const doc = new Y.Doc()
    const text = new Y.XmlText('x')
    notesFragment(doc).insert(0, [element('paragraph', text)])
    text.insertEmbed(0, { image: 'x' })
    expect(notesHaveUnknownNodes(doc)).toBe(true)
  })
})

describe('what changes of a card’s details mean', () => {
  it('[DOC-11] comments, checklist items and notes are named events', () => {
    const fact = (path: string, before?: unknown, after?: unknown) =>
      ({ path: path.split('/'), before, after }) as Parameters<typeof cardMeaning>[0][number]
    expect(
      cardMeaning([
        fact('notes', undefined, 'a'),
        fact('notes', undefined, 'b'),
        fact('comments/c1', undefined, {}),
        fact('comments/c1/text', undefined, 'oi'),
        fact('comments/c2/text', 'oi', 'olá'),
        fact('comments/c2/editedAt', undefined, 5),
        fact('comments/c3/deletedAt', undefined, 5),
        fact('checklist/i1.text', undefined, 'Ligar'),
        fact('checklist/i1.rank', undefined, 'V'),
        fact('checklist/i2.done', false, true),
        fact('checklist/i3.text', 'Ligar', undefined),
        fact('checklist/i4.text', 'a', 'b'),
      ]).map(({ name, subject }) => `${name} ${subject}`),
    ).toEqual([
      'notes.changed card',
      'comment.added c1',
      'comment.edited c2',
      'comment.deleted c3',
      'checklist.added i1',
      'checklist.done i2',
      'checklist.removed i3',
      'checklist.edited i4',
    ])
  })
})
