import { fault, MutiraoError } from '@mutirao/documents'
import type { DocumentAt, MomentWish } from '../../../engine/index.ts'

/** A moment, and what a person sees of it. */
export interface Shown<V> {
  readonly at: DocumentAt
  readonly view: V
}

export interface MomentsState<V> {
  /** The moment asked for, ms; null: now. */
  readonly askedMs: number | null
  /** The row asked for, when it was a row and not a time. */
  readonly askedSeq: number | null
  /** The last one that came: it stays on the screen while the next is on its way. */
  readonly shown: Shown<V> | null
  readonly busy: boolean
  readonly error: unknown
}

export interface Moments<V> {
  readonly state: () => MomentsState<V>
  readonly subscribe: (listener: () => void) => () => void
  /** While one is being read only the latest wish is kept: dragging along the line asks for what it ends on, not for all between. */
  show(atMs: number | null, seq?: number): void
}

const kept = 24

/** Reads moments of one document, one at a time, and keeps the last ones. */
export function createMoments<V>(
  read: (moment: MomentWish) => Promise<DocumentAt>,
  viewOf: (at: DocumentAt) => V,
): Moments<V> {
  const listeners = new Set<() => void>()
  const cache = new Map<string, Shown<V>>()
  let state: MomentsState<V> = { askedMs: null, askedSeq: null, shown: null, busy: false, error: null }
  let running = false

  const publish = (next: Partial<MomentsState<V>>): void => {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }
  const keyOf = (): string | null => (state.askedMs === null ? null : `${state.askedMs} ${state.askedSeq ?? ''}`)
  const remember = (key: string, shown: Shown<V>): void => {
    cache.set(key, shown)
    const [oldest] = cache.keys()
    if (cache.size > kept && oldest !== undefined) cache.delete(oldest)
  }
  const fetchAsked = async (): Promise<void> => {
    if (running && !fault('HSC-6')) return
    running = true
    for (let key = keyOf(); key !== null && !cache.has(key); key = keyOf()) {
      const { askedMs, askedSeq } = state
      try {
        const at = await read(askedSeq === null || fault('HSC-10') ? { timeMs: askedMs ?? 0 } : { seq: askedSeq })
        remember(key, { at, view: viewOf(at) })
      } catch (error) {
        publish({ busy: false, error })
        break
      }
    }
    running = false
    settle()
  }
  const settle = (): void => {
    const key = keyOf()
    const shown = key === null ? null : cache.get(key)
    if (key === null || shown) publish({ shown: shown ?? null, busy: false, error: null })
  }
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show(atMs, seq) {
      state = { ...state, askedMs: atMs, askedSeq: seq ?? null }
      const key = keyOf()
      const isKnown = key === null || cache.has(key)
      publish({ busy: !isKnown, error: null })
      if (isKnown) settle()
      else void fetchAsked()
    },
  }
}

/** Nothing was written yet at that time: the server has no such moment. */
export const isBeforeAll = (error: unknown): boolean => error instanceof MutiraoError && error.code === 'not_found'
