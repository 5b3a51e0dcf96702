import { boardAt, MutiraoError, type BoardStore } from '@mutirao/documents'
import type { DocumentAt } from '../../../engine/index.ts'

export interface Shown {
  readonly at: DocumentAt
  readonly board: BoardStore
}

export interface MomentsState {
  /** The moment asked for, ms; null: now. */
  readonly askedMs: number | null
  /** The last one that came: it stays on the screen while the next is on its way. */
  readonly shown: Shown | null
  readonly busy: boolean
  readonly error: unknown
}

export interface Moments {
  readonly state: () => MomentsState
  readonly subscribe: (listener: () => void) => () => void
  /** While one is being read only the latest wish is kept: dragging along the line asks for what it ends on, not for all between. */
  show(atMs: number | null): void
}

const kept = 24

/** Reads moments of one document, one at a time, and keeps the last ones. */
export function createMoments(read: (atMs: number) => Promise<DocumentAt>): Moments {
  const listeners = new Set<() => void>()
  const cache = new Map<number, Shown>()
  let state: MomentsState = { askedMs: null, shown: null, busy: false, error: null }
  let running = false

  const publish = (next: Partial<MomentsState>): void => {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }
  const remember = (atMs: number, shown: Shown): void => {
    cache.set(atMs, shown)
    const [oldest] = cache.keys()
    if (cache.size > kept && oldest !== undefined) cache.delete(oldest)
  }
  const fetchAsked = async (): Promise<void> => {
    if (running) return
    running = true
    while (state.askedMs !== null && !cache.has(state.askedMs)) {
      const atMs = state.askedMs
      try {
        const at = await read(atMs)
        remember(atMs, { at, board: boardAt(at.state) })
      } catch (error) {
        publish({ busy: false, error })
        break
      }
    }
    running = false
    settle()
  }
  const settle = (): void => {
    const shown = state.askedMs === null ? null : cache.get(state.askedMs)
    if (state.askedMs === null || shown) publish({ shown: shown ?? null, busy: false, error: null })
  }
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show(atMs) {
      const isKnown = atMs === null || cache.has(atMs)
      publish({ askedMs: atMs, busy: !isKnown, error: null })
      if (isKnown) settle()
      else void fetchAsked()
    },
  }
}

/** Nothing was written yet at that time: the server has no such moment. */
export const isBeforeAll = (error: unknown): boolean => error instanceof MutiraoError && error.code === 'not_found'
