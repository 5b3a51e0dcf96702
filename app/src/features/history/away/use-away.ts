import { boardAt, boardName, type BoardStore, type DocumentState, type HistoryFact } from '@mutirao/documents'
import { useCallback, useEffect, useRef, useState } from 'react'
import { readDocumentAt, readHistory, useLooked, useMe, useSyncStatus, type Looked } from '../../../engine/index.ts'
import { isEnough, summaryOf, type AwaySummary } from './summary.ts'

export interface Away {
  /** When this device last showed the board, ms of the server's clock. */
  readonly sinceMs: number
  readonly summary: AwaySummary
  readonly state: DocumentState
  readonly facts: readonly HistoryFact[]
}

const factsPerPage = 1_000
const maxPages = 5
/** While the board is looked at. */
const keepEveryMs = 20_000
/** Opening the board comes first. */
const settleMs = 400

/** What happened since this board was last looked at on this device; null while nothing (worth telling) is known. */
export function useAway(
  boardId: string,
  store: BoardStore,
): { readonly away: Away | null; readonly isKept: boolean; readonly dismiss: () => void } {
  const looked = useLooked(boardId)
  const me = useMe().id
  const isOnline = ['saved', 'saving', 'reverted'].includes(useSyncStatus().state)
  const [away, setAway] = useState<Away | null>(null)
  const [isKept, setKept] = useState(false)
  const clock = useRef<number | null>(null)
  /** Known before the next render: what ends because of it must not count the news as seen. */
  const news = useRef(false)
  const latest = useRef(store)
  useEffect(() => {
    latest.current = store
  }, [store])

  useEffect(() => {
    if (!isOnline || clock.current !== null) return
    let gone = false
    const look = async () => {
      const found = await since(boardId, await looked.last(), () => latest.current, me)
      if (gone) return
      clock.current = found.offsetMs
      news.current = found.away !== null
      if (found.away) setAway(found.away)
      else void looked.keep(Date.now() + found.offsetMs).then(() => setKept(true))
    }
    // The history is a convenience here: what could not be asked is asked when the board is next opened.
    const timer = setTimeout(() => void look().catch(() => undefined), settleMs)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [boardId, looked, me, isOnline])

  useKeeping(looked, clock, news, isOnline && away === null)
  const dismiss = useCallback(() => {
    news.current = false
    setAway(null)
    if (clock.current !== null) void looked.keep(Date.now() + clock.current).then(() => setKept(true))
  }, [looked])
  return { away, isKept, dismiss }
}

/** What is on the screen counts as seen, as long as it is current; not while there is news that nobody has put away. */
function useKeeping(
  looked: Looked,
  clock: { readonly current: number | null },
  news: { readonly current: boolean },
  isSeeing: boolean,
): void {
  useEffect(() => {
    if (!isSeeing) return
    const keep = () => {
      if (clock.current !== null && !news.current) void looked.keep(Date.now() + clock.current)
    }
    const whenVisible = () => {
      if (document.visibilityState === 'visible') keep()
    }
    const timer = setInterval(whenVisible, keepEveryMs)
    document.addEventListener('visibilitychange', keep)
    window.addEventListener('pagehide', keep)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', keep)
      window.removeEventListener('pagehide', keep)
      keep()
    }
  }, [looked, clock, news, isSeeing])
}

async function since(boardId: string, lastMs: number | null, store: () => BoardStore, me: string) {
  const name = boardName(boardId)
  const first = await readHistory(name, { limit: factsPerPage, ...(lastMs === null ? {} : { since: lastMs }) })
  const offsetMs = first.nowMs - Date.now()
  const nothing = { offsetMs, away: null }
  if (lastMs === null || first.groups.every(({ actorId }) => actorId === me)) return nothing
  const groups = [...first.groups]
  let { next } = first
  for (let page = 1; next !== null && page < maxPages; page++) {
    const older = await readHistory(name, { limit: factsPerPage, since: lastMs, before: next })
    groups.push(...older.groups)
    next = older.next
  }
  const facts = groups.flatMap((group) => group.facts).sort((a, b) => a.seq - b.seq || a.index - b.index)
  const { state } = await readDocumentAt(name, { seq: (facts[0]?.seq ?? 1) - 1 })
  const summary = summaryOf(boardAt(state), store(), facts, me)
  const away: Away | null = isEnough(summary)
    ? { sinceMs: lastMs, summary, state: state as DocumentState, facts }
    : null
  return { offsetMs, away }
}
