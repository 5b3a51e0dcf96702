import { boardName, cardName, requestName, requestsName } from '@mutirao/documents'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { followHistory, readHistory } from '../../engine/index.ts'
import { createFeed, type Feed, type FeedSource, type FeedState } from './feed.ts'

export interface HistoryFilter {
  /** A field of the card, `notes`, or null for everything. */
  readonly field: string | null
  readonly actor: string | null
}

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

/** What happened to one request: its entry in the list and its own document; of one field only where that stands. */
export function sourcesOfRequest(listId: string, requestId: string, field: string | null): readonly FeedSource[] {
  const limit = factsPerPage
  const inList: FeedSource = {
    name: requestsName(listId),
    kind: 'requests',
    query: { limit, entry: requestId, ...(field === null ? {} : { field }) },
  }
  const inside: FeedSource = {
    name: requestName(listId, requestId),
    kind: 'request',
    // What stands in a root itself is found like an entry of it.
    query: { limit, ...(field === null ? {} : { entry: field }) },
  }
  if (field === null) return [inList, inside]
  return field === 'justification' ? [inside] : [inList]
}

/** Counts how often the history of these documents has come further since it is looked at: a sign to read again. */
export function useHistoryMoved(...names: readonly string[]): number {
  const [moved, setMoved] = useState(0)
  const line = names.join(' ')
  useEffect(() => followHistory(line.split(' '), () => setMoved((before) => before + 1)), [line])
  return moved
}

/** The feed of these sources, read again whenever `moved` is another number. */
export function useFeed(sources: readonly FeedSource[], moved: number): { feed: Feed; state: FeedState } {
  const feed = useMemo(() => createFeed(sources, readHistory), [sources])
  const state = useSyncExternalStore(feed.subscribe, feed.state)
  useEffect(() => void feed.refresh(), [feed, moved])
  useEffect(() => {
    const retry = () => void feed.refresh()
    window.addEventListener('online', retry)
    return () => window.removeEventListener('online', retry)
  }, [feed])
  return { feed, state }
}
