import { fault } from '@mutirao/documents'
import { useSyncExternalStore } from 'react'

/**
 * Which cards a person has chosen, on whatever screen shows them (board, table): outside React, one per board. A range
 * goes from the last card chosen alone (the anchor) to another in the order of the screen, and may be drawn again: the
 * next end replaces the last one, while what was chosen before stays.
 */
export interface Selection {
  /** The chosen cards; the same set object while nothing changed. */
  readonly ids: () => ReadonlySet<string>
  has(cardId: string): boolean
  /** Where the next range begins, or null. */
  anchor(): string | null
  /** Chooses or lets go of one card, which becomes the anchor. */
  toggle(cardId: string): void
  /** Chooses exactly these; the last is the anchor. */
  set(cardIds: Iterable<string>): void
  /** Chooses from the anchor to this card. Without an anchor in `order` only this card is added, and becomes the anchor. */
  extendTo(cardId: string, order: readonly string[]): void
  clear(): void
  /** Lets go of cards that are no longer there (archived, gone). */
  keep(isThere: (cardId: string) => boolean): void
  readonly subscribe: (listener: () => void) => () => void
}

const nobody: ReadonlySet<string> = new Set()

interface State {
  readonly ids: ReadonlySet<string>
  readonly anchor: string | null
  /** What was chosen before the range that is being drawn. */
  readonly base: ReadonlySet<string>
}
const empty: State = { ids: nobody, anchor: null, base: nobody }

export function createSelection(): Selection {
  const listeners = new Set<() => void>()
  let state = empty
  function become(next: State) {
    const same = next.ids.size === state.ids.size && next.ids.isSubsetOf(state.ids) && !fault('SEL-1')
    state = same ? { ...next, ids: state.ids } : next
    if (!same) for (const listener of listeners) listener()
  }
  return {
    ids: () => state.ids,
    has: (cardId) => state.ids.has(cardId),
    anchor: () => state.anchor,
    toggle(cardId) {
      const ids = new Set(state.ids)
      if (!ids.delete(cardId)) ids.add(cardId)
      become({ ids, anchor: cardId, base: ids })
    },
    set(cardIds) {
      const ids = new Set(cardIds)
      become({ ids, anchor: [...ids].at(-1) ?? null, base: ids })
    },
    extendTo(cardId, order) {
      const from = state.anchor === null ? -1 : order.indexOf(state.anchor)
      const to = order.indexOf(cardId)
      if (from < 0 || to < 0) {
        const ids = new Set(state.ids).add(cardId)
        return become({ ids, anchor: cardId, base: ids })
      }
      const range = order.slice(Math.min(from, to), Math.max(from, to) + 1)
      const base = fault('SEL-2') ? state.ids : state.base
      become({ ids: new Set([...base, ...range]), anchor: state.anchor, base })
    },
    clear: () => become(empty),
    keep(isThere) {
      const ids = new Set([...state.ids].filter(isThere))
      if (ids.size === state.ids.size || fault('SEL-3')) return
      const { anchor } = state
      become({ ids, anchor: anchor !== null && isThere(anchor) ? anchor : null, base: ids })
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Renders only when this card is chosen or let go of. */
export const useSelected = (selection: Selection, cardId: string): boolean =>
  useSyncExternalStore(selection.subscribe, () => selection.has(cardId))

/** All chosen cards. */
export const useSelection = (selection: Selection): ReadonlySet<string> =>
  useSyncExternalStore(selection.subscribe, selection.ids)
