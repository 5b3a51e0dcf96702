import type { HistoryGroup } from '@mutirao/documents'
import { MutiraoError } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import type { HistoryPage, HistoryQuery } from '../../engine/index.ts'
import { createFeed, type FeedSource } from './feed.ts'

const group = (seq: number): HistoryGroup => ({
  actorId: 'ana',
  origin: 'client',
  fromSeq: seq,
  toSeq: seq,
  fromMs: seq * 1000,
  toMs: seq * 1000,
  facts: [],
})
const board: FeedSource = { name: 'board:a', kind: 'board', query: { entry: 'x' } }
const card: FeedSource = { name: 'card:a.x', kind: 'card', query: {} }

/** A server that holds these seqs and gives two groups a page. */
function server(held: Record<string, number[]>) {
  const asked: [string, HistoryQuery][] = []
  let away = false
  const read = (name: string, query: HistoryQuery): Promise<HistoryPage> => {
    asked.push([name, query])
    if (away) return Promise.reject(new MutiraoError('unreachable', 'cut'))
    const before = query.before === undefined ? Infinity : Number(query.before)
    const seqs = (held[name] ?? []).filter((seq) => seq < before).toSorted((a, b) => b - a)
    const page = seqs.slice(0, 2)
    return Promise.resolve({
      groups: page.map(group),
      next: seqs.length > 2 ? String(page.at(-1)) : null,
      seq: Math.max(0, ...(held[name] ?? [])),
      nowMs: 0,
    })
  }
  return { read, asked, held, cut: (is: boolean) => (away = is) }
}
const seqs = (feed: ReturnType<typeof createFeed>) => feed.state().items.map(({ group: { toSeq } }) => toSeq)

describe('the list of what happened', () => {
  it('[HSC-1] is one list over the board and the card, newest first', async () => {
    const feed = createFeed([board, card], server({ 'board:a': [1, 4], 'card:a.x': [2, 3] }).read)
    expect(feed.state().phase).toBe('loading')
    await feed.refresh()
    expect([feed.state().phase, seqs(feed), feed.state().more]).toEqual(['ready', [4, 3, 2, 1], false])
  })

  it('[HSC-1] goes further back page by page, and keeps those pages while something new comes', async () => {
    const there = server({ 'board:a': [1, 2, 3, 4, 5] })
    const feed = createFeed([board], there.read)
    await feed.refresh()
    expect([seqs(feed), feed.state().more]).toEqual([[5, 4], true])
    await feed.older()
    await feed.older()
    expect([seqs(feed), feed.state().more]).toEqual([[5, 4, 3, 2, 1], false])
    await feed.refresh()
    expect(seqs(feed)).toEqual([5, 4, 3, 2, 1])
    there.held['board:a'] = [1, 2, 3, 4, 5, 6]
    await feed.refresh()
    expect([seqs(feed), feed.state().more]).toEqual([[6, 5, 4, 3, 2, 1], false])
    there.held['board:a'] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    await feed.refresh()
    expect(seqs(feed), 'no gap is hidden').toEqual([10, 9])
    expect(feed.state().more).toBe(true)
  })

  it('[HSC-2] keeps what was read when the network goes, says so, and recovers', async () => {
    const there = server({ 'board:a': [1] })
    const feed = createFeed([board], there.read)
    await feed.refresh()
    there.cut(true)
    await feed.refresh()
    expect([feed.state().phase, seqs(feed)]).toEqual(['offline', [1]])
    there.cut(false)
    there.held['board:a'] = [1, 2]
    await feed.refresh()
    expect([feed.state().phase, seqs(feed)]).toEqual(['ready', [2, 1]])
  })

  it('[HSC-1] asks once more when something changed while it was asking, not once per change', async () => {
    const there = server({ 'board:a': [1] })
    const feed = createFeed([board], there.read)
    await Promise.all([feed.refresh(), feed.refresh(), feed.refresh()])
    await feed.refresh()
    expect(there.asked.length).toBeLessThanOrEqual(3)
  })
})
