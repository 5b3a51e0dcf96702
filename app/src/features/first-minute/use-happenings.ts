import type { BoardStore } from '@mutirao/documents'
import { useCallback, useEffect, useRef } from 'react'
import { useBoard, useEngine, useEngineEvents, usePresence, type Beside, type EngineEvent } from '../../engine/index.ts'
import type { Happening, Place } from './steps.ts'

/**
 * Hears what really happens on the board and tells it. `tell` must keep its identity. Returns the card that was moved last,
 * by anybody: what the last step shows the history of.
 */
export function useHappenings(
  boardId: string,
  place: Place,
  beside: Beside | null,
  tell: (happening: Happening) => void,
): { readonly lastMoved: () => string | null } {
  const { store } = useBoard(boardId)
  const lastMoved = useRef<string | null>(null)
  /** In this turn of the event loop the person did something: what the board tells now is their own doing. */
  const own = useRef(false)

  const hear = useCallback(
    (event: EngineEvent) => {
      if (event.type !== 'done' && event.type !== 'undone' && event.type !== 'redone') return
      own.current = true
      setTimeout(() => (own.current = false))
      if (event.type === 'done' && event.label.name === 'card.move') tell('moved')
    },
    [tell],
  )
  useEngineEvents(hear)

  useEffect(
    () =>
      store === null
        ? undefined
        : watchMoves(store, (cardId) => {
            lastMoved.current = cardId
            // The own edit's event comes later in the same turn.
            queueMicrotask(() => {
              if (!own.current) tell('moved-by-other')
            })
          }),
    [store, tell],
  )
  useJoining(boardId, place, beside, tell)
  useLanding(place, tell)
  return { lastMoved: useCallback(() => lastMoved.current ?? firstCard(store), [store]) }
}

/** Calls with every card that came to stand in another stage, from now on. Looks only at cards that changed. */
function watchMoves(store: BoardStore, moved: (cardId: string) => void): () => void {
  const before = new Map(
    store.stages().flatMap(({ id }) => store.column(id).map((cardId): [string, string] => [cardId, id])),
  )
  return store.onChanges((keys) => {
    for (const key of keys) {
      if (!key.startsWith('card:')) continue
      const cardId = key.slice('card:'.length)
      const [from, to] = [before.get(cardId), store.stageOf(cardId)]
      if (to === null) before.delete(cardId)
      else before.set(cardId, to)
      if (from !== undefined && to !== null && from !== to) moved(cardId)
    }
  })
}

function useJoining(boardId: string, place: Place, beside: Beside | null, tell: (happening: Happening) => void) {
  const here = usePresence(boardId).some((person) => person.name === beside?.name)
  useEffect(() => {
    if (here && place === 'beside') tell('joined')
  }, [here, place, tell])
}

function useLanding(place: Place, tell: (happening: Happening) => void) {
  const { flight } = useEngine()
  useEffect(() => {
    if (place !== 'fly') return
    let flew = flight.state().kind !== 'ground'
    return flight.subscribe(() => {
      const state = flight.state()
      if (state.kind !== 'ground') flew = true
      else if (flew && state.receipt !== null) tell('landed')
    })
  }, [flight, place, tell])
}

const firstCard = (store: BoardStore | null): string | null =>
  store?.stages().flatMap(({ id }) => store.column(id).slice(0, 1))[0] ?? null
