import { fault, parseCursor, type DocumentName } from '@mutirao/documents'
import { onNetworkLost, onWakeUp, reportAside, tabHidden } from '../environment.ts'
import { asStorageError } from '../store/errors.ts'
import type { ClientDocument, DocumentHost } from '../sync/document.ts'
import { createTokenSource, type TokenSource } from '../sync/token.ts'
import type { SyncTarget } from '../sync/transport.ts'
import { createTabHub, type TabHub } from '../tabs/hub.ts'
import { defaultTuning, type Tuning } from '../tuning.ts'
import type {
  DocumentHandle,
  Notice,
  PendingDocument,
  StorageState,
  SyncClient,
  SyncClientOptions,
  SyncStatus,
  UnsentMark,
} from '../types.ts'
import { webSocketLine, type OpenLine } from '../wire/line.ts'
import { Connection } from './connection.ts'
import { createHandle } from './handle.ts'
import { Registry } from './registry.ts'
import { StatusBoard } from './status-board.ts'
import type { StorageHealth } from './storage-health.ts'

/** Starts the engine: reads what is unsent, connects, and stays connected until `close`. */
export function createSyncClient(options: SyncClientOptions): SyncClient {
  return new Client(options)
}

class Client implements SyncClient {
  readonly #options: SyncClientOptions
  readonly #tuning: Tuning
  readonly #now: () => number
  readonly #token: TokenSource
  readonly #owner: string
  readonly #registry: Registry
  readonly #board: StatusBoard
  /** Its code is fetched with the first failure. */
  #health: Promise<StorageHealth> | null = null
  #storage: StorageState = 'ok'
  readonly #hub: TabHub | null
  readonly #connection: Connection
  readonly #notices = new Set<(notice: Notice) => void>()
  readonly #stopHearing: readonly (() => void)[]
  #network = true
  #closed = false

  constructor(options: SyncClientOptions) {
    const random = options.random ?? Math.random
    this.#options = options
    this.#tuning = { ...defaultTuning, ...options.tuning }
    this.#now = options.now ?? Date.now
    this.#owner = options.tabs?.tabId ?? Math.floor(random() * 2 ** 40).toString(36)
    this.#token = createTokenSource(options.token, this.#now)
    this.#registry = new Registry(this.#host())
    this.#board = new StatusBoard(
      this.#now,
      () => this.#connection.facts(),
      () => this.#count(),
    )
    const url = `${options.baseUrl.replace(/^http/, 'ws')}/sync/${encodeURIComponent(options.workspaceId)}`
    const openSocket = webSocketLine(options.WebSocket ?? globalThis.WebSocket, url)
    this.#hub = options.tabs ? this.#createHub(options, openSocket) : null
    this.#connection = this.#createConnection(this.#hub?.openLine ?? openSocket, random)
    this.#stopHearing = [
      onWakeUp(() => this.#connection.nudge(false)),
      onNetworkLost(() => this.#connection.distrust()),
    ]
    this.#connection.start()
    this.#recall()
  }

  #createHub(options: SyncClientOptions, openSocket: OpenLine): TabHub | null {
    if (!options.tabs) return null
    return createTabHub({
      channel: options.tabs,
      openSocket,
      onEdit: (name, update) => this.#registry.get(name)?.applyFromTab(update),
      onWayChanged: () => this.#connection.nudge(true),
      onTabGone: () => this.#recall(),
      leaderAnswersInMs: this.#tuning.leaderAnswersInMs,
      hidden: tabHidden,
    })
  }

  #createConnection(openLine: OpenLine, random: () => number): Connection {
    return new Connection({
      baseUrl: this.#options.baseUrl,
      workspaceId: this.#options.workspaceId,
      fetch: this.#options.fetch ?? globalThis.fetch.bind(globalThis),
      openLine,
      clientId: this.#owner,
      token: this.#token,
      tuning: this.#tuning,
      now: this.#now,
      random,
      targets: () => this.#targets(),
      onChanged: () => this.#board.changed(),
      onLost: () => {
        for (const document of this.#registry.documents()) document.mustVerify = true
      },
      onSignedOut: () => {
        this.#board.signedOut = !fault('CLI-16')
        this.#connection.stop()
      },
      onUpdateRequired: () => {
        this.#board.updateRequired = true
        this.#connection.stop()
      },
    })
  }

  #host(): DocumentHost {
    return {
      owner: this.#owner,
      store: this.#options.store,
      readOnlyAtFirst: this.#options.readOnlyAtFirst ?? (() => false),
      watch: this.#options.watch,
      tuning: this.#tuning,
      now: this.#now,
      random: this.#options.random ?? Math.random,
      attach: (target) => this.#connection.transport().attach(target),
      detach: (target) => this.#connection.transport().detach(target),
      edited: (target) => this.#connection.transport().edited(target),
      presence: (target) => this.#connection.transport().presence(target),
      verified: (target) => this.#connection.transport().verified(target),
      shareEdit: (name, update) => this.#hub?.shareEdit(name, update),
      changed: (document) => this.#onDocument(document),
      pullWhole: (name) => this.#connection.pullWhole(name),
      notify: this.#notify,
      storageFailed: this.#storageFailed,
      newEpoch: (epoch) => this.#offerEverythingAgain(epoch),
    }
  }

  #onDocument(document: ClientDocument): void {
    if (this.#closed) return
    this.#registry.settle(document)
    this.#board.changed()
  }

  *#targets(): Generator<SyncTarget> {
    for (const document of this.#registry.documents()) yield* document.targets()
  }

  #count(): { pending: number; unverified: number } {
    let unverified = 0
    for (const document of this.#registry.documents()) if (document.unverified()) unverified += 1
    return { pending: this.#registry.pending().reduce((sum, { edits }) => sum + edits, 0), unverified }
  }

  /** Opens what the device remembers as unsent, though no screen shows it. */
  #recall(): void {
    this.#options.store
      .unsent()
      .then((marks) => {
        if (!this.#closed) this.#registry.recall(marks)
      })
      .catch(this.#storageFailed)
      .finally(() => {
        this.#board.recalled = true
        this.#board.changed()
      })
      .catch(this.#storageFailed)
  }

  /** The server lives on another journal than before: every document of this device may hold what that one lacks. */
  #offerEverythingAgain(epoch: string): void {
    const { store } = this.#options
    const offer = async (): Promise<void> => {
      const marks: UnsentMark[] = []
      for (const name of await store.names()) {
        const { cursor } = await store.load(name)
        if (cursor === null || parseCursor(cursor)?.epoch === epoch || this.#registry.get(name)) continue
        marks.push({ name, owner: `epoch ${epoch}`, edits: 1, version: 1 })
      }
      await store.mark(marks)
      if (!this.#closed) this.#registry.recall(marks)
    }
    offer().catch(this.#storageFailed)
  }

  readonly #storageFailed = (error: unknown): void => {
    const failure = asStorageError(error)
    this.#health ??= import('./storage-health.ts').then(
      // A write: it answers only when every write that was asked for before it is there, those that failed among them.
      ({ StorageHealth: Health }) => new Health(this.#notify, () => this.#options.store.putMeta('asked', this.#now())),
    )
    this.#health
      .then((health) => (this.#closed ? health.stop() : health.failed(failure)))
      .catch(() => {
        // Without the code nobody asks again: told as it is, once, and the next failure fetches it again.
        this.#health = null
        const { problem, message } = failure
        if (problem !== 'closed' && problem !== this.#storage)
          this.#notify({ type: 'storage', state: problem, message })
      })
  }

  readonly #notify = (notice: Notice): void => {
    if (notice.type === 'storage') this.#storage = notice.state
    if (notice.type === 'reverted') this.#board.reverted()
    for (const listener of this.#notices) listener(notice)
  }

  open(name: DocumentName): DocumentHandle {
    const known = this.#registry.get(name) !== undefined
    const { document, release } = this.#registry.hold(name)
    // Opened on a living line, it has claimed nothing yet: the status need not wait for its first handshake.
    if (!known && this.#connection.facts().state === 'open') document.mustVerify = false
    return createHandle(document, release)
  }

  status(): SyncStatus {
    return this.#board.current()
  }

  onStatus(listener: () => void): () => void {
    return this.#board.subscribe(listener)
  }

  pending(): readonly PendingDocument[] {
    return this.#registry.pending()
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    this.#notices.add(listener)
    return () => this.#notices.delete(listener)
  }

  syncNow(): void {
    this.#connection.nudge(true)
  }

  setNetwork(enabled: boolean): void {
    this.#network = enabled
    if (enabled) this.#hub?.compete()
    else this.#hub?.yieldLead()
    this.#startOrStop()
    if (enabled || fault('OFF-15')) return
    for (const document of this.#registry.documents()) document.keepCount()
  }

  signedIn(): void {
    this.#token.invalidate()
    this.#board.signedOut = false
    this.#startOrStop()
    this.#connection.nudge(true)
  }

  #startOrStop(): void {
    const wanted = (this.#network || fault('CLI-18')) && !this.#board.signedOut && !this.#board.updateRequired
    if (wanted) this.#connection.start()
    else this.#connection.stop()
  }

  unsafeToLeave(): boolean {
    for (const document of this.#registry.documents()) if (document.unsafe()) return true
    return false
  }

  storage(): StorageState {
    return this.#storage
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    for (const stop of this.#stopHearing) stop()
    this.#health?.then((health) => health.stop(), reportAside)
    this.#board.close()
    await this.#registry.close()
    this.#connection.stop()
    this.#hub?.close()
    this.#notices.clear()
  }
}
