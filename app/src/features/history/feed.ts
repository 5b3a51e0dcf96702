import type { DocumentKindName, HistoryGroup } from '@mutirao/documents'
import { MutiraoError, fault } from '@mutirao/documents'
import type { HistoryPage, HistoryQuery } from '../../engine/index.ts'

/** A document the feed reads, and which part of it. */
export interface FeedSource {
  readonly name: string
  readonly kind: DocumentKindName
  readonly query: HistoryQuery
}

export interface FeedItem {
  readonly key: string
  readonly source: FeedSource
  readonly group: HistoryGroup
}

export interface FeedState {
  /** Newest first. What was read stays while the network is away. */
  readonly items: readonly FeedItem[]
  readonly phase: 'loading' | 'ready' | 'offline' | 'failed'
  readonly error: unknown
  readonly more: boolean
}

export interface Feed {
  readonly state: () => FeedState
  readonly subscribe: (listener: () => void) => () => void
  /** Reads the newest page again. Calls while one is under way lead to one more, after it. */
  refresh(): Promise<void>
  /** Reads further back. */
  older(): Promise<void>
}

type Read = (name: string, query: HistoryQuery) => Promise<HistoryPage>

/** What is known of one document: newest first, without a gap. */
interface Known {
  readonly groups: readonly HistoryGroup[]
  /** Where reading goes on further back; null at the beginning. */
  readonly next: string | null
}

/** What happened in several documents, as one list. The server derives it within a second; refreshing is the caller's choice. */
export function createFeed(sources: readonly FeedSource[], read: Read): Feed {
  const listeners = new Set<() => void>()
  const pages = new Map<FeedSource, Known>()
  let state: FeedState = { items: [], phase: 'loading', error: null, more: false }
  let running: Promise<void> | null = null
  let again = false

  const publish = (next: Partial<FeedState>): void => {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }
  const settle = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
      const more = [...pages.values()].some(({ next }) => next !== null)
      publish({ items: listOf(pages), more, phase: 'ready', error: null })
    } catch (error) {
      const items = fault('HSC-2') ? [] : state.items
      publish({ items, phase: isUnreachable(error) ? 'offline' : 'failed', error })
    }
  }
  const readNewest = async (): Promise<void> => {
    const newest = await Promise.all(sources.map((source) => read(source.name, source.query)))
    sources.forEach((source, i) => {
      const page = newest[i]
      if (page) pages.set(source, joined(page, pages.get(source)))
    })
  }
  const readOlder = async (): Promise<void> => {
    const waiting = [...pages].filter(([, { next }]) => next !== null)
    await Promise.all(
      waiting.map(async ([source, { groups, next }]) => {
        const page = await read(source.name, { ...source.query, before: next ?? '' })
        pages.set(source, { groups: [...groups, ...page.groups], next: page.next })
      }),
    )
  }
  const one = (work: () => Promise<void>): Promise<void> => {
    running ??= settle(work).finally(() => (running = null))
    return running
  }
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async refresh() {
      if (running) {
        again = true
        return running
      }
      do {
        again = false
        await one(readNewest)
      } while (again)
    },
    async older() {
      await running
      await one(readOlder)
    },
  }
}

const isUnreachable = (error: unknown): boolean => error instanceof MutiraoError && error.code === 'unreachable'

/** What was read further back stays, unless so much is new that a gap would lie between: then it is read again when asked for. */
function joined(newest: HistoryPage, known: Known | undefined): Known {
  const oldest = newest.groups.at(-1)
  const top = known?.groups[0]
  const hasGap = oldest !== undefined && top !== undefined && oldest.fromSeq > top.toSeq + 1 && !fault('HSC-1')
  if (!known || !oldest || !top || newest.next === null || hasGap) return newest
  // The last group of a page may be cut by the page's limit: what is known of it is whole.
  const whole = known.groups.find(({ toSeq, fromSeq }) => toSeq === oldest.toSeq && fromSeq < oldest.fromSeq)
  const fresh = whole ? [...newest.groups.slice(0, -1), whole] : newest.groups
  const end = (whole ?? oldest).fromSeq
  return { groups: [...fresh, ...known.groups.filter(({ toSeq }) => toSeq < end)], next: known.next }
}

function listOf(known: ReadonlyMap<FeedSource, Known>): readonly FeedItem[] {
  return [...known]
    .flatMap(([source, { groups }]) =>
      groups.map((group) => ({ key: `${source.name} ${group.fromSeq} ${group.actorId}`, source, group })),
    )
    .toSorted((a, b) => b.group.toMs - a.group.toMs || b.group.toSeq - a.group.toSeq)
}
