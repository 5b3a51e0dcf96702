import { expect, it } from 'vitest'
import { boardAt, type HistoryFact, type HistoryNames, type JsonValue } from '@mutirao/documents'
import { linesOf } from './lines.ts'
import { summaryOf } from './summary.ts'

const names: HistoryNames = {
  language: 'pt-BR',
  currency: 'BRL',
  person: (id) => ({ ana: 'Ana', bruno: 'Bruno' })[id] ?? null,
  card: () => null,
  stage: () => null,
}
const board = (cards: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>) =>
  boardAt({ stages: { a: { name: 'A', rank: 'a' }, b: { name: 'B', rank: 'b' } }, cards })
const at = (stage: string, more: Readonly<Record<string, JsonValue>>) => ({
  title: 'X',
  pos: { stage, rank: 'm' },
  value: 100,
  ...more,
})

it('[AWY-4] says of each card the value then and now, of one that moved too', () => {
  const then = board({ one: at('a', { owner: 'ana' }), two: at('a', {}), gone: at('b', {}) })
  const now = board({
    one: at('a', { owner: 'bruno', value: 900 }),
    two: at('b', { title: 'Y' }),
    gone: at('b', { deletedAt: 5 }),
    fresh: at('b', {}),
  })
  const facts = ['one', 'two', 'gone', 'fresh'].map(
    (id) => ({ path: ['cards', id], actorId: 'bruno' }) as never as HistoryFact,
  )
  const words = { stage: (id: string | null) => (id ?? '').toUpperCase(), isNew: () => 'nova', isRemoved: 'arquivada' }
  const lines = linesOf(summaryOf(then, now, facts, 'me'), names, words)
  expect(lines.map(({ card, what }) => `${card.id} ${what}`.replaceAll('\u00a0', ' '))).toEqual([
    'two A → B · título: X → Y',
    'fresh nova',
    'one valor: R$ 1,00 → R$ 9,00 · responsável: Ana → Bruno',
    'gone arquivada',
  ])
})
