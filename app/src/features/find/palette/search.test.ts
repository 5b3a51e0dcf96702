import { folded, type CardSnapshot } from '@mutirao/documents'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BoardCards } from '../../../engine/index.ts'
import { bestFirst, findCards } from './search.ts'

const card = (id: string, title: string, more: Partial<CardSnapshot> = {}): CardSnapshot => ({
  id,
  title,
  stageId: 's',
  rank: '',
  stageSince: null,
  valueCents: null,
  account: '',
  contactName: '',
  contactEmail: '',
  contactPhone: '',
  ownerId: null,
  closeOn: null,
  nextActivity: '',
  nextActivityOn: null,
  source: '',
  labels: [],
  lostReason: '',
  fields: {},
  createdAt: null,
  createdBy: null,
  deletedAt: null,
  ...more,
})
const board = (boardId: string, cards: readonly CardSnapshot[]): BoardCards => ({
  boardId,
  title: `Quadro ${boardId}`,
  currency: 'BRL',
  write: true,
  cards: cards.map((one) => ({ boardId, card: one, stage: null })),
})

describe('search over everything on the device', () => {
  it('[CMD-2] finds what contains all words, whatever the accents, and nothing else', () => {
    const texts = fc.constantFrom('Ação', 'acao rápida', 'Ipê', 'frota', 'Frota Ipê', 'x')
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, texts), { maxLength: 30 }), texts, (rows, words) => {
        const cards = rows.map(([title, account], i) => card(`c${i}`, title, { account }))
        const wanted = cards
          .filter((one) =>
            folded(words)
              .split(' ')
              .every((word) => folded(`${one.title}\n${one.account}`).includes(word)),
          )
          .map(({ id }) => id)
        const found = findCards([board('a', cards)], words, 100).map((one) => one.card.id)
        expect(found.toSorted()).toEqual(wanted.toSorted())
      }),
    )
  })

  it('[CMD-2] puts the best first: the title itself, its beginning, a word of it, other fields, the archive last', () => {
    const cards = [
      card('e', 'Portal', { account: 'Frota' }),
      card('d', 'Afrotado'),
      card('c', 'Nova frota'),
      card('b', 'Frota conectada'),
      card('a', 'Frota'),
      card('z', 'Frota', { deletedAt: 1 }),
    ]
    expect(findCards([board('x', cards)], 'FROTA', 10).map((one) => one.card.id)).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
      'z',
    ])
    expect(findCards([board('x', cards)], 'frota', 2)).toHaveLength(2)
    expect(findCards([board('x', cards)], '  ', 2)).toEqual([])
    const both = [board('x', [card('far', 'Frota')]), board('y', [card('near', 'Frota')])]
    expect(findCards(both, 'frota', 5, 'y').map((one) => one.card.id)).toEqual(['near', 'far'])
  })
})

describe('bestFirst', () => {
  it('[CMD-6] puts the board that is called as it was typed first, and leaves the others as they stand', () => {
    const boards = ['Dia de teclado', 'Meu teclado dia', 'Teclado dia', 'Teclado diário'].map((title) => ({ title }))
    const titles = (words: readonly string[]) => bestFirst(boards, words).map(({ title }) => title)
    expect(titles(['teclado', 'dia'])).toEqual(['Teclado dia', 'Teclado diário', 'Meu teclado dia', 'Dia de teclado'])
    expect(titles([])).toEqual(boards.map(({ title }) => title))
  })
})
