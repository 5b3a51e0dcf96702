import type { BoardKey, BoardStore, CardSnapshot, JsonValue, MemberSnapshot } from '@mutirao/documents'
import type { Notice, PendingDocument, SyncStatus } from '@mutirao/sync-client'
import { createContext, use, useCallback, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import { frames } from './at-frame.ts'
import type { BoardView } from './board-session.ts'
import type { CardView } from './card-session.ts'
import type { BoardEdits } from './edits.ts'
import type { Engine, EngineEvent } from './engine.ts'
import type { FlightState } from './flight.ts'
import type { People } from './people.ts'
import type { Editing, PresenceStore } from './presence.ts'
import type { Present } from './present.ts'
import type { Registry } from './registry.ts'

/*
 * The React side of the engine. State lives outside; every hook here is a `useSyncExternalStore` over values that keep
 * their identity, with a `subscribe` that keeps its own. Nothing is opened in an effect: a registry opens in the render
 * and closes by itself when nobody subscribes.
 */

const EngineContext = createContext<Engine | null>(null)

export function EngineProvider({ engine, children }: { readonly engine: Engine; readonly children: ReactNode }) {
  return <EngineContext value={engine}>{children}</EngineContext>
}

/** Only inside the signed-in part of the app. */
export function useEngine(): Engine {
  const engine = use(EngineContext)
  if (!engine) throw new Error('useEngine outside EngineProvider')
  return engine
}

/** Members by id and the documents this person may open. */
export function usePeople(): People {
  const { people } = useEngine()
  return useSyncExternalStore(people.subscribe, people.people)
}
/** Null when nobody of that id is known (yet). */
export const usePerson = (userId: string | null): MemberSnapshot | null => usePeople().members.get(userId ?? '') ?? null

/** An own setting on all devices of this person (undefined while it was never set), and how to change it: null forgets it. */
export function usePreference(key: string): readonly [JsonValue | undefined, (value: JsonValue) => void] {
  const { people } = useEngine()
  const value = useSyncExternalStore(people.subscribe, () => people.people().preferences[key])
  const set = useCallback((next: JsonValue) => people.setPreference(key, next), [people, key])
  return [value, set]
}

interface Viewed<T> {
  readonly view: () => T
  readonly subscribe: (listener: () => void) => () => void
}

/** Keeps the session of a key open for as long as the component is mounted, and follows its view. */
export function useSessionView<T>(registry: Pick<Registry<Viewed<T>>, 'get' | 'retain'>, key: string): T {
  const session = registry.get(key)
  const subscribe = useCallback(
    (listener: () => void) => {
      const release = registry.retain(key)
      const stop = frames.follow(listener, registry.get(key).subscribe)
      return () => {
        stop()
        release()
      }
    },
    [registry, key],
  )
  return useSyncExternalStore(subscribe, session.view)
}

/** Opens the board for as long as the component is mounted. */
export const useBoard = (boardId: string): BoardView => useSessionView(useEngine().boards, boardId)
/** Edits of a board that is open which the server has not journalled yet. */
export function useUnsent(boardId: string): number {
  const session = useEngine().boards.get(boardId)
  const subscribe = useCallback((listener: () => void) => frames.follow(listener, session.subscribe), [session])
  return useSyncExternalStore(subscribe, session.unsent)
}

/** Follows one key of a board's store. `get` reads it: a value that keeps its identity while unchanged. */
export function useStoreKey<T>(store: BoardStore, key: BoardKey, get: (store: BoardStore) => T): T {
  const subscribe = useCallback(
    (listener: () => void) => frames.follow(listener, (later) => store.subscribe(key, later)),
    [store, key],
  )
  return useSyncExternalStore(subscribe, () => get(store))
}
export const useCard = (store: BoardStore, cardId: string): CardSnapshot | undefined =>
  useStoreKey(store, `card:${cardId}`, (board) => board.card(cardId))
export const useColumn = (store: BoardStore, stageId: string): readonly string[] =>
  useStoreKey(store, `column:${stageId}`, (board) => board.column(stageId))

/** Opens a card's detail document for as long as the component is mounted. */
export const useCardDocument = (boardId: string, cardId: string): CardView =>
  useSessionView(useEngine().cards, `${boardId}.${cardId}`)

export const useBoardEdits = (boardId: string): BoardEdits => useEngine().boardEdits(boardId)

const usePresenceStore = (boardId: string): PresenceStore => useEngine().boards.get(boardId).presence

/** Who else has this board open. */
export function usePresence(boardId: string): readonly Present[] {
  const presence = usePresenceStore(boardId)
  return useSyncExternalStore(presence.subscribe, presence.people)
}
/** Who else has this card open, and in which field they are. */
export function useEditors(boardId: string, cardId: string): readonly Present[] {
  const presence = usePresenceStore(boardId)
  return useSyncExternalStore(presence.subscribe, () => presence.atCard(cardId))
}
/** Tells the others, while mounted, which card and field I have open. */
export function useEditing(boardId: string, editing: Editing | null): void {
  const presence = usePresenceStore(boardId)
  const cardId = editing?.cardId
  const field = editing?.field ?? null
  useEffect(() => presence.setEditing(cardId === undefined ? null : { cardId, field }), [presence, cardId, field])
  useEffect(() => () => presence.setEditing(null), [presence])
}

/** The one honest sentence about all documents. */
export function useSyncStatus(): SyncStatus {
  const { client } = useEngine()
  // Without the moment of the last save, which moves while nothing else does: `useNetwork` has it.
  const read = useMemo(() => stable(() => client.status(), withoutMoment), [client])
  const subscribe = useCallback((listener: () => void) => client.onStatus(listener), [client])
  return useSyncExternalStore(subscribe, read)
}
/** Documents with edits that still wait. */
export function usePending(): readonly PendingDocument[] {
  const { client } = useEngine()
  const read = useMemo(() => stable(() => client.pending()), [client])
  const subscribe = useCallback((listener: () => void) => client.onStatus(listener), [client])
  return useSyncExternalStore(subscribe, read)
}
/** The airplane switch, and when everything was last known to be saved. */
export function useNetwork() {
  const { network } = useEngine()
  return useSyncExternalStore(network.subscribe, network.info)
}
/** The airplane test. */
export function useFlight(): FlightState {
  const { flight } = useEngine()
  return useSyncExternalStore(flight.subscribe, flight.state)
}
export function useNotices(): readonly Notice[] {
  const engine = useEngine()
  return useSyncExternalStore(engine.onNotices, engine.notices)
}
/** Hears what happens (undo, failures, refusals) while mounted. `listener` must keep its identity. */
export function useEngineEvents(listener: (event: EngineEvent) => void): void {
  const engine = useEngine()
  useEffect(() => engine.onEvent(listener), [engine, listener])
}

const withoutMoment = (key: string, value: unknown) => (key === 'atMs' ? undefined : value)

/** Small values the client makes anew at each call: the old one stays as long as it says the same. */
function stable<T>(read: () => T, replacer?: (key: string, value: unknown) => unknown): () => T {
  let last: T | undefined
  let spelled = ''
  return () => {
    const next = read()
    const spelling = JSON.stringify(next, replacer)
    if (last !== undefined && spelling === spelled) return last
    spelled = spelling
    last = next
    return next
  }
}
