import { describe, expect, it } from 'vitest'
import { DueList } from './due.ts'

describe('the list of due documents', () => {
  it('[HIS-16] gives whoever waits longest, rows gathered, and nobody before the pause after a failure is over', () => {
    const due = new DueList(100)
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
})
