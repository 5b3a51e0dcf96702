import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultTuning } from '../tuning.ts'
import { Connector } from './connector.ts'
import type { LineEvents } from './line.ts'

interface World {
  readonly connector: Connector
  readonly attempts: number[]
  readonly failures: number[]
  readonly closes: string[]
  readonly last: () => LineEvents
  readonly closedLines: () => number
}

function world(random = (): number => 0.5): World {
  const attempts: number[] = []
  const failures: number[] = []
  const closes: string[] = []
  const lines: LineEvents[] = []
  let closed = 0
  const connector = new Connector({
    open: (events) => {
      attempts.push(Date.now())
      lines.push(events)
      return { send: () => undefined, close: () => (closed += 1), shared: false }
    },
    tuning: defaultTuning,
    now: Date.now,
    random,
    onOpen: () => undefined,
    onFrame: () => undefined,
    onClose: (reason) => closes.push(reason),
    onFailure: (count) => failures.push(count),
  })
  connector.start()
  return { connector, attempts, failures, closes, last: () => lines.at(-1) as LineEvents, closedLines: () => closed }
}

beforeEach(() => vi.useFakeTimers({ now: 0 }))
afterEach(() => vi.useRealTimers())

describe('keeping a line open', () => {
  it('[CLI-6] tries for ever, each wait uniform below a doubling cap of 30 s', () => {
    const { attempts, last, connector, failures } = world()
    const waits: number[] = []
    for (let i = 1; i <= 40; i++) {
      last().onClose('')
      const fromMs = Date.now()
      while (attempts.length === i) vi.advanceTimersByTime(10)
      waits.push(Date.now() - fromMs)
    }
    expect(failures.at(-1)).toBe(40)
    expect(waits.slice(0, 7)).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000])
    expect(Math.max(...waits)).toBe(15_000)
    connector.stop()
  })

  it('[CLI-6] people do not come back in the same moment', () => {
    const delays = [0.1, 0.5, 0.9].map((random) => {
      const { attempts, last, connector } = world(() => random)
      last().onOpen()
      last().onClose('')
      const fromMs = Date.now()
      while (attempts.length < 2) vi.advanceTimersByTime(10)
      connector.stop()
      return Date.now() - fromMs
    })
    expect(delays).toEqual([100, 500, 900])
  })

  it('[CLI-6] a line that never opens counts as failed after its time', () => {
    const { attempts, failures, connector, closedLines } = world()
    vi.advanceTimersByTime(10_000)
    expect(failures).toEqual([1])
    expect(closedLines()).toBe(1)
    vi.advanceTimersByTime(1000)
    expect(attempts).toHaveLength(2)
    connector.stop()
  })

  it('[CLI-7] a line on which nothing arrives for 30 s is dead; every frame keeps it alive', () => {
    const { last, closes, attempts, connector } = world()
    last().onOpen()
    for (let i = 0; i < 10; i++) {
      vi.advanceTimersByTime(15_000)
      last().onFrame(Uint8Array.of(9))
    }
    expect(closes).toEqual([])
    vi.advanceTimersByTime(36_000)
    expect(closes).toEqual([''])
    expect(attempts).toHaveLength(2)
    connector.stop()
  })

  it('[CLI-7] being looked at again after a sleep finds the dead line at once', () => {
    const { last, connector, attempts } = world()
    last().onOpen()
    vi.setSystemTime(120_000)
    connector.nudge()
    expect(attempts).toHaveLength(2)
    connector.stop()
  })

  it('[CLI-22] a nudge tries at once what would wait, at most once a second unless a person asked', () => {
    const { last, connector, attempts } = world(() => 0.99)
    last().onClose('')
    connector.nudge()
    expect(attempts).toHaveLength(2)
    last().onClose('')
    connector.nudge()
    expect(attempts).toHaveLength(2)
    connector.nudge(true)
    expect(attempts).toHaveLength(3)
    connector.stop()
    vi.advanceTimersByTime(100_000)
    connector.nudge(true)
    expect(attempts).toHaveLength(3)
  })
})
