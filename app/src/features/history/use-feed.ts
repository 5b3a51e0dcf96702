import { boardName, cardName } from '@mutirao/documents'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { readHistory } from '../../engine/index.ts'
import { createFeed, type Feed, type FeedSource, type FeedState } from './feed.ts'

export interface HistoryFilter {
  /** A field of the card, `notes`, or null for everything. */
  readonly field: string | null
  readonly actor: string | null
}

/** The worker derives a change within a second of its journalling; the later questions catch one that took its time. */
const askAfterMs = [600, 2_500, 6_000, 15_000] as const
export const factsPerPage = 100

/** What happened to one card: its entry on the board and its own document. */
export function sourcesOfCard(boardId: string, cardId: string, { field, actor }: HistoryFilter): readonly FeedSource[] {
  const who = { limit: factsPerPage, ...(actor === null ? {} : { actor }) }
  const onBoard: FeedSource = {
    name: boardName(boardId),
    kind: 'board',
    query: { ...who, entry: cardId, ...(field === null ? {} : { field }) },
  }
  const inCard: FeedSource = {
    name: cardName(boardId, cardId),
    kind: 'card',
    query: { ...who, ...(field === null ? {} : { field }) },
  }
  if (field === null) return [onBoard, inCard]
  return field === 'notes' ? [inCard] : [onBoard]
}

/**
 * The feed of these sources, read again some moments after a document changed.
 * @param first a value that changes identity when a document changes; `second` another one
 */
export function useFeed(
  sources: readonly FeedSource[],
  first: unknown,
  second?: unknown,
): { feed: Feed; state: FeedState } {
  const feed = useMemo(() => createFeed(sources, readHistory), [sources])
  const state = useSyncExternalStore(feed.subscribe, feed.state)
  useEffect(() => void feed.refresh(), [feed])
  useEffect(() => {
    const timers = askAfterMs.map((delayMs) => setTimeout(() => void feed.refresh(), delayMs))
    return () => {
      for (const timer of timers) clearTimeout(timer)
    }
    // The signs are the point: nothing of them is read.
  }, [feed, first, second])
  useEffect(() => {
    const retry = () => void feed.refresh()
    window.addEventListener('online', retry)
    return () => window.removeEventListener('online', retry)
  }, [feed])
  return { feed, state }
}
