import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { followHistory } from './history-live.ts'

class Stream extends EventTarget {
  readyState = 1
  readonly url: string
  constructor(url: string) {
    super()
    this.url = url
  }
  close(): void {
    this.readyState = 2
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', { CLOSED: 2 })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function scene() {
  const streams: Stream[] = []
  let hidden = false
  let look = (): void => undefined
  let told = 0
  const stop = followHistory(['board:b', 'card:b.c'], () => told++, {
    open: (url) => {
      const stream = new Stream(url)
      streams.push(stream)
      return stream as unknown as EventSource
    },
    isHidden: () => hidden,
    onVisibility: (listener) => ((look = listener), () => (look = () => undefined)),
  })
  return {
    streams,
    told: () => told,
    say: (event: string) => streams.at(-1)?.dispatchEvent(new Event(event)),
    hide: (to: boolean) => ((hidden = to), look()),
    stop,
  }
}

it('[HSC-9] a new fact is told at once, a burst once a second, and an idle hour asks nothing', () => {
  const { streams, told, say, stop } = scene()
  expect(streams.map(({ url }) => url)).toEqual(['/api/history/events?name=board%3Ab&name=card%3Ab.c'])
  say('derived')
  expect(told()).toBe(1)
  for (let i = 0; i < 20; i++) say('derived')
  expect(told()).toBe(1)
  vi.advanceTimersByTime(1_000)
  expect(told()).toBe(2)
  vi.advanceTimersByTime(3_600_000)
  expect([told(), streams.length]).toEqual([2, 1])
  stop()
  expect(streams[0]?.readyState).toBe(2)
})

it('[HSC-9] a hidden tab does not listen; seen again it hears what it missed', () => {
  const { streams, told, say, hide } = scene()
  hide(true)
  expect(streams.map(({ readyState }) => readyState)).toEqual([2])
  vi.advanceTimersByTime(3_600_000)
  expect([told(), streams.length]).toEqual([0, 1])
  hide(false)
  hide(false)
  say('derived')
  expect([told(), streams.length]).toEqual([1, 2])
})

it('[HSC-9] a refused stream is tried again, later and later', () => {
  const { streams, say } = scene()
  const refuse = (): void => {
    streams.at(-1)?.close()
    say('error')
  }
  refuse()
  vi.advanceTimersByTime(4_999)
  expect(streams).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(streams).toHaveLength(2)
  refuse()
  vi.advanceTimersByTime(9_999)
  expect(streams).toHaveLength(2)
  vi.advanceTimersByTime(1)
  expect(streams).toHaveLength(3)
  say('open')
  refuse()
  vi.advanceTimersByTime(5_000)
  expect(streams).toHaveLength(4)
})
