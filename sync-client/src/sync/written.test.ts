import { describe, expect, it } from 'vitest'
import { backoffMs } from './backoff.ts'
import { createWrittenLog } from './written.ts'

describe('the log of when edits were written', () => {
  it('[CLI-9] tells old edits once per session, joined within a second, and leaves out what the server knows', () => {
    const log = createWrittenLog()
    log.add(7, 0, 2, 1000)
    log.add(7, 2, 5, 1500)
    log.add(7, 5, 6, 9000)
    log.add(7, 6, 6, 9000)
    expect(log.take(20_000, 2000, new Map())).toEqual([
      {
        type: 'written',
        ranges: [
          [7, 0, 5, 1000],
          [7, 5, 6, 9000],
        ],
      },
    ])
    expect(log.take(20_000, 2000, null)).toEqual([])
    log.restart()
    expect(log.take(20_000, 2000, new Map([[7, 5]]))).toEqual([{ type: 'written', ranges: [[7, 5, 6, 9000]] }])
  })

  it('[CLI-9] says nothing of edits that leave at once, and cuts long lists', () => {
    const log = createWrittenLog()
    log.add(7, 0, 1, 19_000)
    expect(log.take(20_000, 2000, null)).toEqual([])
    log.clear()
    for (let i = 0; i < 4500; i++) log.add(7, i, i + 1, i * 2000)
    const messages = log.take(1e9, 2000, null)
    expect(messages.map((message) => message.ranges.length)).toEqual([2000, 2000, 500])
  })
})

describe('back-off', () => {
  it('is uniform below a cap that doubles until its limit', () => {
    expect(backoffMs(0, 0.5, 1000, 30_000)).toBe(500)
    expect(backoffMs(3, 0.5, 1000, 30_000)).toBe(4000)
    expect(backoffMs(50, 0.999, 1000, 30_000)).toBe(29_970)
    expect(backoffMs(50, 0, 1000, 30_000)).toBe(0)
  })
})
