/** From the input to the paint that shows what it did: typing, dragging, filtering, as a person does them. */
import type { Page } from 'playwright-core'
import { percentile, round } from '../statistics.ts'

export interface Latency {
  readonly p50Ms: number
  readonly maxMs: number
}

/** What the page keeps while it is watched. */
interface Watch {
  readonly times: number[]
  readonly stop: () => void
}

const summed = (times: readonly number[]): Latency => {
  if (times.length === 0) throw new Error('nothing was measured: did the page take the input?')
  return { p50Ms: round(percentile(times, 0.5), 1), maxMs: round(Math.max(...times), 1) }
}

/**
 * Runs inside the page: from the moment the browser took the event to the end of the frame in which everything that it
 * changed at once is painted. With `until`, of the first frame after something under that selector changed.
 */
function watchInput({ event, until }: { readonly event: string; readonly until: string | null }): void {
  const times: number[] = []
  const afterPaint = (run: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', run, { once: true })
      port1.start()
      port2.postMessage(null)
    })
  const onInput = ({ timeStamp }: Event) => {
    const done = () => afterPaint(() => void times.push(performance.now() - timeStamp))
    const place = until === null ? null : document.querySelector(until)
    if (!place) {
      done()
      return
    }
    const observer = new MutationObserver(() => {
      observer.disconnect()
      done()
    })
    observer.observe(place, { childList: true, subtree: true, characterData: true })
  }
  addEventListener(event, onInput, { capture: true })
  Object.assign(globalThis, { watch: { times, stop: () => removeEventListener(event, onInput, { capture: true }) } })
}

async function watched(
  page: Page,
  what: { readonly event: string; readonly until: string | null },
  work: (painted: (count: number) => Promise<unknown>) => Promise<void>,
): Promise<Latency> {
  await page.evaluate(watchInput, what)
  const painted = (count: number) =>
    page.waitForFunction((wanted) => (globalThis as unknown as { watch: Watch }).watch.times.length >= wanted, count)
  await work(painted)
  await painted(1)
  const times = await page.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: Watch }
    watch.stop()
    return watch.times
  })
  return summed(times)
}

/** 40 letters into the title of an open card, at about 12 a second; what was typed is taken back. */
export async function whileTyping(page: Page): Promise<Latency> {
  await page.locator('[data-card]').first().click()
  const title = page.locator('textarea[name=title]')
  await title.click()
  const text = ' e mais quarenta letras sobre esta venda'
  const latency = await watched(page, { event: 'keydown', until: null }, async (painted) => {
    await title.pressSequentially(text, { delay: 80 })
    await painted(text.length)
  })
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await title.waitFor({ state: 'detached' })
  return latency
}

/** A card in the hand, moved over the columns in sight 60 times; put back. */
export async function whileMoving(page: Page): Promise<Latency> {
  const box = await page.locator('[data-card]').first().boundingBox()
  if (!box) throw new Error('no card to drag')
  await page.mouse.move(box.x + 40, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + 60, box.y + 40)
  const latency = await watched(page, { event: 'pointermove', until: null }, async () => {
    for (let step = 0; step < 60; step++)
      await page.mouse.move(box.x + 40 + Math.abs(((step * 24) % 1600) - 800), box.y + 60 + ((step * 37) % 500))
  })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return latency
}

/** The rows around those in sight come after the paint: they are no answer to the next letter. */
const quiet = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestIdleCallback(() => resolve()))))

/** Longer than the search box takes two letters for one word in work, whose end it waits for. */
const apartMs = 200

/** Three times two digits into the search box and out again, each by itself and until the columns show what is left. */
export async function whileFiltering(page: Page): Promise<Latency> {
  await page.getByRole('searchbox').click()
  const keys = ['9', '9', 'Backspace', 'Backspace']
  return watched(page, { event: 'input', until: ':has(> [data-stage])' }, async (painted) => {
    for (let round = 0; round < 3; round++)
      for (const [i, key] of keys.entries()) {
        await page.keyboard.press(key)
        await painted(round * keys.length + i + 1)
        await quiet(page)
        await page.waitForTimeout(apartMs)
      }
  })
}
