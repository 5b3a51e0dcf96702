/**
 * A person: a browser with storage of their own, signed in as somebody, behind a network of their own that can be cut. With
 * `keepsProfile`, closing the browser and opening it again keeps what is on the device, as on a real machine.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  chromium,
  expect as impatient,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
  type TestInfo,
} from '@playwright/test'
import { systemChromium } from '../../scripts/chromium.ts'
import { Api } from './api.ts'
import { Proxy } from './proxy.ts'

const executablePath = systemChromium()
// Chromium's own errands (updates, sync, safe browsing) would only fail, slowly, on a machine without internet.
const quiet = [
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
const password = 'mutirao-demo'
/** Also outside the test runner, whose patience is configured elsewhere. */
const expect = impatient.configure({ timeout: 30_000 })

export type SyncState = 'saved' | 'saving' | 'offline' | 'connecting' | 'reverted' | 'signed-out' | 'update-required'

export interface PersonOptions {
  /** Part before the `@` of a demo person's e-mail. */
  readonly who: string
  readonly serverPort: number
  readonly phone?: boolean
  readonly dark?: boolean
  readonly language?: 'pt-BR' | 'en'
  /** What the browser's clock says when it opens; the real time when absent. */
  readonly nowMs?: number
  /** Signs in by typing on the screen. Otherwise with a session made over HTTP: the same thing, two seconds sooner. */
  readonly byScreen?: boolean
  /** Closes the browser and opens it again: a process and a profile on disk of its own, which costs a second of CPU. */
  readonly keepsProfile?: boolean
  /**
   * Will be without a network: the app is installed (its service worker has everything) before they open anything else. For
   * everybody else fetching and hashing all of the app beside the first page would take a third of each arrival.
   */
  readonly goesOffline?: boolean
}

/** Everybody else's browser: one process for the run's worker, a context (storage, cookies, workers) for each person. */
let shared: Promise<Browser> | null = null
const executable = executablePath === undefined ? {} : { executablePath }
const sharedBrowser = (): Promise<Browser> => (shared ??= chromium.launch({ ...executable, args: quiet }))

/** Ends the process behind all people without a profile; the next one starts it again. */
export async function closeSharedBrowser(): Promise<void> {
  const running = shared
  shared = null
  await (await running)?.close()
}

export class Person {
  readonly network: Proxy
  readonly #options: PersonOptions
  /** Folder of the profile; null: everything is forgotten when the browser closes. */
  readonly #profile: string | null
  #context: BrowserContext | null = null
  #page: Page | null = null
  /** Errors the page threw and did not handle; a test fails on any. */
  readonly pageErrors: string[] = []

  private constructor(options: PersonOptions, network: Proxy, profile: string | null) {
    this.#options = options
    this.network = network
    this.#profile = profile
  }

  /** A new profile with nobody signed in. */
  static async approach(options: PersonOptions): Promise<Person> {
    const person = new Person(
      options,
      await Proxy.start(options.serverPort),
      options.keepsProfile === true ? await mkdtemp(join(tmpdir(), `mutirao-${options.who}-`)) : null,
    )
    await person.openBrowser()
    return person
  }

  /** Signs in and waits for the app behind the door, at the address they came for. */
  async enter(path = '/'): Promise<void> {
    if (this.#options.byScreen !== true) await this.takeSession()
    await this.page.goto(path)
    if (this.#options.byScreen === true) await this.signIn()
    else await expect(this.pill).toBeVisible({ timeout: 30_000 })
    if (this.isInstalled) await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  }

  /** Whether the app opens for them without a network. */
  get isInstalled(): boolean {
    return this.#options.goesOffline === true || this.#profile !== null
  }

  get page(): Page {
    if (!this.#page) throw new Error('the browser is closed')
    return this.#page
  }

  get context(): BrowserContext {
    if (!this.#context) throw new Error('the browser is closed')
    return this.#context
  }

  async openBrowser(): Promise<void> {
    const { phone, dark, language } = this.#options
    const settings: BrowserContextOptions = {
      baseURL: this.network.origin,
      locale: language ?? 'pt-BR',
      timezoneId: 'America/Sao_Paulo',
      colorScheme: dark ? 'dark' : 'light',
      serviceWorkers: this.isInstalled ? 'allow' : 'block',
      ...(phone
        ? { viewport: { width: 390, height: 844 }, hasTouch: true, deviceScaleFactor: 2, isMobile: true }
        : { viewport: { width: 1440, height: 900 } }),
    }
    this.#context =
      this.#profile === null
        ? await (await sharedBrowser()).newContext(settings)
        : await chromium.launchPersistentContext(this.#profile, { ...executable, args: quiet, ...settings })
    this.#context.setDefaultTimeout(15_000)
    if (this.#options.nowMs !== undefined) await this.#context.clock.setFixedTime(this.#options.nowMs)
    this.#page = this.#context.pages()[0] ?? (await this.#context.newPage())
    this.#page.on('pageerror', (error) => this.pageErrors.push(`${error.name}: ${error.message}`))
  }

  async closeBrowser(): Promise<void> {
    await this.#context?.close()
    this.#context = null
    this.#page = null
  }

  get email(): string {
    const { who } = this.#options
    return who === 'helena' ? 'helena@other.mutirao' : `${who}@demo.mutirao`
  }

  async signIn(): Promise<void> {
    await this.page.locator('input[name=email]').fill(this.email)
    await this.page.locator('input[name=password]').fill(password)
    await this.page.locator('form button[type=submit]').click()
    await expect(this.pill).toBeVisible({ timeout: 30_000 })
  }

  /** A session of this profile's own. */
  async takeSession(): Promise<void> {
    const { cookie, cookieEndsAt } = await Api.signIn(`http://127.0.0.1:${this.#options.serverPort}`, this.email)
    await this.context.addCookies(
      cookie.split('; ').map((pair) => {
        const at = pair.indexOf('=')
        return {
          name: pair.slice(0, at),
          value: pair.slice(at + 1),
          url: this.network.origin,
          httpOnly: true,
          expires: cookieEndsAt,
        }
      }),
    )
  }

  /** The status pill. Its state is a data attribute, so that words may change. */
  get pill(): Locator {
    return this.page.locator('[data-sync-state]').first()
  }

  async expectState(state: SyncState, timeoutMs = 30_000): Promise<void> {
    await expect(this.pill).toHaveAttribute('data-sync-state', state, { timeout: timeoutMs })
  }

  /** What the pill says at this moment. */
  async says(): Promise<SyncState> {
    return (await this.pill.getAttribute('data-sync-state')) as SyncState
  }

  async openBoard(title: string): Promise<string> {
    await this.page.getByRole('link', { name: title, exact: true }).first().click()
    await expect(this.page.locator('[data-card]').first()).toBeVisible()
    return this.boardId()
  }

  /** The board on screen, from the address. */
  boardId(): string {
    const match = /\/funil\/([0-9A-Za-z_-]+)/.exec(this.page.url())
    if (!match?.[1]) throw new Error(`no board in ${this.page.url()}`)
    return match[1]
  }

  card(cardId: string): Locator {
    return this.page.locator(`[data-card="${cardId}"]`).first()
  }

  /** A column by the id of its stage. */
  stage(stageId: string): Locator {
    return this.page.locator(`[data-stage="${stageId}"]`)
  }

  column(stageName: string): Locator {
    return this.page.locator('[data-stage]').filter({ has: this.page.getByRole('heading', { name: stageName }) })
  }

  /** Opens a board by its address and waits until it can be edited (or looked at). */
  async visit(boardId: string): Promise<void> {
    await this.page.goto(`/funil/${boardId}`)
    await this.#boardIsReady(boardId)
  }

  async #boardIsReady(boardId: string): Promise<void> {
    await expect(this.page.locator(`[data-board="${boardId}"][data-phase=ready]`)).toBeVisible({ timeout: 30_000 })
    await this.isComplete()
  }

  /** Waits for what comes after the first screen: from then on every key does what it says. */
  async isComplete(): Promise<void> {
    await expect(this.page.locator('html[data-ahead]')).toBeAttached({ timeout: 30_000 })
  }

  /** What has the keyboard focus, in words: the card's id, the field's name, the control's label; `body` when it is lost. */
  async focused(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return 'body'
      const card = element.getAttribute('data-card')
      const said = element.getAttribute('name') ?? element.getAttribute('aria-label') ?? element.textContent
      return card === null ? `${element.tagName.toLowerCase()} ${said.trim().slice(0, 60)}` : `card ${card}`
    })
  }

  /** Opens a card by its address, as a link from a colleague would, and waits until it can be edited. */
  async openCard(boardId: string, cardId: string): Promise<Locator> {
    await this.page.goto(`/funil/${boardId}?card=${cardId}`)
    await this.#boardIsReady(boardId)
    const drawer = this.page.getByRole('dialog')
    await expect(drawer).toBeVisible()
    return drawer
  }

  /** What the person saw when a test failed. */
  async attachPicture(info: TestInfo): Promise<void> {
    if (this.#page)
      await info.attach(this.#options.who, { body: await this.#page.screenshot(), contentType: 'image/png' })
  }

  async leave(): Promise<void> {
    await this.closeBrowser()
    await this.network.close()
    if (this.#profile !== null) await rm(this.#profile, { recursive: true, force: true, maxRetries: 3 })
  }
}
