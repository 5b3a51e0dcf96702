import { expect, it } from 'vitest'
import { boardAt } from '@mutirao/documents'
import { cardsCalled } from './cards-called.ts'

const board = boardAt({
  stages: { s1: { name: 'A', rank: 'a' }, s2: { name: 'B', rank: 'b' } },
  cards: {
    one: { title: 'Padaria São João', account: 'Pães Ltda', pos: { stage: 's2', rank: 'a' } },
    two: { title: 'Fornos', account: 'Padaria Central', pos: { stage: 's1', rank: 'b' } },
    three: { title: 'Outra', pos: { stage: 's1', rank: 'a' } },
    ...Object.fromEntries(
      Array.from({ length: 80 }, (_, i) => [`more-${i}`, { title: `Mais ${i}`, pos: { stage: 's2', rank: `z${i}` } }]),
    ),
  },
})
const ids = (words: string): string[] => cardsCalled(board, words).map(({ id }) => id)

it('[HSC-11] cards are found by words of title and account, whatever case and accents, in the order of the board', () => {
  expect(ids('padaria')).toEqual(['two', 'one'])
  expect(ids(' JOAO  pães')).toEqual(['one'])
  expect(ids('nada disso')).toEqual([])
  expect(ids('79'), 'digits are words').toEqual(['more-79'])
  expect(ids('').slice(0, 3)).toEqual(['three', 'two', 'one'])
  expect(ids('')).toHaveLength(50)
})
