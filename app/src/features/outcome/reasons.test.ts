import { describe, expect, it } from 'vitest'
import type { CardSnapshot } from '@mutirao/documents'
import { usedReasons } from './reasons.ts'

const board = (reasons: readonly string[]) => ({
  cardIds: () => reasons.keys().map(String),
  card: (cardId: string) => ({ lostReason: reasons[Number(cardId)] }) as CardSnapshot,
})

describe('reasons of a loss', () => {
  it('[OUT-1] the most used come first, whatever their case and accents, in the spelling used most', () => {
    const reasons = ['Preço', 'preco', 'Preço', 'Prazo', ' ', '', 'Concorrente', 'concorrente ', 'Prazo', 'Sem verba']
    expect(usedReasons(board(reasons), 3)).toEqual(['Preço', 'Concorrente', 'Prazo'])
    expect(usedReasons(board(reasons), 9)).toEqual(['Preço', 'Concorrente', 'Prazo', 'Sem verba'])
    expect(usedReasons(board([]), 3)).toEqual([])
  })
})
