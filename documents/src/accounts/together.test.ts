import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createCard, setCardField } from '../board/index.ts'
import { cardsMap } from '../board/shape.ts'
import { Network, openAccounts, randomAccountsEdit, seedTestBoard, testContext } from '../testing/index.ts'
import {
  accountsMap,
  createAccount,
  createAccountsStore,
  createContact,
  findDuplicates,
  maxMovedCards,
  mergeAccounts,
  mergeContacts,
  moveCardsToAccount,
  renameAccount,
  setAccountField,
  setContactField,
} from './index.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 30 })

function twoPeople(seed = 1) {
  const network = new Network({ peers: 2, seed, open: openAccounts })
  const [ana, bruno] = [testContext('ana', seed), testContext('bruno', seed + 1)]
  return { network, ana, bruno, here: network.doc(0), there: network.doc(1) }
}

describe('two people and their accounts', { timeout: 30_000 }, () => {
  it('[DOC-1] copies of the accounts converge over any network', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 5 }), (seed, peers) => {
        const network = new Network({ peers, seed, open: openAccounts })
        const people = network.docs.map((_, peer) => testContext(`person-${peer}`, seed + peer))
        for (let step = 0; step < 50; step++) {
          const peer = Math.floor(network.random() * peers)
          const person = people[peer]
          if (person) randomAccountsEdit(network.doc(peer), person)
          network.deliver(Math.floor(network.random() * 4))
        }
        network.converge()
        const [first, ...others] = network.docs.map((doc) => createAccountsStore(doc))
        for (const other of others) {
          expect(other.accounts()).toEqual(first?.accounts())
          expect(other.contacts().toSorted(byId)).toEqual(first?.contacts().toSorted(byId))
        }
      }),
      { numRuns: 20 },
    )
  })

  it('[CTA-1] who creates the same account at once loses nothing, and every copy answers the name alike', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { network, ana, bruno, here, there } = twoPeople(seed)
        const mine = createAccount(here, ana, { name: 'Padaria São João Ltda', city: 'Santos' }).accountId
        createContact(here, ana, { accountId: mine, name: 'Bia' })
        const theirs = createAccount(there, bruno, { name: 'padaria sao joao', cnpj: '12345678000195' }).accountId
        createContact(there, bruno, { accountId: theirs, name: 'Caio' })
        network.converge()
        const [left, right] = [createAccountsStore(here), createAccountsStore(there)]
        expect(left.accounts()).toHaveLength(2)
        expect([left.account(mine)?.city, left.account(theirs)?.cnpj]).toEqual(['Santos', '12345678000195'])
        const answers = [left, right].map((store) => store.named('Padaria São João')?.id)
        expect(new Set(answers)).toEqual(new Set([mine < theirs ? mine : theirs]))
        expect(findDuplicates(left.accounts(), left.contactsOf)).toMatchObject([{ reasons: ['same_name'] }])
        expect([...left.contactsOf(mine), ...left.contactsOf(theirs)].map(({ name }) => name)).toEqual(['Bia', 'Caio'])
      }),
      { numRuns: 30 },
    )
  })

  it('[CTA-4] [CTA-6] A into B and B into A at the same moment leave one account with everybody in it', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 4 }), (seed, count) => {
        const { network, ana, bruno, here, there } = twoPeople(seed)
        const ids = Array.from({ length: count }, (_, i) => createAccount(here, ana, { name: `Conta ${i}` }).accountId)
        for (const [i, accountId] of ids.entries()) createContact(here, ana, { accountId, name: `Pessoa ${i}` })
        network.heal()
        const [a = '', b = ''] = [ids[Math.floor(network.random() * count)], ids.at(-1)]
        const others = (keep: string): string[] => ids.filter((id) => id !== keep)
        mergeAccounts(here, ana, { keep: a, drop: others(a) })
        mergeAccounts(there, bruno, { keep: b, drop: others(b) })
        network.converge()
        const stores = [here, there].map((doc) => createAccountsStore(doc))
        const [first] = stores
        expect(first?.accounts()).toHaveLength(1)
        const stays = first?.accounts()[0]?.id ?? ''
        for (const store of stores) {
          expect(store.accounts().map(({ id }) => id)).toEqual([stays])
          expect(store.contactsOf(stays)).toHaveLength(count)
          for (const id of ids) expect(store.survivorOf(id)).toBe(stays)
          for (const [i] of ids.entries()) expect(store.named(`Conta ${i}`)?.id).toBe(stays)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('[CTA-4] somebody who joins a merged account meanwhile is found with it; circles never hang', () => {
    const { network, ana, bruno, here, there } = twoPeople()
    const [a, b] = [
      createAccount(here, ana, { name: 'A' }).accountId,
      createAccount(here, ana, { name: 'B' }).accountId,
    ]
    network.heal()
    mergeAccounts(here, ana, { keep: a, drop: [b] })
    createContact(there, bruno, { accountId: b, name: 'Dora' })
    network.converge()
    const store = createAccountsStore(here)
    expect(store.contactsOf(a)).toMatchObject([{ name: 'Dora' }])
    ;(accountsMap(here).get(a) as Y.Map<unknown>).set('mergedInto', a)
    expect([store.survivorOf(a), store.survivorOf(b), store.accounts().length]).toEqual([a, a, 1])
    ;(accountsMap(here).get(a) as Y.Map<unknown>).set('mergedInto', 'not-here-yet')
    expect(store.survivorOf(b)).toBe(a)
  })
})

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1)

describe('merging', () => {
  function world() {
    const doc = new Y.Doc()
    const ana = testContext('ana-user', 3)
    const keep = createAccount(doc, ana, { name: 'Acme', notes: 'Paga em dia' }).accountId
    const drop = createAccount(doc, ana, {
      name: 'Acme do Brasil',
      cnpj: '12345678000195',
      notes: 'Ligar à tarde',
    }).accountId
    const { contactId } = createContact(doc, ana, { accountId: drop, name: 'Bia' })
    return { doc, ana, keep, drop, contactId, store: createAccountsStore(doc) }
  }

  it('[CTA-5] moves people, fills what is empty, keeps both notes and the old name; undo brings it all back', () => {
    const { doc, ana, keep, drop, store } = world()
    const before = JSON.stringify(doc.toJSON())
    const undo = mergeAccounts(doc, ana, { keep, drop: [drop, keep, drop] })
    expect(undo?.label).toEqual({ name: 'account.merge', count: 2, title: 'Acme' })
    expect(store.accounts()).toMatchObject([
      {
        id: keep,
        name: 'Acme',
        cnpj: '12345678000195',
        notes: 'Paga em dia\n\nLigar à tarde',
        aliases: ['Acme do Brasil'],
      },
    ])
    expect(store.contactsOf(keep)).toMatchObject([{ name: 'Bia' }])
    const back = undo?.apply(doc, ana)
    expect(back).toMatchObject({ skipped: 0 })
    expect(JSON.stringify(doc.toJSON())).toBe(before)
    back?.redo?.apply(doc, ana)
    expect(store.accounts()).toHaveLength(1)
    expect(mergeAccounts(doc, ana, { keep, drop: [keep] })).toBeNull()
  })

  it('[CTA-5] its undo leaves what a colleague changed since', () => {
    const { doc, ana, keep, drop, contactId, store } = world()
    const undo = mergeAccounts(doc, ana, { keep, drop: [drop] })
    const bruno = testContext('bruno-user', 4)
    setAccountField(doc, bruno, { accountId: keep, field: 'cnpj', value: '33000167000101' })
    setContactField(doc, bruno, { contactId, field: 'phone', value: '+5511987654321' })
    expect(undo?.apply(doc, ana).skipped).toBe(1)
    expect(store.account(keep)?.cnpj).toBe('33000167000101')
    expect(store.contactsOf(drop)).toMatchObject([{ name: 'Bia', phone: '+5511987654321' }])
  })

  it('[CTA-6] old names find the account that stayed: after a merge, a second merge, a new name', () => {
    const { doc, ana, keep, drop, store } = world()
    mergeAccounts(doc, ana, { keep, drop: [drop] })
    expect(store.named('ACME DO BRASIL LTDA')?.id).toBe(keep)
    const holding = createAccount(doc, ana, { name: 'Grupo Acme' }).accountId
    mergeAccounts(doc, ana, { keep: holding, drop: [keep] })
    expect(['Acme', 'Acme do Brasil', 'Grupo Acme'].map((name) => store.named(name)?.id)).toEqual([
      holding,
      holding,
      holding,
    ])
    const undo = renameAccount(doc, ana, { accountId: holding, name: 'Acme Participações' })
    expect(store.named('grupo acme')?.id).toBe(holding)
    undo?.apply(doc, ana)
    expect([store.account(holding)?.name, store.account(holding)?.aliases]).toEqual([
      'Grupo Acme',
      ['Acme', 'Acme do Brasil'],
    ])
    expect(renameAccount(doc, ana, { accountId: holding, name: ' Grupo Acme ' })).toBeNull()
    // The same name in another spelling needs no alias.
    renameAccount(doc, ana, { accountId: holding, name: 'GRUPO ACME S.A.' })
    expect(store.account(holding)?.aliases).toHaveLength(2)
  })

  it('[CTA-5] two people of one account become one', () => {
    const { doc, ana, drop, contactId, store } = world()
    const twin = createContact(doc, ana, {
      accountId: drop,
      name: 'Beatriz',
      email: 'bia@acme.com',
      role: 'Compras',
    }).contactId
    setContactField(doc, ana, { contactId, field: 'role', value: 'Diretora' })
    const undo = mergeContacts(doc, ana, { keep: contactId, drop: twin })
    expect(store.contactsOf(drop)).toMatchObject([{ name: 'Bia', email: 'bia@acme.com', role: 'Diretora' }])
    undo?.apply(doc, ana)
    expect(store.contactsOf(drop)).toHaveLength(2)
    expect(mergeContacts(doc, ana, { keep: twin, drop: twin })).toBeNull()
  })

  it('[CTA-13] cards that move to an account change nothing else, and come back unless somebody else moved them', () => {
    const [doc, ana] = [new Y.Doc(), testContext('ana-user', 5)]
    const [stageId = ''] = seedTestBoard(doc, ana, 0)
    const make = (title: string): string =>
      createCard(doc, ana, { stageId, title, fields: { account: 'Velha', value: 5 } }).cardId
    const [one, two] = [make('Um'), make('Dois')]
    const undo = moveCardsToAccount(doc, ana, { cardIds: [one, two, 'gone-000001', one], account: 'Nova' })
    expect([one, two].map((id) => cardsMap(doc).toJSON()[id] as unknown)).toMatchObject([
      { account: 'Nova', value: 5 },
      { account: 'Nova', value: 5 },
    ])
    setCardField(doc, testContext('bruno-user', 6), { cardId: two, field: 'account', value: 'Outra' })
    expect(undo?.apply(doc, ana)).toMatchObject({ done: 1, skipped: 1 })
    expect([one, two].map((id) => (cardsMap(doc).get(id) as Y.Map<unknown>).get('account'))).toEqual(['Velha', 'Outra'])
    const tooMany = Array.from({ length: maxMovedCards + 1 }, (_, i) => `card-${i}-0000`)
    expect(() => moveCardsToAccount(doc, ana, { cardIds: tooMany, account: 'x' })).toThrow(/at most/)
  })
})
