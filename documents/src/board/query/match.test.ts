import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../testing/index.ts'
import type { FieldSnapshot, FieldType } from '../fields.ts'
import type { CardSnapshot } from '../shape.ts'
import { EMPTY, emptyQuery, ME, spanOf, withCondition } from '../../query/index.ts'
import type { Condition } from '../../query/index.ts'
import { compileQuery, searchText, sortedIds } from './index.ts'
import type { BoardQuery, FilterField, QueryContext } from './index.ts'
import { queriesOver } from './testing/queries.ts'

const context: QueryContext = {
  me: 'ana',
  today: '2026-11-26',
  dayOf: (ms) => new Date(ms).toISOString().slice(0, 10),
  isOpen: (stageId) => stageId !== 'won',
}
const texts = ['Frota conectada', 'São João', 'IPÊ', 'ipe', 'Ação rápida', 'Piloto', ''] as const
const dates = ['2026-11-01', '2026-11-23', '2026-11-25', '2026-11-26', '2026-11-29', '2026-12-02', '2027-01-05', null]

function randomCard(random: () => number, id: string): CardSnapshot {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  return Object.freeze({
    id,
    title: pick(texts),
    stageId: pick(['open', 'won', null]),
    rank: '',
    stageSince: null,
    valueCents: pick([null, 0, 100, 5_000, 150_000]),
    account: pick(texts),
    contactName: pick(texts),
    contactEmail: pick(['joana@ipe.com.br', '']),
    contactPhone: pick(['11 98888', '']),
    ownerId: pick(['ana', 'bruno', null]),
    closeOn: pick(dates),
    nextActivity: pick(texts),
    nextActivityOn: pick(dates),
    source: pick(texts),
    labels: pick([[], ['Piloto'], ['Ação', 'piloto'], ['hoje', '-']]),
    lostReason: pick(texts),
    fields: pick([{}, { colour: 'Ação' }, { colour: 12 }, { colour: '2026-11-26' }]),
    createdAt: pick([null, Date.UTC(2026, 10, 26), Date.UTC(2026, 9, 1)]),
    createdBy: pick(['ana', 'bruno', null]),
    deletedAt: pick([null, null, 5]),
  })
}

/** The slow and obvious reading of the same rules, written without looking at the fast one. */
const bare = (text: string) =>
  [...text.normalize('NFD')]
    .filter((sign) => !/\p{M}/u.test(sign))
    .join('')
    .toLowerCase()
function oracleField(card: CardSnapshot, stageId: string, field: FilterField): readonly (string | number)[] {
  const all: Record<string, readonly (string | number | null)[]> = {
    owner: [card.ownerId],
    stage: [stageId],
    label: card.labels,
    value: [card.valueCents],
    closeOn: [card.closeOn],
    nextActivityOn: [card.nextActivityOn],
    nextActivity: [card.nextActivity || card.nextActivityOn],
    account: [card.account],
    source: [card.source],
    title: [card.title],
    contactName: [card.contactName],
    contactEmail: [card.contactEmail],
    contactPhone: [card.contactPhone],
    lostReason: [card.lostReason],
    createdBy: [card.createdBy],
    'field:colour': [card.fields['colour'] ?? null],
    createdOn: [card.createdAt === null ? null : new Date(card.createdAt).toISOString().slice(0, 10)],
  }
  return (all[field] ?? []).filter(
    (value): value is string | number => value !== null && (value !== '' || field === 'stage'),
  )
}
const inOrder = (from: string | number | null, value: string | number, to: string | number | null) =>
  !(from !== null && value < from) && !(to !== null && value > to)

function oracleCondition(card: CardSnapshot, stageId: string, field: FilterField, condition: Condition): boolean {
  const values = oracleField(card, stageId, field)
  const exact = ['owner', 'createdBy', 'stage'].includes(field)
  switch (condition.kind) {
    case 'among': {
      const same = (wanted: string, value: string | number) =>
        exact
          ? String(value) === (wanted === ME ? 'ana' : wanted)
          : bare(String(value)) === bare(wanted === ME ? 'ana' : wanted)
      const hit = condition.values.some((wanted) =>
        values.length === 0 ? wanted === EMPTY : values.some((value) => same(wanted, value)),
      )
      return hit !== condition.not
    }
    case 'contains':
      return values.some((value) => bare(String(value)).includes(bare(condition.text.trim()))) !== condition.not
    case 'range':
      return values.some((value) => typeof value === 'number' && inOrder(condition.min, value, condition.max))
    case 'days':
      return values.some((value) => typeof value === 'string' && inOrder(condition.from, value, condition.to))
    case 'when': {
      const { from, to } = spanOf(condition.when, context.today)
      return (
        values.some((value) => typeof value === 'string' && inOrder(from, value, to)) &&
        (condition.when !== 'overdue' || context.isOpen(stageId))
      )
    }
  }
}
function oracle(query: BoardQuery, card: CardSnapshot, stageId: string): boolean {
  if (query.archived === 'no' && card.deletedAt !== null) return false
  if (query.archived === 'only' && card.deletedAt === null) return false
  const hay = [card.title, card.account, card.contactName, card.contactEmail, card.contactPhone, card.nextActivity]
  const texts = [...hay, card.source, ...card.labels].map(bare)
  const words = bare(query.text)
    .split(/\s+/u)
    .filter((word) => word !== '')
  if (!words.every((word) => texts.some((text) => text.includes(word)))) return false
  return (Object.entries(query.filters) as [FilterField, Condition][]).every(([field, condition]) =>
    oracleCondition(card, stageId, field, condition),
  )
}

const random = seededRandom(5)
const cards = Array.from({ length: 300 }, (_, i) => randomCard(random, `card-${String(i).padStart(4, '0')}`))
const queries = queriesOver({ people: ['ana', 'bruno'], stages: ['open', 'won'], texts })
const stageOf = (card: CardSnapshot) => card.stageId ?? ''

describe('which cards a query shows', () => {
  it('[FND-2] [FND-3] the same as the slow and obvious reading of the rules', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(queries, (query) => {
        const compiled = compileQuery(query, context)
        const shown = (one: CardSnapshot) => compiled.matches(one, stageOf(one))
        const wrong = cards.filter((one) => shown(one) !== oracle(query, one, stageOf(one)))
        expect(wrong).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('[FND-2] accents and case do not matter, all words must occur, in any field', () => {
    const card = {
      ...(cards[0] as CardSnapshot),
      title: 'Renovação da frota',
      account: 'Transportes Ipê',
      deletedAt: null,
    }
    const find = (text: string) => compileQuery({ ...emptyQuery, text }, context).matches(card, 'open')
    expect([find('renovacao'), find('IPE  frota'), find('ipê barco'), find(' ')]).toEqual([true, true, false, true])
    expect(searchText(card)).toBe(searchText(card))
  })

  it('[FND-16] what stands in the board’s own text fields and the names of its options are found like the rest', () => {
    const field = (id: string, type: FieldType, options: FieldSnapshot['options'] = []): FieldSnapshot => {
      return { id, name: id, type, options, rank: '', face: false, deletedAt: null }
    }
    const fields = [
      field('note', 'text'),
      field('kind', 'choice', [{ id: 'o1', name: 'Licitação', color: '' }]),
      field('who', 'person'),
    ]
    const card = {
      ...(cards[0] as CardSnapshot),
      title: 'Frota',
      deletedAt: null,
      fields: { note: 'Edital نص 7', kind: 'o1', who: 'ana-7' },
    }
    const find = (text: string, known: readonly FieldSnapshot[] = fields) =>
      compileQuery({ ...emptyQuery, text }, { ...context, fields: known }).matches(card, 'open')
    expect([find('edital frota'), find('نص'), find('licitacao'), find('o1'), find('ana-7')]).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
    // An archived field is none of the board's any more; other definitions are looked through anew.
    expect(find('edital', fields.slice(1))).toBe(false)
    expect(find('pregao', [field('kind', 'choice', [{ id: 'o1', name: 'Pregão', color: '' }])])).toBe(true)
  })

  it('[FND-3] late is what lies before today in a stage that is still open', () => {
    const late = compileQuery(withCondition(emptyQuery, 'closeOn', { kind: 'when', when: 'overdue' }), context)
    const card = { ...(cards[0] as CardSnapshot), closeOn: '2026-11-25', deletedAt: null }
    expect([late.matches(card, 'open'), late.matches(card, 'won')]).toEqual([true, false])
    expect(late.matches({ ...card, closeOn: '2026-11-26' }, 'open')).toBe(false)
  })

  it('[FND-3] spans are counted from today, weeks from Monday', () => {
    expect(spanOf('thisWeek', '2026-11-26')).toEqual({ from: '2026-11-23', to: '2026-11-29' })
    expect(spanOf('thisWeek', '2026-11-29')).toEqual({ from: '2026-11-23', to: '2026-11-29' })
    expect(spanOf('thisWeek', '2026-11-30')).toEqual({ from: '2026-11-30', to: '2026-12-06' })
    expect(spanOf('thisMonth', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
    expect(spanOf('next7', '2026-12-28')).toEqual({ from: '2026-12-28', to: '2027-01-03' })
    expect(spanOf('next30', '2026-11-26').to).toBe('2026-12-25')
  })
})

describe('the order of a query', () => {
  const order = {
    personName: (id: string) => (id === 'ana' ? 'Zuleica' : 'Bruno'),
    stageIndex: (id: string) => (id === 'won' ? 1 : 0),
    customKey: (_fieldId: string, value: string | number) => value,
  }
  const ids = (by: FilterField, descending = false) =>
    sortedIds(
      cards.map((card) => ({ card, stageId: stageOf(card) })),
      { by, descending },
      order,
    )
  const card = (id: string) => cards.find((one) => one.id === id)

  it('[FND-4] empty fields stand last in both directions, equals by id, people by name', () => {
    for (const descending of [false, true]) {
      const values = ids('value', descending).map((id) => card(id)?.valueCents ?? null)
      const firstEmpty = values.indexOf(null)
      expect(values.slice(firstEmpty).every((value) => value === null)).toBe(true)
      const filled = values.slice(0, firstEmpty) as number[]
      expect(filled).toEqual(filled.toSorted((a, b) => (descending ? b - a : a - b)))
    }
    expect(card(ids('owner')[0] ?? '')?.ownerId).toBe('bruno')
    const equals = ids('value').filter((id) => card(id)?.valueCents === 100)
    expect(equals).toEqual(equals.toSorted())
    expect(ids('stage').at(-1)).toBe(cards.filter((one) => one.stageId === 'won').at(-1)?.id)
  })
})
