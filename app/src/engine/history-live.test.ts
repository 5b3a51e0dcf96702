import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { followHistory } from './history-live.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function scene() {
  const streams: { url: string; signal: AbortSignal; body: ReadableStreamDefaultController<Uint8Array> }[] = []
  let refused = false
  let hidden = false
  let look = (): void => undefined
  let told = 0
  const stop = followHistory(['board:b', 'card:b.c'], () => told++, {
    open: (url, signal) =>
      new Promise((resolve) => {
        const stream = new ReadableStream<Uint8Array>({ start: (body) => void streams.push({ url, signal, body }) })
        resolve(new Response(stream, { status: refused ? 429 : 200 }))
      }),
    isHidden: () => hidden,
    onVisibility: (listener) => ((look = listener), () => (look = () => undefined)),
  })
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  return {
    streams,
    told: () => told,
    pass,
    say: async (text: string) => {
      streams.at(-1)?.body.enqueue(new TextEncoder().encode(text))
      await pass(0)
    },
    refuse: (to: boolean) => (refused = to),
    hide: (to: boolean) => ((hidden = to), look()),
    stop,
  }
}
const derived = 'event: derived\ndata: {"name":"board:b","seq":7}\n\n'

it('[HSC-9] a new fact is told at once, a burst once a second, and an idle hour asks nothing', async () => {
  const { streams, told, say, pass, stop } = scene()
  expect(streams.map(({ url }) => url)).toEqual(['/api/history/events?name=board%3Ab&name=card%3Ab.c'])
  await say('retry: 3000\n\n: still here\n\n')
  expect(told()).toBe(0)
  await say(derived.slice(0, 20))
  await say(derived.slice(20))
  expect(told()).toBe(1)
  for (let i = 0; i < 20; i++) await say(derived)
  expect(told()).toBe(1)
  await pass(1_000)
  expect(told()).toBe(2)
  await pass(3_600_000)
  expect([told(), streams.length]).toEqual([2, 1])
  stop()
  expect(streams[0]?.signal.aborted).toBe(true)
})

it('[HSC-9] a hidden tab does not listen; seen again it hears what it missed', async () => {
  const { streams, told, say, hide, pass } = scene()
  hide(true)
  expect(streams.map(({ signal }) => signal.aborted)).toEqual([true])
  await pass(3_600_000)
  expect([told(), streams.length]).toEqual([0, 1])
  hide(false)
  hide(false)
  await say(derived)
  expect([told(), streams.length]).toEqual([1, 2])
})

it('[HSC-9] a stream that ended or was refused is opened again, later and later', async () => {
  const { streams, say, refuse, pass } = scene()
  refuse(true)
  streams[0]?.body.close()
  await pass(1_999)
  expect(streams).toHaveLength(1)
  await pass(1)
  expect(streams).toHaveLength(2)
  await pass(3_999)
  expect(streams).toHaveLength(2)
  refuse(false)
  await pass(1)
  expect(streams).toHaveLength(3)
  await say(derived)
  streams[2]?.body.close()
  await pass(2_000)
  expect(streams).toHaveLength(4)
})
