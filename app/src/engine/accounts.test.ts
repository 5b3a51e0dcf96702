import {
  accountsName,
  boardName,
  cardsMap,
  createBoardStore,
  createCard,
  seedBoard,
  setAccountField,
  setCardField,
  userName,
  writeDocuments,
  defaultStages,
} from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAccountsEdits } from './accounts-edits.ts'
import { createAccountsSession } from './accounts-session.ts'
import { createAllBoards } from './all-boards.ts'
import { createSharedStores } from './shared-stores.ts'
import { createPeople } from './people.ts'
import { createFakeClient } from './testing/fake-client.ts'
import { createUndoStack, type UndoEvent } from './undo.ts'

const workspaceId = 'workspace-01'
const me = testContext('user-fabio-01', 3)
const ana = testContext('user-ana-0001', 4)
const boards = ['01M81JGK9MBFBKNS11YR6Z7EWR', '01M81JGK9MBFBKNS11YR6Z7EWS', '01M81JGK9MBFBKNS11YR6Z7EWT'] as const

/** Three boards of which the last is another's to write, and everything accounts need, on a client without a network. */
async function world() {
  const client = createFakeClient()
  const user = client.document(userName(workspaceId, me.userId))
  writeDocuments(
    user.doc,
    boards.map((id, i) => ({
      name: boardName(id),
      kind: 'board',
      title: `Funil ${i}`,
      access: i === 2 ? 'read' : 'write',
    })),
  )
  const card = (board: number, account: string): string => {
    const { doc } = client.document(boardName(boards[board] ?? boards[0]))
    const store = createBoardStore(doc)
    store.destroy()
    const stageId =
      store.stages()[0]?.id ?? seedBoard(doc, me, { title: `Funil ${board}`, stages: defaultStages }).stageIds[0] ?? ''
    return createCard(doc, me, { stageId, title: account, fields: { account, value: 100 } }).cardId
  }
  const people = createPeople(client, workspaceId, me.userId)
  await vi.waitUntil(() => people.people().known)
  const session = createAccountsSession(client, workspaceId)
  const events: UndoEvent[] = []
  const failures: unknown[] = []
  const stack = createUndoStack(
    () => me,
    (event) => events.push(event),
  )
  const edits = createAccountsEdits({
    doc: () => session.doc(),
    withDocument: (work) => work(() => session.doc()),
    stack,
    context: () => me,
    onFailure: (error) => failures.push(error),
    client,
    people,
  })
  const accountOf = (board: number, cardId: string): unknown => {
    const { doc } = client.document(boardName(boards[board] ?? boards[0]))
    return (cardsMap(doc).toJSON()[cardId] as { account?: unknown }).account
  }
  return { client, people, session, edits, stack, events, failures, card, accountOf }
}

describe('accounts across boards', () => {
  it('[CTA-15] a merge takes the cards of every board this person may write along, and one undo brings all back', async () => {
    const { edits, stack, session, card, accountOf, events, failures } = await world()
    const keep = edits.create({ name: 'Acme' }) ?? ''
    const drop = edits.create({ name: 'Acme do Brasil Ltda' }) ?? ''
    const cards = [
      card(0, 'ACME DO BRASIL'),
      card(1, 'Acme do Brasil Ltda.'),
      card(2, 'Acme do Brasil'),
      card(0, 'Outra'),
    ]
    const accounts = () => cards.map((id, i) => accountOf(i === 3 ? 0 : i, id))
    const before = accounts()
    expect(await edits.merge(keep, [drop])).toBe(true)
    expect(accounts()).toEqual(['Acme', 'Acme', 'Acme do Brasil', 'Outra'])
    expect(session.view().store?.named('Acme do Brasil')?.id).toBe(keep)
    expect(events.at(-1)).toMatchObject({ type: 'done', loud: true, label: { name: 'account.merge' } })
    await stack.undo()
    expect(accounts()).toEqual(before)
    expect(session.view().store?.accounts()).toHaveLength(2)
    await stack.redo()
    expect(accounts()).toEqual(['Acme', 'Acme', 'Acme do Brasil', 'Outra'])
    await stack.undo()
    expect([accounts(), failures]).toEqual([before, []])
  })

  it('[CTA-15] its undo leaves the card somebody else has moved since, and says so', async () => {
    const { client, edits, stack, card, accountOf, events } = await world()
    const [keep, drop] = [edits.create({ name: 'Acme' }) ?? '', edits.create({ name: 'Acmé Brasil' }) ?? '']
    const [one, two] = [card(0, 'Acmé Brasil'), card(0, 'Acmé Brasil')]
    await edits.merge(keep, [drop])
    const board = client.document(boardName(boards[0]))
    board.deliver()
    setCardField(board.colleague, ana, { cardId: two, field: 'account', value: 'Hidrel' })
    board.deliver()
    await stack.undo()
    expect([accountOf(0, one), accountOf(0, two)]).toEqual(['Acmé Brasil', 'Hidrel'])
    expect(events.at(-1)).toMatchObject({ type: 'undone', skipped: 1 })
  })

  it('[CTA-15] a new name goes to the cards, whatever their spelling, and back', async () => {
    const { edits, stack, card, accountOf, session } = await world()
    const id = edits.create({ name: 'Padaria São João' }) ?? ''
    const [one, two] = [card(0, 'padaria sao joao'), card(1, 'Padaria São João')]
    expect(await edits.rename(id, 'Panificadora São João')).toBe(true)
    expect([accountOf(0, one), accountOf(1, two)]).toEqual(['Panificadora São João', 'Panificadora São João'])
    await stack.undo()
    expect([accountOf(0, one), accountOf(1, two)]).toEqual(['padaria sao joao', 'Padaria São João'])
    expect(session.view().store?.account(id)?.name).toBe('Padaria São João')
    expect(await edits.rename(id, 'Padaria São João')).toBe(false)
  })

  it('[CTA-15] what is refused is told and changes nothing', async () => {
    const { edits, failures, session } = await world()
    expect(edits.create({ name: '  ' })).toBeNull()
    expect(edits.setField('no-such-account', 'city', 'x')).toBe(false)
    expect(await edits.merge('no-such-account', ['nor-this-one'])).toBe(false)
    expect([failures.length, session.view().store?.accounts()]).toEqual([3, []])
  })

  it('[CTA-16] a colleague’s account is seen, a viewer edits nothing, what is not here is said', async () => {
    const { client, session } = await world()
    const document = client.document(accountsName(workspaceId))
    let calls = 0
    session.subscribe(() => void calls++)
    const before = session.view()
    document.setState({ unsent: 1 })
    expect([session.view() === before, calls]).toEqual([true, 0])
    document.setState({ readOnly: true })
    expect(session.view()).toMatchObject({ readOnly: true, phase: 'ready' })
    document.setState({ everSynced: false, synced: false })
    client.setStatus({ state: 'offline', pending: 0 })
    expect(session.view()).toMatchObject({ phase: 'never-loaded', readOnly: true })
    expect(() => setAccountField(document.doc, me, { accountId: 'nowhere-01', field: 'city', value: 'x' })).toThrow()
  })
})

describe('the cards of all boards', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('[CTA-19] may be there as long as it is not known which boards there are', async () => {
    const client = createFakeClient()
    client.document(userName(workspaceId, me.userId)).setState({ everSynced: false, synced: false })
    const people = createPeople(client, workspaceId, me.userId)
    const all = createAllBoards(client, people, createSharedStores())
    expect(all.view().opening).toBe(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(all.view().opening).toBe(1)
    client.document(userName(workspaceId, me.userId)).setState({ everSynced: true, synced: true })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(all.view().opening).toBe(0)
    all.close()
  })

  it('[CTA-16] are read board by board and follow every change; a board that is not here is named', async () => {
    const { client, people, card } = await world()
    const first = card(0, 'Acme')
    client.document(boardName(boards[2])).setState({ everSynced: false, synced: false })
    const all = createAllBoards(client, people, createSharedStores())
    expect(all.view().opening).toBe(3)
    await vi.advanceTimersByTimeAsync(500)
    const shown = () => all.view().boards.map(({ title, write, cards }) => [title, write, cards.length])
    expect([shown(), all.view().opening, all.view().missing]).toEqual([
      [
        ['Funil 0', true, 1],
        ['Funil 1', true, 0],
      ],
      1,
      [],
    ])
    client.setStatus({ state: 'offline', pending: 0 })
    await vi.advanceTimersByTimeAsync(500)
    expect([all.view().opening, all.view().missing]).toEqual([0, ['Funil 2']])
    card(1, 'Acme')
    setCardField(client.document(boardName(boards[0])).doc, me, { cardId: first, field: 'value', value: 900 })
    const before = all.view()
    await vi.advanceTimersByTimeAsync(500)
    expect(all.view()).not.toBe(before)
    expect(shown()).toEqual([
      ['Funil 0', true, 1],
      ['Funil 1', true, 1],
    ])
    expect(all.view().boards[0]?.cards[0]?.card.valueCents).toBe(900)
    all.close()
  })
})
