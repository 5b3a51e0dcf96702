import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  checkCnpj,
  createAccount,
  createAccountsStore,
  createBoardStore,
  createCardDetailStore,
  createContact,
  findDuplicates,
  seedBoard,
} from '../index.ts'
import type { EditContext } from '../index.ts'
import { judgeOf, map, testContext, testStartMs } from '../testing/index.ts'
import { actOnBoard, actOnCard, demoAccounts, demoBoard, demoMonth, demoTeamSize, isBoardAct } from './index.ts'

const people = Array.from({ length: demoTeamSize }, (_, i) => ({ id: `person-${i}`, name: `Pessoa ${i}` }))
const dayMs = 86_400_000

let once: ReturnType<typeof play> | null = null
const played = () => (once ??= play(7))

/** The month played on one board, as the server does it. */
function play(seed: number) {
  const board = demoBoard(seed, testStartMs)
  const steps = demoMonth(board, seed, testStartMs)
  const doc = new Y.Doc()
  const context = testContext('person-0', 3)
  const { stageIds } = seedBoard(doc, context, board)
  const scene = { stageIds, people }
  const cardIds: string[] = []
  const details = new Map<number, { readonly doc: Y.Doc; readonly items: Map<string, string> }>()
  for (const { atMs, by, card, act } of steps) {
    const at: EditContext = { ...context, userId: people[by]?.id ?? '', nowMs: atMs }
    if (isBoardAct(act)) cardIds[card] = actOnBoard(doc, at, act, scene, cardIds[card] ?? '')
    else {
      const detail = details.get(card) ?? { doc: new Y.Doc(), items: new Map<string, string>() }
      details.set(card, detail)
      actOnCard(detail.doc, at, act, scene, detail.items)
    }
  }
  return { board, steps, doc, stageIds, cardIds, details, store: createBoardStore(doc) }
}

describe('the demo board', () => {
  it('[DOC-30] is the same for the same seed and day, another for another seed', () => {
    expect(demoBoard(7, testStartMs)).toEqual(demoBoard(7, testStartMs))
    expect(demoBoard(8, testStartMs)).not.toEqual(demoBoard(7, testStartMs))
    const month = () => JSON.stringify(demoMonth(demoBoard(7, testStartMs), 7, testStartMs))
    expect(month()).toBe(month())
  })

  it('[DOC-30] the month ends on the planned board, owner by owner and value by value, and breaks no rule', () => {
    const { board, doc, stageIds, cardIds, store } = played()
    expect(store.stages().map(({ name, probability }) => `${name} ${probability}`)).toEqual([
      'Prospecção 10',
      'Qualificação 25',
      'Proposta 50',
      'Negociação 80',
      'Ganhas 100',
      'Perdidas 0',
    ])
    const judge = judgeOf('board')
    expect(cardIds).toHaveLength(105)
    board.cards.forEach((planned, i) => {
      const cardId = cardIds[i] ?? ''
      const card = store.card(cardId)
      const owner = people[planned.owner]?.id
      expect(card).toMatchObject({
        title: planned.title,
        ownerId: owner,
        createdBy: owner,
        account: planned.fields.account,
      })
      expect(card).toMatchObject({ valueCents: planned.fields.value, closeOn: planned.fields.closeOn })
      expect(card?.lostReason).toBe(planned.fields.lostReason ?? '')
      expect(store.stageOf(cardId)).toBe(stageIds[planned.stage])
      const entry = doc.getMap('cards').get(cardId) as Y.Map<never>
      for (const [key, value] of entry.entries()) expect(judge(`cards/${cardId}/${key}`, value), key).toBe('allow')
      expect(judge(`cards/${cardId}`, map)).toBe('allow')
    })
    for (const { id } of store.stages()) expect(store.totals(id).valueCents).toBeGreaterThan(10_000_00)
  })

  it('[DOC-60] the month is lived by the whole team over its working days, up to a few minutes ago, with something of everything', () => {
    const { steps } = played()
    expect(steps.map(({ atMs }) => atMs)).toEqual(steps.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
    const [first, last] = [steps[0]?.atMs ?? 0, steps.at(-1)?.atMs ?? 0]
    expect(first).toBeGreaterThan(testStartMs - 31 * dayMs)
    expect(testStartMs - last).toBeGreaterThan(0)
    expect(testStartMs - last).toBeLessThan(dayMs / 8)
    expect(new Set(steps.map(({ by }) => by)).size).toBe(demoTeamSize)
    expect(new Set(steps.map(({ atMs }) => Math.floor(atMs / dayMs))).size).toBeGreaterThan(15)
    const weekends = steps.filter(
      ({ atMs }) => testStartMs - atMs > dayMs && [0, 6].includes(new Date(atMs).getUTCDay()),
    )
    expect(weekends).toEqual([])
    const count = (test: (step: (typeof steps)[number]) => boolean) => steps.filter(test).length
    expect(count(({ act }) => act.kind === 'move')).toBeGreaterThan(100)
    expect(count(({ act }) => act.kind === 'set' && act.field === 'value')).toBeGreaterThan(25)
    expect(count(({ act }) => act.kind === 'comment' && act.mentioned !== null)).toBeGreaterThan(5)
    expect(count(({ act }) => act.kind === 'move' && act.stage >= 4)).toBe(19)
  })

  it('[DOC-30] brings notes, comments by colleagues and tasks, some of them done', () => {
    const found = { notes: 0, comments: 0, mentions: 0, tasks: 0, done: 0 }
    for (const { doc } of played().details.values()) {
      const store = createCardDetailStore(doc)
      found.notes += doc.getXmlFragment('notes').length
      found.comments += store.comments().length
      found.mentions += store.comments().filter(({ text }) => /@Pessoa \d/.test(text)).length
      found.tasks += store.checklist().length
      found.done += store.checklist().filter(({ done }) => done).length
      expect(store.comments().every(({ by, at }) => by.startsWith('person-') && at < testStartMs)).toBe(true)
    }
    expect(Math.min(found.notes, found.comments, found.mentions, found.tasks, found.done)).toBeGreaterThan(5)
  })
})

describe('the demo customers', () => {
  it('[DOC-63] have true numbers, places and people; exactly one of them seems to be there twice', () => {
    const board = demoBoard(7, testStartMs)
    const customers = demoAccounts(board, 7, testStartMs)
    expect(customers).toEqual(demoAccounts(board, 7, testStartMs))
    const doc = new Y.Doc()
    for (const [i, { by, atMs, account, contacts }] of customers.entries()) {
      const context = { ...testContext(people[by % demoTeamSize]?.id ?? '', i + 1), nowMs: atMs }
      const { accountId } = createAccount(doc, context, account)
      for (const contact of contacts) createContact(doc, context, { ...contact, accountId })
    }
    const store = createAccountsStore(doc)
    const accounts = store.accounts()
    expect(accounts).toHaveLength(17)
    const numbers = accounts.map(({ cnpj }) => cnpj).filter((cnpj) => cnpj !== '')
    expect(numbers.filter((cnpj) => checkCnpj(cnpj).ok)).toHaveLength(16)
    expect(numbers.filter((cnpj) => /[A-Z]/.test(cnpj))).toHaveLength(4)
    expect(accounts.flatMap(({ id }) => store.contactsOf(id)).length).toBeGreaterThan(16)
    const duplicates = findDuplicates(accounts, (id) => store.contactsOf(id))
    expect(duplicates.map(({ reasons }) => reasons[0])).toEqual(['same_name'])
    const named = new Set(board.cards.map(({ fields }) => fields.account))
    expect(accounts.filter(({ name }) => !named.has(name))).toHaveLength(1)
  })
})
