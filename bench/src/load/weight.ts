/** How much JavaScript a place of the app loads: until it is usable, and with all that it fetches ahead. */
import type { BrowserContext, Page } from 'playwright-core'

export interface Weight {
  /** Bytes as they travel. */
  readonly initial: number
  readonly total: number
  readonly files: number
}

/** Runs inside the page: the scripts that have come once something under that selector stands, until then nothing. */
function scriptsWhen(ready: string): readonly number[] | null {
  if (document.querySelector(ready) === null) return null
  return performance
    .getEntriesByType('resource')
    .filter((entry): entry is PerformanceResourceTiming => new URL(entry.name).pathname.endsWith('.js'))
    .map((entry) => entry.encodedBodySize)
}

const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0)

/**
 * Opens the place in a new page of a context without service worker and without cache.
 * @param ready what stands when the place can be used
 */
export async function weigh(context: BrowserContext, path: string, ready: string): Promise<Weight> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.goto(path)
  // In the frame in which it stands: what the page fetches ahead begins right behind it.
  const stands = await page.waitForFunction(scriptsWhen, ready, { timeout: 60_000 })
  const initial = (await stands.jsonValue()) ?? []
  // What is fetched ahead comes when the page has nothing else to do, at the latest after five seconds.
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(6_000)
  const total = (await page.evaluate(scriptsWhen, ready)) ?? []
  await page.close()
  return { initial: sum(initial), total: sum(total), files: initial.length }
}

/** First contentful paint of what is on the screen, milliseconds from the start of the navigation. */
export const firstPaint = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const [entry] = list.getEntriesByName('first-contentful-paint')
          if (entry) resolve(entry.startTime)
        }).observe({ type: 'paint', buffered: true })
      }),
  )
