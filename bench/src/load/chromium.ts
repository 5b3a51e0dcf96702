/** Chromium as a person's own: a profile on disk, signed in as Ana, pages that say when they stood. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { systemChromium } from '../../../scripts/chromium.ts'

const executablePath = systemChromium()
const quiet = [
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
const patienceMs = 120_000

/** Milliseconds from the start of the navigation. */
export interface Opening {
  readonly firstCards: number
  /** The living document is on the screen and can be edited. */
  readonly ready: number
  readonly longestTask: number
}

/** Runs inside the page before anything else: notes when the first card stands and when the living document is there. */
function watchOpening(): void {
  const seen: Record<string, number> = { longestTask: 0 }
  Object.assign(globalThis, { opening: seen })
  const look = (): void => {
    if (seen['firstCards'] === undefined && document.querySelector('[data-card]'))
      seen['firstCards'] = performance.now()
    if (seen['ready'] === undefined && document.querySelector('[data-phase=ready] [data-card]'))
      seen['ready'] = performance.now()
    if (seen['ready'] === undefined) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen['longestTask'] = Math.max(seen['longestTask'] ?? 0, entry.duration)
  }).observe({ type: 'longtask', buffered: true })
}

/** A folder for one profile, gone after `work`. */
export async function withProfile<T>(work: (profile: string) => Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'mutirao-bench-profile-'))
  try {
    return await work(profile)
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 })
  }
}

export interface BrowserOptions {
  /** Nothing is kept by a service worker: every file comes from the server. */
  readonly withoutWorker?: boolean
}

/** A new browser process on this profile. */
export async function openBrowser(
  profile: string,
  origin: string,
  { withoutWorker = false }: BrowserOptions = {},
): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: quiet,
    baseURL: origin,
    locale: 'pt-BR',
    viewport: { width: 1440, height: 900 },
    serviceWorkers: withoutWorker ? 'block' : 'allow',
  })
  await context.addInitScript(watchOpening)
  return context
}

export async function signIn(context: BrowserContext, origin: string): Promise<void> {
  await context.request.post('/api/auth/sign-in/email', {
    data: { email: 'ana@demo.mutirao', password: 'mutirao-demo' },
    headers: { origin },
  })
}

/** Until everything of it is there and saved. */
export async function openBoard(page: Page, boardId: string): Promise<Opening> {
  await page.goto(`/funil/${boardId}`)
  await page.waitForSelector('[data-phase=ready] [data-card]', { timeout: patienceMs })
  await page.waitForSelector('[data-sync-state=saved]', { timeout: patienceMs })
  return await page.evaluate(() => (globalThis as unknown as { opening: Opening }).opening)
}
