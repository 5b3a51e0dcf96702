import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MutiraoError } from '../errors.ts'
import { judgeOf, map, testContext } from '../testing/index.ts'
import { kinds } from '../kinds.ts'
import {
  accountsMap,
  archiveAccount,
  contactsMap,
  createAccount,
  createAccountsStore,
  createContact,
  dismissDuplicate,
  findDuplicates,
  findTwins,
  pairKey,
  renameAccount,
  restoreAccount,
  setAccountField,
  setContactField,
} from './index.ts'
import type { AccountsStore } from './index.ts'

function workspace() {
  const doc = new Y.Doc()
  const ana = testContext('ana-user', 7)
  const account = (name: string, more: object = {}): string => createAccount(doc, ana, { name, ...more }).accountId
  const contact = (accountId: string, name: string, more: object = {}): string =>
    createContact(doc, ana, { accountId, name, ...more }).contactId
  return { doc, ana, account, contact, store: createAccountsStore(doc) }
}
const code = (expected: string) => expect.objectContaining({ code: expected }) as MutiraoError

describe('accounts', () => {
  it('[CTA-2] keeps what did not change, hears what did, passes over strange data', () => {
    const { doc, ana, account, contact, store } = workspace()
    const [acme, hidrel] = [account('Acme'), account('Hidrel', { city: 'Ribeirão Preto' })]
    const bia = contact(hidrel, 'Bia')
    const before = [store.account(hidrel), store.contactsOf(hidrel)]
    let calls = 0
    store.subscribe(() => void calls++)
    setAccountField(doc, ana, { accountId: acme, field: 'city', value: 'São Paulo' })
    expect([store.account(hidrel), store.contactsOf(hidrel), calls]).toEqual([...before, 1])
    expect(store.account(hidrel)).toBe(before[0])
    expect(store.contactsOf(hidrel)).toBe(before[1])
    const same = store.accounts()
    contactsMap(doc).set('odd-contact', 'no contact')
    accountsMap(doc).set('odd-account', 5)
    accountsMap(doc).set('half-account', new Y.Map([['name', 9]]))
    expect(store.accounts().map(({ name }) => name)).toEqual(['', 'Acme', 'Hidrel'])
    ;(accountsMap(doc).get('half-account') as Y.Map<unknown>).set('deletedAt', 1)
    expect(store.accounts()).toEqual(same)
    expect(setContactField(doc, ana, { contactId: bia, field: 'email', value: 'bia@hidrel.com.br' })).not.toBeNull()
    expect(store.contactsOf(hidrel)).toMatchObject([{ name: 'Bia', email: 'bia@hidrel.com.br' }])
    store.destroy()
    account('Depois')
    expect(store.accounts()).toHaveLength(2)
  })

  it('[CTA-2] setting what stands there already tells nobody and keeps the object', () => {
    const { doc, account, store } = workspace()
    const acme = account('Acme')
    const before = store.account(acme)
    let calls = 0
    store.subscribe(() => void calls++)
    ;(accountsMap(doc).get(acme) as Y.Map<unknown>).set('name', 'Acme')
    expect([store.account(acme) === before, calls]).toEqual([true, 0])
  })

  it('[CTA-3] a name finds its account by any spelling, an own name before an alias, archived ones never', () => {
    const { doc, ana, account, store } = workspace()
    const padaria = account('Padaria São João Ltda.')
    const other = account('Panificadora Central')
    expect(store.named('PADARIA SAO JOAO')?.id).toBe(padaria)
    renameAccount(doc, ana, { accountId: other, name: 'Central Pães' })
    expect(store.named('panificadora central')?.id).toBe(other)
    const fresh = account('Panificadora Central')
    expect(store.named('Panificadora Central')?.id).toBe(fresh)
    const undo = archiveAccount(doc, ana, fresh)
    expect([store.named('Panificadora Central')?.id, store.accounts().length]).toEqual([other, 2])
    expect(archiveAccount(doc, ana, fresh)).toBeNull()
    undo?.apply(doc, ana)
    archiveAccount(doc, ana, fresh)
    restoreAccount(doc, ana, fresh)
    expect(store.named('Panificadora Central')?.id).toBe(fresh)
    expect([store.named(''), store.named('  '), store.named('Ninguém')]).toEqual([undefined, undefined, undefined])
  })

  it('[CTA-12] a number that is not valid stays as it was typed; what has no form at all is refused', () => {
    const { doc, ana, account, store } = workspace()
    const acme = account(' Acme ', { cnpj: 'pedir ao financeiro' })
    expect(store.account(acme)).toMatchObject({ name: 'Acme', cnpj: 'pedir ao financeiro', createdBy: 'ana-user' })
    setAccountField(doc, ana, { accountId: acme, field: 'cnpj', value: '12.345.678/0001-9' })
    expect(store.account(acme)?.cnpj).toBe('12.345.678/0001-9')
    setAccountField(doc, ana, { accountId: acme, field: 'cnpj', value: '  ' })
    expect((accountsMap(doc).get(acme) as Y.Map<unknown>).has('cnpj')).toBe(false)
    expect(() => setAccountField(doc, ana, { accountId: acme, field: 'cnpj', value: '1'.repeat(41) })).toThrow(
      code('too_large'),
    )
    expect(() => setAccountField(doc, ana, { accountId: acme, field: 'name', value: ' ' })).toThrow(code('bad_value'))
    expect(() => setAccountField(doc, ana, { accountId: 'nowhere-00', field: 'city', value: 'x' })).toThrow(
      code('not_found'),
    )
    expect(() => setAccountField(doc, ana, { accountId: acme, field: 'deletedAt' as 'city', value: 'x' })).toThrow(
      code('bad_value'),
    )
    expect(() => createContact(doc, ana, { accountId: 'nowhere-00', name: 'Bia' })).toThrow(code('not_found'))
    expect(() => createAccount(doc, ana, { name: '' })).toThrow(code('bad_value'))
  })
})

describe('duplicates', () => {
  const found = (store: AccountsStore) =>
    findDuplicates(store.accounts(), store.contactsOf, store.isDismissed).map(({ pair, reasons, shared }) => ({
      names: pair.map((id) => store.account(id)?.name),
      reasons,
      shared,
    }))

  it('[CTA-7] each reason is found and named', () => {
    const { account, contact, store } = workspace()
    account('Acme S.A.', { cnpj: '12ABC34501DE35' })
    account('ACME')
    account('Acme Filial Sul')
    account('Hidrel Engenharia')
    account('Hidrell Engenharia')
    account('Construtora Vale Verde')
    account('Vale Verde Construtora')
    const [north, south] = [account('Rede Norte'), account('Grupo Sul')]
    contact(north, 'Bia', { email: 'bia@redebrasil.com.br' })
    contact(south, 'Caio', { email: 'caio@redebrasil.com.br' })
    contact(north, 'Davi', { email: 'davi@gmail.com' })
    contact(account('Sozinha'), 'Eva', { email: 'eva@gmail.com' })
    expect(found(store)).toEqual([
      { names: ['Acme S.A.', 'ACME'], reasons: ['same_name'], shared: 'acme' },
      { names: ['Rede Norte', 'Grupo Sul'], reasons: ['same_domain'], shared: 'redebrasil.com.br' },
      { names: ['Hidrel Engenharia', 'Hidrell Engenharia'], reasons: ['similar_name'], shared: expect.any(String) },
      {
        names: ['Construtora Vale Verde', 'Vale Verde Construtora'],
        reasons: ['similar_name'],
        shared: expect.any(String),
      },
    ])
  })

  it('[CTA-7] the same CNPJ and the same root are told apart; short names are not similar', () => {
    const { account, store } = workspace()
    account('Matriz', { cnpj: '12345678000195' })
    account('Matriz de novo', { cnpj: '12345678000195' })
    account('Filial', { cnpj: '12345678000276' })
    account('Alfa')
    account('Alba')
    expect(found(store)).toEqual([
      { names: ['Matriz', 'Matriz de novo'], reasons: ['same_cnpj'], shared: '12345678000195' },
      { names: ['Matriz', 'Filial'], reasons: ['same_cnpj_root'], shared: '12345678' },
      { names: ['Matriz de novo', 'Filial'], reasons: ['same_cnpj_root'], shared: '12345678' },
    ])
  })

  it('[CTA-7] "not the same" is said once for everybody and can be undone', () => {
    const { doc, ana, account, store } = workspace()
    const pair = [account('Acme'), account('Acme Ltda')] as const
    let calls = 0
    store.subscribe(() => void calls++)
    const undo = dismissDuplicate(doc, ana, { pair: [pair[1], pair[0]], on: true })
    expect([found(store), store.isDismissed(...pair), calls]).toEqual([[], true, 1])
    undo?.apply(doc, ana)
    expect(found(store)).toHaveLength(1)
  })

  it('[CTA-7] a holding of many and a thousand accounts are no flood and no wait', () => {
    const { doc, ana, store } = workspace()
    doc.transact(() => {
      for (let i = 0; i < 1_000; i++)
        createAccount(doc, ana, {
          name: `Unidade ${String(i).padStart(4, '0')} ${i * 7919}`,
          site: 'https://holding.com.br',
        })
    })
    expect(store.accounts()).toHaveLength(1_000)
    expect(found(store).filter(({ reasons }) => reasons.includes('same_domain'))).toEqual([])
  })

  it('[CTA-10] people who may be there twice', () => {
    const { account, contact, store } = workspace()
    const acme = account('Acme')
    const bia = contact(acme, 'Bia', { phone: '+5511987654321', email: 'Bia@acme.com' })
    const twins = [
      contact(acme, 'B. Souza', { phone: '(11) 8765-4321' }),
      contact(acme, 'Beatriz', { email: 'bia@ACME.com' }),
    ]
    const caio = contact(acme, 'Caio Lima', { cpf: '52998224725' })
    twins.push(contact(acme, 'caio lima'), contact(acme, 'C. L.', { cpf: '52998224725' }))
    contact(acme, 'Bia')
    expect([...findTwins(store.contactsOf(acme))]).toEqual([
      [twins[0], bia],
      [twins[1], bia],
      [twins[2], caio],
      [twins[3], caio],
    ])
  })
})

describe('rules of the accounts document', () => {
  const account = 'accounts/01HACCOUNT0000000000000AA'
  const contact = 'contacts/01HCONTACT0000000000000AA'
  const pair = `dismissed/${pairKey('01HACCOUNT0000000000000AA', '01HACCOUNT0000000000000BB')}`

  it('[CTA-8] members write what has its form', () => {
    const judge = judgeOf('accounts')
    for (const [path, value] of [
      [account, map],
      [`${account}/name`, 'Acme'],
      [`${account}/cnpj`, 'quase um número'],
      [`${account}/alias:acme`, 'Acme S.A.'],
      [`${account}/mergedInto`, '01HACCOUNT0000000000000BB'],
      [`${account}/unknown`, { any: ['thing'] }],
      [contact, map],
      [`${contact}/email`, 'ainda não sei'],
      [`${contact}/accountId`, null],
      [pair, true],
    ] as const)
      expect([path, judge(path, value)]).toEqual([path, 'allow'])
    expect([judge(`${account}/city`), judge(pair)]).toEqual(['allow', 'allow'])
  })

  it('[CTA-8] nothing is removed, nothing strange comes in', () => {
    const judge = judgeOf('accounts')
    expect([judge(account), judge(contact), judge(account, map, { before: { name: 'Acme' } })]).toEqual(
      Array.from({ length: 3 }, () => 'hard_delete'),
    )
    expect([
      judge(`${account}/name`, 5),
      judge(`${account}/cnpj`, '1'.repeat(41)),
      judge(`${account}/alias:x`, 'x'.repeat(1_001)),
      judge(`${account}/notes`, map),
      judge(`${contact}/deletedAt`, 'ontem'),
      judge('dismissed/one', true),
      judge('dismissed/01HACCOUNT0000000000000BB.01HACCOUNT0000000000000AA', true),
      judge(pair, 'yes'),
      judge('elsewhere/x', 1),
      judge('meta/schemaVersion', 2),
    ]).toEqual([
      'bad_value',
      'too_large',
      'too_large',
      'bad_structure',
      'bad_value',
      'bad_structure',
      'bad_structure',
      'bad_value',
      'bad_structure',
      'server_only',
    ])
  })

  it('[CTA-8] a viewer writes nothing', () => {
    const judge = judgeOf('accounts', new Y.Doc(), 'gil-user', 'viewer')
    expect([judge(account, map), judge(`${account}/name`, 'x'), judge(pair, true)]).toEqual(
      Array.from({ length: 3 }, () => 'read_only'),
    )
  })

  it('[CTA-9] new entries are signed with who sent them, and stay so', () => {
    const doc = new Y.Doc()
    createAccount(doc, testContext('bruno-user', 1), { name: 'Acme' })
    const [id = ''] = accountsMap(doc).keys()
    const change = { path: ['accounts', id], op: 'set', value: map, bytes: 2 } as const
    const sign = (userId: string) => kinds.accounts.complete(doc, [change], { userId, role: 'editor', groups: [] })
    expect(sign('bruno-user')).toEqual([])
    expect(sign('ana-user')).toEqual([{ path: ['accounts', id, 'createdBy'], rule: 'created_by', before: 'ana-user' }])
    expect(judgeOf('accounts')(`${account}/createdBy`, 'eva-user', { before: 'ana-user' })).toBe('created_by')
  })
})

describe('what changes of accounts mean', () => {
  const fact = (path: string, before: unknown, after: unknown) =>
    ({ path: path.split('/'), before, after }) as Parameters<typeof kinds.accounts.meaning>[0][number]

  it('[CTA-14] creating, naming, merging, archiving, moving have names', () => {
    const names = (...facts: ReturnType<typeof fact>[]) => kinds.accounts.meaning(facts).map(({ name }) => name)
    expect(names(fact('accounts/a-000001', undefined, {}), fact('accounts/a-000001/name', undefined, 'Acme'))).toEqual([
      'account.created',
    ])
    expect(
      names(
        fact('accounts/a-000001/mergedInto', undefined, 'b-000001'),
        fact('accounts/a-000001/deletedAt', undefined, 5),
        fact('accounts/b-000001/alias:acme', undefined, 'Acme'),
        fact('contacts/c-000001/accountId', 'a-000001', 'b-000001'),
      ),
    ).toEqual(['account.merged', 'contact.moved'])
    expect(
      names(
        fact('accounts/a-000001/deletedAt', 5, undefined),
        fact('accounts/a-000001/name', 'Acme', 'ACME'),
        fact('accounts/a-000001/city', undefined, 'Santos'),
        fact('contacts/c-000001/deletedAt', undefined, 5),
      ),
    ).toEqual(['account.restored', 'account.renamed', 'account.field_changed', 'contact.archived'])
  })
})
