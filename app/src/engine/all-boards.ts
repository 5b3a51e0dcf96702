import {
  fault,
  boardName,
  type BoardStore,
  type CardSnapshot,
  type FieldSnapshot,
  type StageSnapshot,
} from '@mutirao/documents'
import type { DocumentHandle, SyncClient } from '@mutirao/sync-client'
import { boardsIn } from './boards-in.ts'
import { notKnownYet, type PeopleSession } from './people.ts'
import { isAway } from './phase.ts'
import type { HeldStore, SharedStores } from './shared-stores.ts'

/** A card together with where it lies. */
export interface PlacedCard {
  readonly boardId: string
  readonly card: CardSnapshot
  /** The stage that shows it; null for an archived card. */
  readonly stage: StageSnapshot | null
}

export interface BoardCards {
  readonly boardId: string
  readonly title: string
  readonly currency: string
  /** This person may change the cards. */
  readonly write: boolean
  /** Archived ones too, in no order. */
  readonly cards: readonly PlacedCard[]
  /** The board's own. */
  readonly fields?: readonly FieldSnapshot[]
}

/** All boards this device holds, as one value that is new whenever a card of any of them changed. */
export interface AllBoards {
  readonly boards: readonly BoardCards[]
  /** Boards that are still being read (one, until it is known which there are), and boards whose cards are not on this device. */
  readonly opening: number
  readonly missing: readonly string[]
}

export interface AllBoardsSession {
  readonly view: () => AllBoards
  readonly subscribe: (listener: () => void) => () => void
  close(): void
}

/** Edits come in bursts (typing, an import): the sums follow at the end of each, in a long one now and then. */
const settleMs = 120
const longBurstMs = 1_000

interface Open {
  readonly boardId: string
  readonly handle: DocumentHandle
  held: HeldStore | null
  generation: number
  /** Null: something has changed since. */
  cards: readonly PlacedCard[] | null
  stop: () => void
}

/**
 * Opens every board of the person one after the other, for sums across them. Without presence: looking at an account is
 * not being on a board.
 */
export function createAllBoards(client: SyncClient, people: PeopleSession, stores: SharedStores): AllBoardsSession {
  const listeners = new Set<() => void>()
  const open = new Map<string, Open>()
  let view: AllBoards = {
    boards: [],
    opening: notKnownYet(people.people()) + boardsIn(people.people()).length,
    missing: [],
  }
  let timer: ReturnType<typeof setTimeout> | null = null
  let burstFromMs = 0
  let isOpening = false
  let closed = false

  function publish() {
    timer = null
    const wanted = boardsIn(people.people())
    const missing: string[] = []
    let opening = notKnownYet(people.people())
    const boards = wanted.flatMap(({ id, title, write }): BoardCards[] => {
      const board = open.get(id)
      if (!board?.held) {
        opening++
        return []
      }
      const state = board.handle.state()
      if (!state.everSynced && !state.synced) {
        if (isAway(client.status().state)) missing.push(title)
        else opening++
        return []
      }
      const { store } = board.held
      board.cards ??= cardsOf(board.boardId, store)
      const { currency, title: shown } = store.meta()
      return [
        {
          boardId: id,
          title: shown === '' ? title : shown,
          currency,
          write: write && !state.readOnly,
          cards: board.cards,
          fields: store.fields(),
        },
      ]
    })
    view = { boards, opening, missing }
    for (const listener of listeners) listener()
  }
  const publishSoon = () => {
    const now = performance.now()
    if (timer === null) burstFromMs = now
    else clearTimeout(timer)
    timer = setTimeout(publish, Math.max(0, Math.min(settleMs, burstFromMs + longBurstMs - now)))
  }
  function follow(board: Open) {
    const { handle } = board
    if (!handle.state().loaded || board.generation === handle.generation()) return publishSoon()
    board.stop()
    board.held?.release()
    board.generation = handle.generation()
    board.held = stores.hold(handle.doc())
    board.cards = null
    const onChange = () => {
      if (!fault('CTA-16')) board.cards = null
      publishSoon()
    }
    board.stop = board.held.store.onChanges(onChange)
    publishSoon()
  }
  /** One after the other: ten large boards at once would hold the screen. */
  async function openNext(): Promise<void> {
    if (isOpening) return
    isOpening = true
    for (let next = missingBoard(); next !== undefined && !closed; next = missingBoard()) {
      const handle = client.open(boardName(next))
      const board: Open = { boardId: next, handle, held: null, generation: -1, cards: null, stop: () => undefined }
      open.set(next, board)
      handle.subscribe(() => follow(board))
      await handle.loaded
      if (!closed) follow(board)
    }
    isOpening = false
  }
  const missingBoard = () => boardsIn(people.people()).find(({ id }) => !open.has(id))?.id
  const onPeople = () => {
    publishSoon()
    void openNext()
  }
  const stops = [people.subscribe(onPeople), client.onStatus(publishSoon)]
  onPeople()

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closed = true
      for (const stop of stops) stop()
      if (timer !== null) clearTimeout(timer)
      for (const board of open.values()) {
        board.stop()
        board.held?.release()
        board.handle.release()
      }
    },
  }
}

function cardsOf(boardId: string, store: BoardStore): readonly PlacedCard[] {
  const stages = new Map(store.stages().map((stage) => [stage.id, stage]))
  const cards: PlacedCard[] = []
  for (const cardId of store.cardIds()) {
    const card = store.card(cardId)
    if (!card) continue
    const stageId = store.stageOf(cardId)
    cards.push({ boardId, card, stage: stageId === null ? null : (stages.get(stageId) ?? null) })
  }
  return cards
}
