import { expect, it } from 'vitest'
import { boardAt, compareBoards, type HistoryNames } from '@mutirao/documents'
import { changedKeys } from '../changed-keys.ts'

const names: HistoryNames = {
  language: 'pt-BR',
  currency: 'BRL',
  person: (id) => (id === 'u-ana' ? 'Ana Ribeiro' : null),
  card: () => null,
  stage: () => null,
  field: (id) => (id === 'weight' ? { name: 'Peso', type: 'number', options: [] } : null),
}
const board = (card: Readonly<Record<string, string | number | boolean>>) =>
  boardAt({
    stages: { s1: { name: 'A', rank: 'a' } },
    cards: { one: { title: 'Um', pos: { stage: 's1', rank: 'a' }, ...card } },
  })

it('[HSC-15] a changed card says which field it was by the name people know, labels and own fields one by one', () => {
  const then = board({ value: 10_000, owner: 'u-bruno', 'label:frio': true, 'label:novo': true, 'field:weight': 3 })
  const now = board({ value: 50_000, owner: 'u-ana', 'label:novo': true, 'label:quente': true, 'field:weight': 4 })
  const [change] = compareBoards(then, now).changed
  const said = change
    ? changedKeys(change, names).map(({ field, before, after }) => `${field}: ${before} → ${after}`)
    : []
  expect(said.map((line) => line.replace(/\u00a0/g, ' ')).toSorted()).toEqual(
    [
      'valor: R$ 100,00 → R$ 500,00',
      'responsável: u-bruno → Ana Ribeiro',
      'frio: sim → não',
      'quente: não → sim',
      'Peso: 3 → 4',
    ].toSorted(),
  )
})
