import type { CardSnapshot, CardTextPart } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import type { BoardCards, CardTexts } from '../../../engine/index.ts'
import { excerptOf, findTexts } from './texts.ts'

const card = (id: string, title: string): CardSnapshot => ({
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
})
const boards: readonly BoardCards[] = [
  {
    boardId: 'b',
    title: 'Funil',
    currency: 'BRL',
    write: true,
    cards: [card('1', 'Portal'), card('2', 'Frete anual')].map((one) => ({ boardId: 'b', card: one, stage: null })),
  },
]
const texts = (parts: Readonly<Record<string, readonly CardTextPart[]>>): CardTexts => ({
  isReading: false,
  cards: new Map(
    Object.entries(parts).map(([cardId, said]) => [`card:b.${cardId}`, { boardId: 'b', cardId, parts: said }]),
  ),
})
const spelled = (pieces: ReturnType<typeof excerptOf>) =>
  pieces.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('')

describe('finding what is written in cards', () => {
  const said = texts({
    1: [
      { kind: 'notes', text: 'Cliente pediu\nfrete incluso na NEGOCIAÇÃO' },
      { kind: 'comments', text: 'Frete incluso fecha amanhã' },
    ],
    2: [{ kind: 'notes', text: 'frete outra vez' }],
  })
  const find = (words: string) =>
    findTexts(boards, said, words, 10).map((one) => `${one.card.card.title} ${one.kind} ${spelled(one.excerpt)}`)

  it('[TXT-1] shows the place where it stands, without regard to accents and case', () => {
    expect(find('incluso negociacao')).toEqual(['Portal notes Cliente pediu frete [incluso] na [NEGOCIAÇÃO]'])
    expect(find('amanha')).toEqual(['Portal comments Frete incluso fecha [amanhã]'])
    // A word of the card and one of what is written in it.
    expect(find('portal frete')).toEqual(['Portal notes Cliente pediu [frete] incluso na NEGOCIAÇÃO'])
    expect([find('inexistente'), find('portal inexistente'), find('')]).toEqual([[], [], []])
  })

  it('[TXT-1] a card found by its own fields is not found again by what is written in it', () => {
    expect(find('frete')).toEqual(['Portal notes Cliente pediu [frete] incluso na NEGOCIAÇÃO'])
    expect(find('portal')).toEqual([])
  })

  it('[TXT-1] of a long text the part around the first match is shown', () => {
    const long = `${'a '.repeat(100)}ação ${'b '.repeat(200)}`
    const excerpt = spelled(excerptOf(long, ['acao']))
    expect(excerpt).toMatch(/^…(a )+\[ação\]( b)+ ?…$/)
    expect(excerpt.length).toBeLessThan(130)
    expect(spelled(excerptOf('ǅemal ﬁm', ['fim']))).toMatch(/ﬁ|fim/)
  })
})
