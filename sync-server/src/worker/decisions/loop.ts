import { fault } from '@mutirao/documents'
import type { Decisions } from '@mutirao/documents'
import {
  createDecisionStore,
  createDirectory,
  decisionLockSpace,
  isDatabaseAway,
  watchJournal,
} from '@mutirao/persistence'
import type {
  Checkpoints,
  Database,
  DecisionList,
  DecisionStore,
  Directory,
  HistoryWatch,
  Journal,
  Log,
  UntakenDocument,
} from '@mutirao/persistence'
import type { Guard } from '../guard.ts'
import { Pause } from '../pause.ts'
import { Calm } from './calm.ts'
import { Copies } from './copies.ts'
import { decideList } from './decide.ts'
import { decidable, kindsTaken } from './kinds.ts'
import { takeRows } from './take.ts'
import { clearAway, publish } from './tell.ts'

export interface DecisionLoopOptions {
  readonly database: Database
  readonly journal: Journal
  readonly checkpoints: Pick<Checkpoints, 'latest'>
  readonly log: Log
  readonly guard?: Guard | undefined
  /** The Yjs client id to write with, new for every process. */
  readonly clientId: number
  /** Called between any two steps; what it throws ends the step as a crash would. For tests. */
  readonly point?: (name: string) => void
  /** Default: those of purchase requests. */
  readonly decisions?: Decisions
}

export interface DecisionLoop {
  readonly done: Promise<void>
  stop(): void
}

const reconnectMs = 1_000
const retryMs = 2_000
/** Times that matter are asked for at least this often. */
const longestPauseMs = 60_000

/** Decides whatever is asked, until it is stopped. Never rejects: what fails is told and tried again. */
export function startDecisionLoop(options: DecisionLoopOptions): DecisionLoop {
  const loop = new Loop(options)
  return { done: loop.run(), stop: () => loop.stop() }
}

class Loop {
  readonly #options: DecisionLoopOptions
  readonly #store: DecisionStore
  readonly #directory: Directory
  readonly #copies: Copies
  readonly #calm = new Calm()
  readonly #decisions: Decisions
  readonly #point: (name: string) => void
  /** Documents that got rows; null: ask for all. */
  #heard: Set<number> | null = null
  /** Whether a document's rows matter here. */
  readonly #ours = new Map<number, boolean>()
  /** Lists whose ledger is to be compared as a whole with what was decided. */
  readonly #uncompared = new Map<number, DecisionList>()
  readonly #claimed = new Set<number>()
  #watch: HistoryWatch | null = null
  #stopped = false
  readonly #rest = new Pause()
  /** When the next list must be looked at again, by the monotonic clock. */
  #nextMs = 0

  constructor(options: DecisionLoopOptions) {
    const { database, journal, checkpoints, clientId, point = () => undefined } = options
    this.#options = options
    this.#store = createDecisionStore(database)
    this.#directory = createDirectory(database)
    this.#copies = new Copies({ journal, checkpoints, clientId })
    this.#decisions = options.decisions ?? decidable.requests.decisions
    this.#point = point
  }

  stop(): void {
    this.#stopped = true
    this.#rest.end()
  }

  async run(): Promise<void> {
    while (!this.#stopped) {
      try {
        if (!this.#watch) await this.#connect()
        await this.#takeIn()
        await this.#work()
        await this.#pause(this.#nextMs - performance.now())
      } catch (error) {
        this.#options.log.warn({ err: String(error) }, 'decisions cannot go on at the moment')
        this.#forget()
        await this.#pause(reconnectMs)
      }
    }
    await this.#watch?.close()
  }

  /** Whatever is in memory may be half of something. */
  #forget(): void {
    this.#copies.clear()
    this.#heard = null
    this.#nextMs = 0
  }

  /** Listens first and asks then, so that nothing falls between. */
  async #connect(): Promise<void> {
    this.#claimed.clear()
    this.#forget()
    this.#watch = await watchJournal(this.#options.database, {
      claimSpace: decisionLockSpace,
      onRows: (ids) => {
        for (const id of ids) this.#heard?.add(id)
        this.#rest.end()
      },
      onLost: () => {
        this.#watch = null
        this.#heard = null
        this.#rest.end()
      },
    })
    for (const list of await this.#store.listsWithLedger()) this.#uncompared.set(list.documentId, list)
  }

  async #takeIn(): Promise<void> {
    const heard = this.#heard
    if (heard?.size === 0) return
    this.#heard = new Set()
    const ours = heard && (await this.#ofOurKinds([...heard]))
    if (ours?.length === 0) return
    // Another process may have taken them already: there is work all the same.
    this.#nextMs = 0
    const documents = await this.#store.untaken(kindsTaken, ours ?? undefined)
    for (const document of documents) await this.#takeDocument(document)
  }

  /** Most rows are of other documents; their kinds are asked for once. */
  async #ofOurKinds(documentIds: readonly number[]): Promise<readonly number[]> {
    const unknown = documentIds.filter((id) => !this.#ours.has(id))
    if (unknown.length > 0) {
      const found = await this.#store.ofKinds(unknown, kindsTaken)
      for (const id of unknown) this.#ours.set(id, found.has(id))
    }
    return documentIds.filter((id) => this.#ours.get(id))
  }

  async #takeDocument(document: UntakenDocument): Promise<void> {
    const { journal } = this.#options
    const parts = { store: this.#store, journal, copies: this.#copies, point: this.#point }
    try {
      const taken = await this.#guarded(document.documentId, () => takeRows(parts, document))
      if (taken?.isBehind) this.#hear(document.documentId)
      // It is new: what decisions go by stands in its ledger before anything is decided about it.
      if (document.kind === 'requests' && document.seq === 0 && !fault('DEC-17'))
        this.#uncompared.set(document.documentId, document)
    } catch (error) {
      this.#failed(document.name, error)
      this.#copies.forget(document.documentId)
      this.#hear(document.documentId)
    }
  }

  /** Null when nothing was done: workers have ended over this document. */
  #guarded<T>(documentId: number, work: () => Promise<T>): Promise<T | null> {
    const { guard } = this.#options
    return guard ? guard.run(documentId, work) : work()
  }

  #hear(documentId: number): void {
    this.#heard?.add(documentId)
  }

  /** Everything there is to decide and to tell; nothing when no time has come and nothing was heard. */
  async #work(): Promise<void> {
    if (performance.now() < this.#nextMs) return
    let retry = longestPauseMs
    for (const list of await this.#listsToWorkOn()) {
      if (this.#stopped) return
      if (!(await this.#claim(list.documentId))) {
        retry = Math.min(retry, retryMs)
        continue
      }
      try {
        const restMs = await this.#guarded(list.documentId, () => this.#workOn(list))
        retry = Math.min(retry, restMs ?? retry)
      } catch (error) {
        this.#failed(list.name, error)
        this.#copies.forget(list.documentId)
        this.#uncompared.set(list.documentId, list)
        retry = Math.min(retry, retryMs)
      }
    }
    const dueMs = await this.#store.nextDueInMs()
    this.#nextMs = performance.now() + Math.min(retry, Math.max(dueMs ?? longestPauseMs, 20))
  }

  async #listsToWorkOn(): Promise<Iterable<DecisionList>> {
    const lists = new Map((await this.#store.lists()).map((list) => [list.documentId, list]))
    for (const [id, list] of this.#uncompared) lists.set(id, list)
    return lists.values()
  }

  /** @returns after how long it must be looked at again; null: when something is heard */
  async #workOn(list: DecisionList): Promise<number | null> {
    const [store, copies, decisions, point] = [this.#store, this.#copies, this.#decisions, this.#point]
    const calm = this.#calm
    const { steps, isWorldChanged, restMs } = await decideList({ store, copies, decisions, calm, point }, list)
    const parts = { store, directory: this.#directory, copies, decisions, point, now: Date.now }
    // What decisions go by stands in every ledger of the workspace.
    if (isWorldChanged)
      for (const other of await store.listsWithLedger(list.workspaceId)) this.#uncompared.set(other.documentId, other)
    await publish(parts, list, this.#uncompared.has(list.documentId) && !fault('DEC-8'))
    this.#uncompared.delete(list.documentId)
    await clearAway(parts, list, await store.cursor(list.documentId))
    return steps > 0 ? 0 : restMs
  }

  async #claim(listId: number): Promise<boolean> {
    if (this.#claimed.has(listId)) return true
    const done = (await this.#watch?.claim(listId)) ?? false
    if (done) this.#claimed.add(listId)
    return done
  }

  #failed(name: string, error: unknown): void {
    if (isDatabaseAway(error) || fault('DEC-9')) throw error
    this.#options.log.error({ document: name, err: String(error) }, 'decisions about a list failed')
  }

  #pause(ms: number): Promise<void> {
    if (this.#stopped || ms <= 0 || (this.#heard && this.#heard.size > 0)) return Promise.resolve()
    return this.#rest.for(Math.min(ms, longestPauseMs))
  }
}
