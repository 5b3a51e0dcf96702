import { describe, expect, it } from 'vitest'
import { DueList } from './due.ts'

describe('the list of due documents', () => {
  it('[HIS-16] gives whoever waits longest, rows gathered, and nobody before the pause after a failure is over', () => {
    const due = new DueList({ gatherMs: 100, apartMs: 400 })
    due.hear(1, 0)
    due.hear(2, 10)
    due.hear(1, 50)
    expect([due.size, due.take(99), due.nextInMs(99), due.lagMs(99)]).toEqual([2, null, 1, 99])
    expect(due.take(100)).toEqual({ documentId: 1, sinceMs: 0 })
    due.again(1, 0, 5_000)
    expect(due.take(200)).toEqual({ documentId: 2, sinceMs: 10 })
    due.hear(1, 300)
    expect([due.take(4_999), due.lagMs(4_999), due.nextInMs(4_000)]).toEqual([null, 4_999, 1_000])
    expect(due.take(5_000)).toEqual({ documentId: 1, sinceMs: 0 })
    expect([due.take(9_000), due.nextInMs(9_000), due.lagMs(9_000)]).toEqual([null, null, 0])
  })

  it('[HIS-30] looks at once at a document that was quiet, and a few times a second at one that is written to all the time', () => {
    const due = new DueList({ gatherMs: 50, apartMs: 400 })
    due.hear(1, 0)
    expect(due.take(50)?.documentId).toBe(1)
    due.looked(1, 60, 10)
    due.hear(1, 70)
    due.hear(2, 70)
    expect(due.take(120)?.documentId).toBe(2)
    expect([due.take(459), due.nextInMs(459)]).toEqual([null, 1])
    expect(due.take(460)?.documentId).toBe(1)
    // Had to be loaded: the others have the worker for ten times as long, yet nobody waits for ever.
    due.looked(1, 1_000, 100)
    due.hear(1, 1_000)
    expect([due.take(1_999), due.take(2_000)?.documentId]).toEqual([null, 1])
    due.looked(1, 3_000, 60_000)
    due.hear(1, 3_000)
    expect([due.take(7_999), due.take(8_000)?.documentId]).toEqual([null, 1])
    due.looked(1, 8_000, 1)
    due.hear(1, 20_000)
    expect(due.take(20_050)?.documentId).toBe(1)
  })
})
