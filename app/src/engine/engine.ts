import { ulid, type EditContext } from '@mutirao/documents'
import type { LocalStore, Notice, SyncClient } from '@mutirao/sync-client'
import type { AccountsEditsOptions } from './accounts-edits.ts'
import { createAccountsSession, type AccountsSession } from './accounts-session.ts'
import { createAllBoards, type AllBoardsSession } from './all-boards.ts'
import { createBoardSession, type BoardSession } from './board-session.ts'
import { createCardSession, type CardSession } from './card-session.ts'
import { runner, type Runner } from './edit-runner.ts'
import { createBoardEdits, type BoardEdits } from './edits.ts'
import type { Files } from './files/files.ts'
import { createLateFiles } from './files/late-files.ts'
import { filesDatabase } from './files/types.ts'
import { createPeople, type PeopleSession } from './people.ts'
import { watchClosing, type Closed } from './many-edits.ts'
import { createFlight, type Flight } from './flight.ts'
import { call, isRecord } from './http.ts'
import { createNetwork, type Network } from './network.ts'
import { oncePerKey } from './once.ts'
import { createRegistry, opened, type Registry } from './registry.ts'
import { createSharedStores } from './shared-stores.ts'
import { askForLastingStorage } from './storage.ts'
import { createUndoStack, type UndoEvent, type UndoStack } from './undo.ts'

/** Something the person should be told: the shell puts it into words. */
export type EngineEvent =
  | UndoEvent
  | { readonly type: 'edit-failed'; readonly error: unknown }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'closed'; readonly closed: Closed }

/** Everything of one person in one workspace on this device. Screens reach it through the hooks in react.tsx. */
export interface Engine {
  readonly userId: string
  readonly workspaceId: string
  readonly client: SyncClient
  readonly local: LocalStore
  readonly people: PeopleSession
  readonly network: Network
  readonly flight: Flight
  readonly boards: Registry<BoardSession>
  readonly files: Files
  /** Keys are `<board>.<card>`. */
  readonly cards: Registry<CardSession>
  readonly accounts: AccountsSession
  /** What late-edits.ts makes the edits of: their code comes with the screens that have them. */
  readonly accountsPorts: AccountsEditsOptions
  /** One key: `all`. Open while a screen needs sums across boards. */
  readonly allBoards: Registry<AllBoardsSession>
  boardEdits(boardId: string): BoardEdits
  /** Runs any edit of the board, or of the card's details, on the board's undo: see late-edits.ts. One per document. */
  boardRunner(boardId: string): Runner
  cardRunner(boardId: string, cardId: string): Runner
  /** For the rooms whose code comes later than the engine. */
  readonly workshop: Workshop
  /** Refusals and set-backs since the person last said "understood". */
  readonly notices: () => readonly Notice[]
  clearNotices(): void
  readonly onNotices: (listener: () => void) => () => void
  readonly onEvent: (listener: (event: EngineEvent) => void) => () => void
  close(): Promise<void>
}

/** What the edits of a room are made of. */
export interface Workshop {
  readonly me: { readonly id: string; readonly name: string }
  readonly context: () => EditContext
  /** Its steps are told like those of the boards. */
  readonly newStack: () => UndoStack
  readonly onFailure: (error: unknown) => void
  /** Runs when the engine closes, before its client does. */
  readonly onClose: (work: () => void) => void
}

export interface EngineOptions {
  readonly person: { readonly id: string; readonly name: string }
  readonly workspaceId: string
  readonly client: SyncClient
  readonly local: LocalStore
  /** Lives as long as the tab, a reload included. */
  readonly tabStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
}

const maxNotices = 50

const editContext = (userId: string): EditContext => ({
  userId,
  nowMs: Date.now(),
  random: Math.random,
  newId: () => ulid(Date.now(), crypto.getRandomValues(new Uint8Array(16))),
})

export function createEngine(options: EngineOptions): Engine {
  const { person, workspaceId, client, local, tabStorage } = options
  const events = createBroadcast<EngineEvent>()
  const noticeListeners = createBroadcast<void>()
  let notices: readonly Notice[] = []
  const context = () => editContext(person.id)
  const me = { id: person.id, name: person.name }

  const stores = createSharedStores()
  const boards = createRegistry((boardId) => createBoardSession({ client, local, stores, boardId, me }))
  const cards = createRegistry((key) => {
    const [boardId = '', cardId = ''] = key.split('.')
    return createCardSession(client, boardId, cardId)
  })
  const tell = (event: UndoEvent) => {
    if (event.type === 'done') askForLastingStorage()
    events.emit(event)
  }
  const stackOf = oncePerKey((_boardId): UndoStack => createUndoStack(context, tell))
  const onFailure = (error: unknown) => events.emit({ type: 'edit-failed', error })
  const boardPorts = oncePerKey((boardId: string) => {
    const doc = () => boards.get(boardId).doc()
    return { doc, withDocument: opened(boards, boardId), stack: stackOf(boardId), context, onFailure }
  })
  const boardEdits = oncePerKey((boardId: string) => {
    const storeOf = () => boards.peek(boardId)?.view().store ?? null
    const onMove = watchClosing(boardId, storeOf, (closed) => events.emit({ type: 'closed', closed }))
    return createBoardEdits({ ...boardPorts(boardId), onMove })
  })
  const boardRunner = oncePerKey((boardId: string) => runner(boardPorts(boardId)))
  const cardRunner = oncePerKey((key: string) => {
    const [boardId = ''] = key.split('.')
    const doc = () => cards.get(key).doc()
    return runner({ doc, withDocument: opened(cards, key), stack: stackOf(boardId), context, onFailure })
  })
  const stopNotices = client.onNotice((notice) => {
    notices = [...notices, notice].slice(-maxNotices)
    noticeListeners.emit()
    events.emit({ type: 'notice', notice })
  })
  const people = createPeople(client, workspaceId, person.id)
  const network = createNetwork(client, local)
  const filesName = filesDatabase(person.id, workspaceId)
  const files = createLateFiles({
    name: filesName,
    open: async () => {
      const { openFiles } = await import('./files/open-files.ts')
      return openFiles({ client, workspaceId, name: filesName, cards, onFailure })
    },
    onNetwork: client.onStatus.bind(client),
  })
  const accounts = createAccountsSession(client, workspaceId)
  const accountsPorts: AccountsEditsOptions = {
    doc: () => accounts.doc(),
    withDocument: (work) => work(() => accounts.doc()),
    stack: createUndoStack(context, tell),
    context,
    onFailure,
    client,
    people,
  }
  const allBoards = createRegistry(() => createAllBoards(client, people, stores))
  const closing: (() => void)[] = []
  const workshop: Workshop = {
    me,
    context,
    newStack: () => createUndoStack(context, tell),
    onFailure,
    onClose: (work) => void closing.push(work),
  }
  const heads = () => journalHeads(workspaceId)
  const flight = createFlight({ client, network, heads, storage: tabStorage, nowMs: Date.now })

  return {
    userId: person.id,
    workspaceId,
    client,
    local,
    people,
    network,
    flight,
    boards,
    cards,
    files,
    accounts,
    accountsPorts,
    allBoards,
    workshop,
    boardEdits,
    boardRunner,
    cardRunner: (boardId, cardId) => cardRunner(`${boardId}.${cardId}`),
    notices: () => notices,
    clearNotices() {
      notices = []
      noticeListeners.emit()
    },
    onNotices: noticeListeners.on,
    onEvent: events.on,
    async close() {
      stopNotices()
      await files.close()
      for (const work of closing) work()
      cards.closeAll()
      boards.closeAll()
      allBoards.closeAll()
      accounts.close()
      people.close()
      flight.close()
      network.close()
      await client.close()
    },
  }
}

/** Where the journals of this workspace's documents stand, by name. */
async function journalHeads(workspaceId: string): Promise<ReadonlyMap<string, string>> {
  const answer = await call(`/api/workspaces/${encodeURIComponent(workspaceId)}/heads`)
  const heads = isRecord(answer) && isRecord(answer['heads']) ? answer['heads'] : {}
  return new Map(Object.entries(heads).flatMap(([name, at]) => (typeof at === 'string' ? [[name, at] as const] : [])))
}

/** Arrow functions, so that both can be handed on without their object. */
function createBroadcast<T>() {
  const listeners = new Set<(value: T) => void>()
  const emit = (value: T): void => {
    for (const listener of listeners) listener(value)
  }
  const on = (listener: (value: T) => void): (() => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
  return { emit, on } as const
}
