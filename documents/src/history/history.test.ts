import { describe, expect, it } from 'vitest'
import { composeSplices, groupFacts, sentenceCounts, sentencesOf } from './index.ts'
import type { HistoryFact, HistoryGroup, HistoryNames } from './index.ts'

const card = '01HCARD00000000000000000AA'
let seq = 0
const fact = (path: string, before: unknown, after: unknown, more: Partial<HistoryFact> = {}): HistoryFact => ({
  seq: ++seq,
  index: 0,
  path: path.split('/'),
  kind: after === undefined ? 'delete' : 'set',
  ...(before === undefined ? {} : { before: before as never }),
  ...(after === undefined ? {} : { after: after as never }),
  actorId: 'ana',
  origin: 'client',
  receivedAtMs: seq * 1000,
  writtenAtMs: null,
  ...more,
})
const names = (language: 'pt-BR' | 'en'): HistoryNames => ({
  language,
  currency: 'BRL',
  person: (id) => ({ ana: 'Ana', bruno: 'Bruno' })[id] ?? null,
  card: (id) => (id === card ? 'Acme' : null),
  stage: (id) => ({ s1: language === 'en' ? 'Offer' : 'Proposta', s2: 'Negociação' })[id] ?? null,
})
const one = (facts: readonly HistoryFact[]): HistoryGroup => groupFacts(facts, { pauseMs: Infinity })[0] as HistoryGroup
const said = (kind: 'board' | 'card', facts: readonly HistoryFact[], language: 'pt-BR' | 'en' = 'pt-BR'): string[] =>
  sentencesOf(kind, one(facts), names(language)).map(({ text }) => text)

describe('groups', () => {
  it('[HIS-12] end with another person and with a pause; the newest comes first', () => {
    const facts = [
      fact('meta/title', 'a', 'b', { receivedAtMs: 0 }),
      fact('meta/title', 'b', 'c', { receivedAtMs: 200_000 }),
      fact('meta/title', 'c', 'd', { receivedAtMs: 200_001, actorId: 'bruno' }),
      fact('meta/title', 'd', 'e', { receivedAtMs: 200_002 }),
      fact('meta/title', 'e', 'f', { receivedAtMs: 900_000, writtenAtMs: 200_010 }),
      fact('meta/title', 'f', 'g', { receivedAtMs: 900_001 }),
    ]
    const first = facts[0]?.seq ?? 0
    expect(groupFacts(facts).map((g) => [g.actorId, g.fromSeq - first, g.toSeq - first, g.fromMs, g.toMs])).toEqual([
      ['ana', 5, 5, 900_001, 900_001],
      ['ana', 3, 4, 200_002, 200_010],
      ['bruno', 2, 2, 200_001, 200_001],
      ['ana', 0, 1, 0, 200_000],
    ])
  })

  it('[HIS-12] a set-back by the server stands behind what it sets back and cuts nobody’s group in two', () => {
    const facts = [
      fact(`cards/${card}/owner`, 'a', 'b', { reverted: 'rule' }),
      fact(`cards/${card}/owner`, 'b', 'a', { actorId: 'server', origin: 'revert' }),
      fact(`cards/${card}/title`, 'x', 'y'),
    ]
    expect(groupFacts(facts).map((g) => [g.actorId, g.facts.length])).toEqual([
      ['ana', 2],
      ['server', 1],
    ])
  })

  it('[HIS-34] a restore and its taking back are two, however soon; its rows together are one', () => {
    const restored = { origin: 'restore' }
    const facts = [
      fact('cards/a/owner', 'new', 'old', restored),
      fact('cards/b/owner', 'new', 'old', restored),
      fact('cards/a/owner', 'old', 'new', restored),
      fact('cards/b/owner', 'old', 'new', restored),
    ]
    expect(
      groupFacts(facts).map((g) => g.facts.map(({ path, after }) => `${path[1]} ${JSON.stringify(after)}`)),
    ).toEqual([
      ['a "new"', 'b "new"'],
      ['a "old"', 'b "old"'],
    ])
  })
})

describe('sentences', () => {
  it.each([
    ['pt-BR', 'Ana moveu Acme de Proposta para Negociação'],
    ['en', 'Ana moved Acme from Offer to Negociação'],
  ] as const)('[HIS-13] say what moved (%s)', (language, text) => {
    const moves = [
      fact(`cards/${card}/pos`, { stage: 's1', rank: 'a' }, { stage: 's2', rank: 'a' }),
      fact(`cards/${card}/pos`, { stage: 's2', rank: 'a' }, { stage: 's2', rank: 'b' }),
    ]
    expect(said('board', moves, language)).toEqual([text])
  })

  it.each([
    ['pt-BR', 'Ana concluiu uma tarefa', 'Ana moveu um cartão de Proposta para Negociação'],
    ['en', 'Ana finished a task', 'Ana moved a card from Offer to Negociação'],
  ] as const)(
    '[HIS-13] call by its kind what is not there any more, and never by an id (%s)',
    (language, task, move) => {
      expect(said('card', [fact('checklist/01HGONE.done', false, true)], language)).toEqual([task])
      const pos = (stage: string) => ({ stage, rank: 'a' })
      expect(said('board', [fact('cards/01HGONE/pos', pos('s1'), pos('s2'))], language)).toEqual([move])
    },
  )

  it('[HIS-13] tell typing as one change, and what came back to where it was as that', () => {
    const typed = [
      fact(`cards/${card}/value`, 500_000, 500),
      fact(`cards/${card}/value`, 500, 700_000),
      fact(`cards/${card}/account`, 'x', 'y'),
      fact(`cards/${card}/account`, 'y', 'x'),
      fact(`cards/${card}/closeOn`, undefined, '2026-12-12'),
      fact(`cards/${card}/owner`, 'bruno', undefined),
    ]
    expect(said('board', typed).map((text) => text.replaceAll('\u00a0', ' '))).toEqual([
      'Ana mudou valor de R$ 5.000,00 para R$ 7.000,00 em Acme',
      'Ana preencheu fechamento de Acme: 12 de dez. de 2026',
      'Ana limpou responsável de Acme (era Bruno)',
      'Ana mudou conta de x para y em Acme, e depois voltou atrás',
    ])
  })

  it('[HIS-13] tell what somebody wrote and took back, but not the order of cards', () => {
    const back = [
      fact(`cards/${card}/pos`, { stage: 's1', rank: 'a' }, { stage: 's2', rank: 'b' }),
      fact(`cards/${card}/pos`, { stage: 's2', rank: 'b' }, { stage: 's1', rank: 'a' }),
      fact(`cards/${card}/account`, undefined, 'Typo'),
      fact(`cards/${card}/account`, 'Typo', undefined),
    ]
    expect(said('board', back)).toEqual([
      'Ana moveu Acme de Proposta para Negociação, e depois voltou atrás',
      'Ana preencheu conta de Acme: Typo, e depois voltou atrás',
    ])
    const reordered = [
      fact(`cards/${card}/pos`, { stage: 's1', rank: 'a' }, { stage: 's1', rank: 'b' }),
      fact(`cards/${card}/pos`, { stage: 's1', rank: 'b' }, { stage: 's1', rank: 'a' }),
    ]
    expect(said('board', reordered)).toEqual([])
  })

  it('[HIS-13] count what is many', () => {
    const made = Array.from({ length: 212 }, (_, i) =>
      fact(
        `cards/card-0000${i}`,
        undefined,
        { title: `Card ${i}`, pos: { stage: 's1', rank: 'a' } },
        { kind: 'insert' },
      ),
    )
    expect(said('board', made, 'en')).toEqual(['Ana created 212 cards'])
    expect(said('board', made.slice(0, 2))).toEqual(['Ana criou Card 0 em Proposta', 'Ana criou Card 1 em Proposta'])
  })

  it('[HIS-13] name lost values and what was set back', () => {
    const conflict = {
      kept: 5_000,
      keptBy: 'bruno',
      keptAtMs: 1,
      keptSeq: 1,
      lost: 30_500,
      lostBy: 'ana',
      lostAtMs: 2,
      lostSeq: 2,
    }
    const facts = [
      fact(`cards/${card}/value`, 5_000, 5_000, { conflict }),
      fact(`cards/${card}/createdBy`, 'bruno', 'ana', { reverted: 'created_by' }),
    ]
    expect(said('board', facts, 'en').map((text) => text.replaceAll('\u00a0', ' '))).toEqual([
      'Ana: value of Acme became R$50.00, and not R$305.00',
      'Ana tried to change author to Ana, and it was set back',
    ])
  })

  it('[HIS-14] count the sentences of the notes that were rewritten, however many keys it took', () => {
    const splice = (at: number, removed: string, inserted: string) => ({ at, removed, inserted, lead: '', tail: '' })
    const text = (...splices: ReturnType<typeof splice>[]) =>
      fact('notes', undefined, undefined, { kind: 'text', text: { splices, formatted: false } })
    // "Um dois. " at 0 … each letter of "três" is a row.
    const typing = [text(splice(3, 'dois', 't')), text(splice(3, 't', 'tr')), text(splice(3, 'tr', 'três'))]
    expect(said('card', typing)).toEqual(['Ana reescreveu 1 frase das notas'])
    expect(
      said('card', [...typing, text(splice(500, 'Velho.', 'Novo.'), splice(900, '', 'Mais uma. E outra.'))]),
    ).toEqual(['Ana reescreveu 2 frases das notas', 'Ana escreveu 2 frases nas notas'])
    expect(said('card', [text()])).toEqual([])
  })
})

describe('splices', () => {
  it('[HIS-14] put together give what all of them did, for random edits', () => {
    for (let seed = 0; seed < 300; seed++) {
      let text = 'o rato roeu a roupa do rei de roma'
      const first = text
      const changes: { at: number; removed: string; inserted: string }[][] = []
      let dice = seed
      const random = (below: number): number => (dice = (dice * 16_807 + 11) % 2_147_483_647) % Math.max(1, below)
      for (let step = 0; step < 6; step++) {
        const at = random(text.length + 1)
        const removed = text.slice(at, at + random(6))
        const inserted = 'xyz'.slice(random(3))
        changes.push([{ at, removed, inserted }])
        text = text.slice(0, at) + inserted + text.slice(at + removed.length)
      }
      let rebuilt = first
      for (const { at, removed, inserted } of composeSplices(changes).toReversed()) {
        expect(rebuilt.slice(at, at + removed.length)).toBe(removed)
        rebuilt = rebuilt.slice(0, at) + inserted + rebuilt.slice(at + removed.length)
      }
      expect(rebuilt).toBe(text)
    }
    expect(sentenceCounts([])).toEqual({ rewritten: 0, added: 0, removed: 0 })
  })
})
