/** How smoothly a page runs while a person does something: from the page's own animation frames and Chromium's trace counters. */
import type { Page } from 'playwright-core'
import { percentile, round } from '../statistics.ts'

export interface Frames {
  /** Time between two frames that were drawn, milliseconds. */
  readonly p50Ms: number
  readonly p95Ms: number
  readonly maxMs: number
  /** Share of frames that came later than the one after the last: at 60 frames a second, after more than 25 ms. */
  readonly lateShare: number
  /** CPU time of the page's main thread per frame, milliseconds, whoever else uses the machine: under 16.7 it keeps up with 60. */
  readonly workMs: number
}

/** One and a half frames: timers of a browser waver by a fraction of a millisecond around 16.7. */
const lateMs = 25

interface Recorder {
  readonly deltas: number[]
  stop: () => void
}

/** Runs inside the page. */
function startRecording(): void {
  const deltas: number[] = []
  let last = performance.now()
  let running = true
  const tick = (): void => {
    const now = performance.now()
    deltas.push(now - last)
    last = now
    if (running) requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
  const recorder: Recorder = { deltas, stop: () => (running = false) }
  Object.assign(globalThis, { recorder })
}

/** Records while `work` runs. */
async function record(page: Page, work: () => Promise<void>): Promise<Frames> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const busySeconds = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'ThreadTime')?.value ?? 0
  }
  await page.evaluate(startRecording)
  const before = await busySeconds()
  await work()
  const busyMs = ((await busySeconds()) - before) * 1000
  const deltas = await page.evaluate(() => {
    const { recorder } = globalThis as unknown as { recorder: Recorder }
    recorder.stop()
    return recorder.deltas
  })
  await session.detach()
  // The first delta holds the way from the recorder's start to the first frame.
  const drawn = deltas.slice(1)
  return {
    p50Ms: round(percentile(drawn, 0.5), 1),
    p95Ms: round(percentile(drawn, 0.95), 1),
    maxMs: round(Math.max(...drawn), 1),
    lateShare: round(drawn.filter((ms) => ms > lateMs).length / Math.max(1, drawn.length), 3),
    workMs: round(busyMs / Math.max(1, drawn.length), 1),
  }
}

const steps = 90

/** Through a column of the board, down and up again, as a wheel does it. */
export async function whileScrolling(page: Page): Promise<Frames> {
  const box = await page.locator('[data-card]').first().boundingBox()
  if (!box) throw new Error('no card to scroll')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  return record(page, async () => {
    for (let step = 0; step < steps; step++) await page.mouse.wheel(0, step < steps * 0.6 ? 240 : -240)
  })
}

/** A card taken across all columns in sight and up and down in them; put back with Esc. */
export async function whileDragging(page: Page): Promise<Frames> {
  const box = await page.locator('[data-card]').first().boundingBox()
  if (!box) throw new Error('no card to drag')
  await page.mouse.move(box.x + 40, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + 60, box.y + 40)
  const frames = await record(page, async () => {
    for (let step = 0; step < steps; step++) {
      const x = box.x + 40 + Math.abs(((step * 24) % 1600) - 800)
      await page.mouse.move(x, box.y + 60 + ((step * 37) % 500))
    }
  })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return frames
}
