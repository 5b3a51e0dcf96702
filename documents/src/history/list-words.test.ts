import { expect, it } from 'vitest'
import { sentencesOf } from './sentences.ts'
import type { HistoryFact, HistoryGroup, HistoryLanguage } from './types.ts'
import type { DocumentKindName } from '../names.ts'
import type { JsonValue } from '../kind.ts'

const title: Readonly<Record<string, string>> = { r1: 'Cadeiras', a1: 'Padaria' }
const said = (
  kind: DocumentKindName,
  language: HistoryLanguage,
  path: readonly string[],
  [before, after]: readonly [JsonValue | undefined, JsonValue | undefined],
): string => {
  const fact: HistoryFact = {
    seq: 1,
    index: 0,
    path,
    kind: before === undefined ? 'insert' : 'set',
    before,
    after,
    actorId: 'ana',
    origin: 'client',
    receivedAtMs: 1,
    writtenAtMs: null,
  }
  const group: HistoryGroup = {
    actorId: 'ana',
    origin: 'client',
    fromSeq: 1,
    toSeq: 1,
    fromMs: 1,
    toMs: 1,
    facts: [fact],
  }
  const names = {
    language,
    currency: 'BRL',
    person: () => 'Ana',
    card: (id: string) => title[id] ?? null,
    stage: () => null,
  }
  return sentencesOf(kind, group, names)
    .map(({ text }) => text)
    .join(' · ')
}

it('[HSC-18] [HIS-48] what was decided is told in words, by who decided it, not as a change of nothing', () => {
  const outcome = (type: string, reason: string) =>
    [undefined, { type, subject: 'r1', by: 'ana', accepted: true, reason, place: 1, at: 1 }] as const
  expect(said('ledger', 'pt-BR', ['outcomes', 'i1'], outcome('request.approve', 'approved'))).toBe(
    'Ana aprovou Cadeiras',
  )
  expect(said('ledger', 'en', ['outcomes', 'i1'], outcome('reopening.grant', 'reopened'))).toBe('Ana reopened Cadeiras')
})

it('[HSC-18] what became of accounts and contacts is told in words', () => {
  expect(said('accounts', 'pt-BR', ['accounts', 'a1'], [undefined, { name: 'Padaria' }])).toBe(
    'Ana criou a conta Padaria',
  )
  expect(said('accounts', 'pt-BR', ['accounts', 'a1', 'city'], ['Recife', 'Olinda'])).toBe(
    'Ana mudou cidade da conta Padaria de Recife para Olinda',
  )
  expect(said('accounts', 'en', ['contacts', 'c1', 'deletedAt'], [null, 5])).toBe(
    'Ana archived the contact without a name',
  )
})
