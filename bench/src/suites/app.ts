/**
 * The app in the hand: how soon something stands, how soon the board can be used, how soon a key, a drag or a filter is seen,
 * whether frames are lost, and how much JavaScript that took.
 *
 * Opening: milliseconds from the start of the navigation; cold: nothing on the device · warm: a new browser process with the
 * board on the device. Input: milliseconds from the event to the end of the frame that shows it. The peers in the same run: a
 * page of one line (what this machine needs to paint anything), and the same board with 100 cards (what the input costs where
 * there is nothing to be slow about).
 */
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { parseName } from '@mutirao/documents'
import { makeBoard } from '../load/boards.ts'
import { openBoard, openBrowser, signIn, withProfile } from '../load/chromium.ts'
import { whileDragging, whileScrolling, type Frames } from '../load/frames.ts'
import { whileFiltering, whileMoving, whileTyping, type Latency } from '../load/input.ts'
import { firstPaint, weigh } from '../load/weight.ts'
import { startOurs, type OurPeer } from '../peers/ours.ts'
import { percentile, round } from '../statistics.ts'
import type { Gate, Suite } from '../suite.ts'

interface Feel {
  readonly coldPaintMs: number
  readonly coldReadyMs: number
  readonly warmPaintMs: number
  readonly warmReadyMs: number
  readonly typing: Latency
  readonly dragging: Latency
  readonly filtering: Latency
  readonly scrollFrames: Frames
  readonly dragFrames: Frames
}

/** A page of one line, as small as pages get. */
async function startEmptyPage(): Promise<{ readonly origin: string; readonly stop: () => void }> {
  const body = '<!doctype html><title>.</title><p>Mutirão'
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', () =>
      socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      ),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, stop: () => server.close() }
}

const emptyPaint = (origin: string, rounds: number): Promise<number> =>
  withProfile(async (profile) => {
    const context = await openBrowser(profile, origin)
    const page = await context.newPage()
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      await page.goto('/')
      times.push(await firstPaint(page))
    }
    await context.close()
    return percentile(times, 0.5)
  })

const feel = (peer: OurPeer, boardId: string): Promise<Feel> =>
  withProfile(async (profile) => {
    let context = await openBrowser(profile, peer.origin)
    await signIn(context, peer.origin)
    let page = await context.newPage()
    const cold = await openBoard(page, boardId)
    const coldPaintMs = await firstPaint(page)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
    await page.goto('about:blank')
    await context.close()
    context = await openBrowser(profile, peer.origin)
    page = await context.newPage()
    const warm = await openBoard(page, boardId)
    const warmPaintMs = await firstPaint(page)
    const typing = await whileTyping(page)
    const dragging = await whileMoving(page)
    const filtering = await whileFiltering(page)
    const scrollFrames = await whileScrolling(page)
    const dragFrames = await whileDragging(page)
    await context.close()
    const opened = { coldPaintMs, coldReadyMs: cold.ready, warmPaintMs, warmReadyMs: warm.ready }
    return { ...opened, typing, dragging, filtering, scrollFrames, dragFrames }
  })

const places = (boardId: string) =>
  [
    ['board', `/funil/${boardId}`, '[data-phase=ready] [data-card]'],
    ['table', `/funil/${boardId}?layout=tabela`, '[data-table] [role=row]'],
    ['my work', '/meu-trabalho', 'main h1'],
    ['accounts', '/contas', 'main h1'],
  ] as const

/** Rows of JavaScript by place, KB after compression as the server sends it. */
const weights = (peer: OurPeer, boardId: string): Promise<Record<string, string | number>[]> =>
  withProfile(async (profile) => {
    const context = await openBrowser(profile, peer.origin, { withoutWorker: true })
    const rows: Record<string, string | number>[] = []
    const add = async (place: string, path: string, ready: string) => {
      const { initial, total, files } = await weigh(context, path, ready)
      rows.push({
        what: `JavaScript, ${place}`,
        'initial KB': round(initial / 1000, 1),
        files,
        'total KB': round(total / 1000, 1),
      })
    }
    await add('sign-in', '/entrar', 'input[type=password]')
    await signIn(context, peer.origin)
    for (const [place, path, ready] of places(boardId)) await add(place, path, ready)
    await context.close()
    return rows
  })

function row(cards: number, one: Feel): Record<string, string | number> {
  const { typing, dragging, filtering, scrollFrames, dragFrames } = one
  const percent = (share: number) => round(share * 100, 1)
  return {
    what: `${cards} cards`,
    'cold: first paint ms': round(one.coldPaintMs, 0),
    'cold: usable ms': round(one.coldReadyMs, 0),
    'warm: first paint ms': round(one.warmPaintMs, 0),
    'warm: usable ms': round(one.warmReadyMs, 0),
    'typing p50 / max ms': `${typing.p50Ms} / ${typing.maxMs}`,
    'dragging p50 / max ms': `${dragging.p50Ms} / ${dragging.maxMs}`,
    'filtering p50 / max ms': `${filtering.p50Ms} / ${filtering.maxMs}`,
    'scrolling: late frames % / longest ms': `${percent(scrollFrames.lateShare)} / ${scrollFrames.maxMs}`,
    'dragging: late frames % / longest ms': `${percent(dragFrames.lateShare)} / ${dragFrames.maxMs}`,
    'main thread ms per frame, scrolling / dragging': `${scrollFrames.workMs} / ${dragFrames.workMs}`,
  }
}

/** The search box waits this long for the next letter on purpose. */
const settleMs = 16

function gatesOf(cards: number, one: Feel, small: Feel, emptyMs: number): Gate[] {
  const latency = (what: string, of: Latency, than: Latency, allowedMs: number): Gate => ({
    gate: `${cards} cards, ${what}: seen within ${allowedMs} ms in the median`,
    met: of.p50Ms <= allowedMs,
    measured: `${of.p50Ms} ms, ${round(of.p50Ms / than.p50Ms, 1)} × the board with 100 cards`,
  })
  const frames = (what: string, of: Frames): Gate => ({
    gate: `${cards} cards, ${what}: main thread ≤ 16.7 ms per frame`,
    met: of.workMs <= 16.7,
    measured: `${of.workMs} ms; ${round(of.lateShare * 100, 1)} % late frames, longest ${of.maxMs} ms`,
  })
  return [
    {
      gate: `${cards} cards, warm: first paint within one second of that of an empty page`,
      met: one.warmPaintMs - emptyMs <= 1000,
      measured: `${round(one.warmPaintMs, 0)} ms against ${round(emptyMs, 0)} ms`,
    },
    latency('a letter in a title', one.typing, small.typing, 50),
    latency('a card moved by the hand', one.dragging, small.dragging, 50),
    latency('a letter in the search box', one.filtering, small.filtering, 50 + settleMs),
    frames('scrolling', one.scrollFrames),
    frames('dragging', one.dragFrames),
  ]
}

export const app: Suite = {
  name: 'app',
  question: 'How does the app feel in the hand, and how much JavaScript does that take?',
  run: async ({ quick }) => {
    const peer = await startOurs()
    const empty = await startEmptyPage()
    const rows: Record<string, string | number>[] = []
    const gates: Gate[] = []
    try {
      const emptyMs = await emptyPaint(empty.origin, quick ? 3 : 9)
      rows.push({ what: 'a page of one line', 'warm: first paint ms': round(emptyMs, 0) })
      let small: Feel | null = null
      for (const cards of quick ? [100, 1000] : [100, 1000, 10_000]) {
        const parsed = parseName(await makeBoard(peer, cards))
        const boardId = parsed?.kind === 'board' ? parsed.id : ''
        const one = await feel(peer, boardId)
        rows.push(row(cards, one))
        console.error(`  ${JSON.stringify(rows.at(-1))}`)
        if (small) gates.push(...gatesOf(cards, one, small, emptyMs))
        else rows.unshift(...(await weights(peer, boardId)))
        small ??= one
      }
    } finally {
      empty.stop()
      await peer.stop()
    }
    return {
      rows,
      gates,
      notes: [
        'Chromium, server, database and this script share two cores; Chromium draws without a graphics card, so that frames are late which a person’s machine would draw in time: the main thread’s share of a frame is what the app answers for.',
        `Filtering includes the ${settleMs} ms for which the search box waits for the next letter.`,
      ],
    }
  },
}
