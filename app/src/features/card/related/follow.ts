/** The related cards as a value that changes when a column does: whoever comes, goes, moves or changes place is seen. */
import type { BoardKey, BoardStore, CardSnapshot } from '@mutirao/documents'
import { relatedCards } from '../model/related.ts'

export interface Followed {
  readonly store: BoardStore
  readonly cardId: string
  readonly account: string
  readonly read: () => readonly CardSnapshot[]
  readonly subscribe: (listener: () => void) => () => void
}

export function followRelated(store: BoardStore, card: Pick<CardSnapshot, 'id' | 'account'>): Followed {
  let cards = relatedCards(store, card)
  return {
    store,
    cardId: card.id,
    account: card.account,
    read: () => cards,
    subscribe(listener) {
      let scheduled: ReturnType<typeof setTimeout> | null = null
      const look = () => {
        scheduled = null
        const next = relatedCards(store, card)
        if (next.length === cards.length && next.every((one, i) => one === cards[i])) return
        cards = next
        listener()
      }
      // A walk over all cards: once for everything that changed in a moment.
      const later = () => {
        scheduled ??= setTimeout(look, 150)
      }
      const keys: BoardKey[] = ['stages', ...store.stages().map((stage): BoardKey => `column:${stage.id}`)]
      keys.push(...cards.map((one): BoardKey => `card:${one.id}`))
      const stops = keys.map((key) => store.subscribe(key, later))
      return () => {
        if (scheduled !== null) clearTimeout(scheduled)
        for (const stop of stops) stop()
      }
    },
  }
}
