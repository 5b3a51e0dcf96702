import { addChecklistItem, addComment, boardName, cardName, notesFragment, type DocumentName } from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import { createMemoryStore } from '@mutirao/sync-client'
import * as Y from 'yjs'
import { describe, expect, it, vi } from 'vitest'
import { createCardTexts } from './card-texts.ts'

const boardId = '01HBOARD0000000000000000AA'
const cardIds = ['01HCARD00000000000000000AA', '01HCARD00000000000000000AB']
const [first = '', second = ''] = cardIds

async function device() {
  const local = createMemoryStore()
  const write = async (name: DocumentName, edit: (doc: Y.Doc) => void, doc = new Y.Doc()) => {
    const before = Y.encodeStateVector(doc)
    edit(doc)
    await local.append(name, Y.encodeStateAsUpdate(doc, before), null)
    return doc
  }
  const doc = await write(cardName(boardId, first), (card) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('Quer frete incluso')])
    notesFragment(card).insert(0, [paragraph])
    addChecklistItem(card, testContext('ana', 1), { text: 'Pedir tabela' })
    addComment(card, testContext('ana', 2), { text: 'Fala com @[Bruno Sato](user:bruno)' })
  })
  await write(cardName(boardId, second), () => undefined)
  await write(boardName(boardId), (board) => board.getMap('meta').set('title', 'Funil'))
  const peek = vi.spyOn(local, 'peek')
  let turns = 0
  const texts = createCardTexts({ local, idle: () => Promise.resolve(void turns++) })
  return { local, texts, write, doc, peek, turns: () => turns }
}

describe('what is written in the cards of this device', () => {
  it('[TXT-2] is read card by card while nobody waits, of cards alone', async () => {
    const { texts, turns, peek } = await device()
    const states: boolean[] = []
    texts.subscribe(() => states.push(texts.view().isReading))
    await texts.refresh()
    const card = texts.view().cards.get(cardName(boardId, first))
    expect(card?.parts).toEqual([
      { kind: 'notes', text: 'Quer frete incluso' },
      { kind: 'checklist', text: 'Pedir tabela' },
      { kind: 'comments', text: 'Fala com @Bruno Sato' },
    ])
    expect([texts.view().cards.size, turns(), peek.mock.calls.length]).toEqual([2, 2, 2])
    expect(states).toEqual([true, false])
  })

  it('[TXT-2] is read again only where something changed; what nothing changed in stays the same object', async () => {
    const { texts, write, doc } = await device()
    await Promise.all([texts.refresh(), texts.refresh()])
    const before = texts.view().cards
    await write(cardName(boardId, first), (card) => addComment(card, testContext('ana', 3), { text: 'Fechado' }), doc)
    await texts.refresh()
    const after = texts.view().cards
    expect(after.get(cardName(boardId, first))?.parts).toContainEqual({ kind: 'comments', text: 'Fechado' })
    expect(after.get(cardName(boardId, second))).toBe(before.get(cardName(boardId, second)))
  })

  it('[TXT-2] a device that does not answer ends the reading, and the next one tries again', async () => {
    const { texts, local } = await device()
    const names = vi.spyOn(local, 'names').mockRejectedValueOnce(new Error('gone'))
    await texts.refresh()
    expect([texts.view().cards.size, texts.view().isReading]).toEqual([0, false])
    names.mockRestore()
    await texts.refresh()
    expect(texts.view().cards.size).toBe(2)
  })
})
