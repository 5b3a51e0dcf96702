import {
  createAccount,
  createAccountsStore,
  createBoardStore,
  createCard,
  createContact,
  defaultStages,
  mergeAccounts,
  seedBoard,
  type CardFields,
} from '@mutirao/documents'
import { Network, openAccounts, testContext } from '@mutirao/documents/testing'
import { describe, expect, it } from 'vitest'
import type { AllBoards, PlacedCard } from '../../../engine/index.ts'
import { numberKinds } from './checks.ts'
import { peopleOnCards } from './people.ts'
import { accountRows, findRows, keyOfName, ownCards } from './rows.ts'

const ana = testContext('ana-user', 3)

function world() {
  const network = new Network({ peers: 2, seed: 1, open: openAccounts })
  const [accounts, board] = [network.doc(0), network.doc(1)]
  const { stageIds } = seedBoard(board, ana, { title: 'Funil', stages: defaultStages })
  const stageOf = (kind: 'open' | 'won' | 'lost'): string =>
    stageIds[defaultStages.findIndex((stage) => (stage.kind ?? 'open') === kind)] ?? ''
  const card = (
    account: string,
    valueCents: number,
    kind: 'open' | 'won' | 'lost' = 'open',
    fields: Partial<CardFields> = {},
  ) =>
    createCard(board, ana, {
      stageId: stageOf(kind),
      title: `${account} ${valueCents}`,
      fields: { account, value: valueCents, ...fields },
    })
  const boards = (): Pick<AllBoards, 'boards'> => {
    const store = createBoardStore(board)
    store.destroy()
    const stages = new Map(store.stages().map((stage) => [stage.id, stage]))
    const cards = [...store.cardIds()].flatMap((id): PlacedCard[] => {
      const snapshot = store.card(id)
      return snapshot
        ? [{ boardId: 'board-01', card: snapshot, stage: stages.get(store.stageOf(id) ?? '') ?? null }]
        : []
    })
    return { boards: [{ boardId: 'board-01', title: 'Funil', currency: 'BRL', write: true, cards }] }
  }
  return { accounts, store: createAccountsStore(accounts), card, boards }
}

describe('the list of accounts', () => {
  it('[CTA-17] sums what is open and what was won, by any spelling; names without an account stand in it too', () => {
    const { accounts, store, card, boards } = world()
    const acme = createAccount(accounts, ana, { name: 'Acme S.A.', city: 'Santos' }).accountId
    createContact(accounts, ana, { accountId: acme, name: 'Bia', email: 'bia@acme.com' })
    card('ACME', 100)
    card('Acme', 30, 'won')
    card('acme s/a', 7, 'lost')
    card('Hidrel', 500)
    card('HIDREL', 1)
    card('Hidrel', 0)
    card('  ', 5)
    const rows = accountRows(store, boards())
    expect(
      rows.map(({ key, name, cards, people, open, won }) => [key, name, cards, people, [...open], [...won]]),
    ).toEqual([
      [acme, 'Acme S.A.', 3, 1, [['BRL', 100]], [['BRL', 30]]],
      ['~Hidrel', 'Hidrel', 3, 0, [['BRL', 501]], []],
    ])
    const names = (text: string, sorting: 'open' | 'cards' | 'name' = 'open') =>
      findRows(rows, text, sorting, (id) => store.contactsOf(id)).map(({ name }) => name)
    expect([names(''), names('', 'name'), names('bia'), names('santos acme'), names('nada'), names('hidrél')]).toEqual([
      ['Hidrel', 'Acme S.A.'],
      ['Acme S.A.', 'Hidrel'],
      ['Acme S.A.'],
      ['Acme S.A.'],
      [],
      ['Hidrel'],
    ])
    expect([keyOfName(store, 'acme'), keyOfName(store, 'Ninguém')]).toEqual([acme, '~Ninguém'])
  })

  it('[CTA-18] by last movement the account stands first whose card moved last, though another came later', () => {
    const { store, card, boards } = world()
    card('Antiga', 1)
    card('Nova', 500)
    const order = (movedAtMs: ReadonlyMap<string, number>) => {
      const moved = boards().boards.map((board) => ({
        ...board,
        cards: board.cards.map((placed) => {
          const { createdAt, account } = placed.card
          return { ...placed, card: { ...placed.card, stageSince: movedAtMs.get(account) ?? createdAt } }
        }),
      }))
      return findRows(accountRows(store, { boards: moved }), '', 'newest', () => []).map(({ name }) => name)
    }
    expect(order(new Map([['Nova', 9e12]]))).toEqual(['Nova', 'Antiga'])
    expect(order(new Map([['Antiga', 9e12]]))).toEqual(['Antiga', 'Nova'])
  })

  it('[CTA-17] is found by its number, and keeps the cards of what was merged into it', () => {
    const { accounts, store, card, boards } = world()
    const keep = createAccount(accounts, ana, { name: 'Acme', cnpj: '12345678000195' }).accountId
    const drop = createAccount(accounts, ana, { name: 'Velha Acme Comércio' }).accountId
    card('Velha Acme Comércio', 10)
    mergeAccounts(accounts, ana, { keep, drop: [drop] })
    const rows = accountRows(store, boards())
    expect(rows.map(({ key, cards }) => [key, cards])).toEqual([[keep, 1]])
    expect(findRows(rows, '12.345.678', 'open', () => [])).toHaveLength(1)
    expect(findRows(rows, 'velha', 'open', () => [])).toHaveLength(1)
  })

  it('[CTA-17] the page of one has its cards by board, open ones first, the largest first', () => {
    const { accounts, store, card, boards } = world()
    const acme = createAccount(accounts, ana, { name: 'Acme' }).accountId
    card('Acme', 1, 'lost')
    card('Acme', 5)
    card('ACME', 50)
    card('Acme', 90, 'won')
    card('Outra', 7)
    const values = (key: string) =>
      ownCards(store, boards(), key).map(({ title, cards }) => [
        title,
        cards.map(({ card: { valueCents } }) => valueCents),
      ])
    expect(values(acme)).toEqual([['Funil', [50, 5, 90, 1]]])
    expect(values('~outra')).toEqual([['Funil', [7]]])
    expect(values('~Acme')).toEqual([])
  })

  it('[CTA-17] people named on cards are offered once and not when they are contacts', () => {
    const { accounts, store, card, boards } = world()
    const acme = createAccount(accounts, ana, { name: 'Acme' }).accountId
    createContact(accounts, ana, { accountId: acme, name: 'Bia', phone: '+5511987654321' })
    card('Acme', 1, 'open', { contactName: 'Beatriz', contactPhone: '11 8765-4321' })
    card('Acme', 2, 'open', { contactName: 'Caio', contactEmail: 'caio@acme.com' })
    card('Acme', 3, 'open', { contactName: 'CAIO' })
    card('Acme', 4, 'open', { contactEmail: 'sem@nome.com' })
    const found = peopleOnCards(ownCards(store, boards(), acme), store.contactsOf(acme))
    expect(found.map(({ name }) => name.toLowerCase())).toEqual(['caio'])
  })
})

describe('numbers in fields', () => {
  it('[CTA-12] a valid one is stored plain and shown with punctuation, another stays as typed and is explained', () => {
    const { cnpj, phone, email, cpf } = numberKinds
    expect([cnpj.stored('12.abc.345/01de-35'), cnpj.shown('12ABC34501DE35')]).toEqual([
      '12ABC34501DE35',
      '12.ABC.345/01DE-35',
    ])
    expect([cnpj.stored(' 12.abc '), cnpj.shown('12.abc'), cnpj.problem('12.abc')]).toEqual([
      '12.abc',
      '12.abc',
      'cnpj.too_short',
    ])
    expect([phone.stored('11 98765-4321'), phone.problem('11 8765-4321')]).toEqual([
      '+5511987654321',
      'phone.no_ninth_digit',
    ])
    expect([email.stored('Bia@ACME.com'), email.problem('bia@')]).toEqual(['Bia@acme.com', 'email.not_an_email'])
    expect([cpf.stored('529.982.247-25'), cpf.problem('529.982.247-24')]).toEqual([
      '52998224725',
      'cpf.bad_check_digits',
    ])
  })
})
