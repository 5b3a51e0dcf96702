import { fault, parseCursor, partialRefusals, refusalCodes, type RefusalCode } from '@mutirao/documents'
import * as Y from 'yjs'
import type { SyncTarget } from '../sync/transport.ts'
import type { Tuning } from '../tuning.ts'
import { HttpFailure, type HttpApi, type Pushed } from './api.ts'

/** The server sent what is no update. */
export class BrokenUpdateError extends Error {
  constructor() {
    super('an update of the server could not be applied')
    this.name = 'BrokenUpdateError'
  }
}

/** Another journal answered than the one this copy was compared with (a backup was restored). */
export class OtherJournalError extends Error {
  constructor() {
    super('the server lives on another journal')
    this.name = 'OtherJournalError'
  }
}

/** The document is on another way by now: what answers here says nothing about what is sent there. */
class LeftError extends Error {
  constructor() {
    super('this way was left')
    this.name = 'LeftError'
  }
}

const emptyVector = new Uint8Array([0])

/**
 * One document over HTTP: pull what is new, push what is not confirmed. The ledger's rule is the same as on a socket:
 * a positive answer confirms what was local when the body was encoded, a failed call begins a new epoch.
 */
export class Exchange {
  readonly target: SyncTarget
  readonly #api: HttpApi
  readonly #tuning: Tuning
  /** What the server is known to have, in this life: everything the document held at the last confirmed push. */
  #known: Uint8Array = emptyVector
  #pulled = false
  #stale = true
  /** The journal that holds it. */
  #epoch: string | null = null
  /** The next pull asks for everything: there is a hole in what is here. */
  #fromStart = false
  /** As the last pull said. */
  #readOnly: boolean | null = null
  /** The transport's own care: when to try again. */
  failures = 0
  /** Something was refused in the last round. */
  refused = false
  running = false
  #ended = false

  constructor(target: SyncTarget, api: HttpApi, tuning: Tuning) {
    this.target = target
    this.#api = api
    this.#tuning = tuning
    target.replica.beginEpoch()
  }

  verified(): boolean {
    return this.#pulled && this.target.replica.ledger.unsent() === 0
  }

  /** The server has something new. */
  markStale(): void {
    this.#stale = true
  }

  /** The connection was lost: what answers next may live on another journal. */
  lost(): void {
    if (fault('CLI-34')) return
    this.#pulled = false
    this.#stale = true
  }

  hasWork(): boolean {
    return this.#stale || this.target.replica.ledger.unsent() > 0
  }

  /** One round: pull if stale, push if something waits. Returns whether anything moved. */
  async run(): Promise<boolean> {
    this.refused = false
    const pulled = this.#stale ? await this.#pull() : false
    const pushed = this.target.replica.ledger.unsent() > 0 ? await this.#push() : false
    return pulled || pushed
  }

  async #pull(): Promise<boolean> {
    this.#stale = false
    try {
      const after = this.#fromStart ? null : this.target.cursor()
      const { updates, cursor, readOnly } = await this.#here(this.#api.pull(this.target.name, after))
      this.#meet(cursor)
      const whole = updates.length === 0 || (await this.#here(this.target.replica.applyManyFromServer(updates)))
      if (!whole) throw new BrokenUpdateError()
      const hasHole = this.target.replica.hasHole()
      if (hasHole && after !== null) {
        // The place that was kept is not where this copy stands.
        this.#fromStart = true
        return await this.#pull()
      }
      this.#fromStart = hasHole
      if (!hasHole) this.target.onCursor(cursor)
      if (!this.#pulled || readOnly !== this.#readOnly) this.target.onAttached(fault('CLI-26') ? false : readOnly)
      this.#readOnly = readOnly
      this.#pulled = true
      if (!hasHole) this.target.onSynced()
      return updates.length > 0
    } catch (error) {
      this.#stale = true
      if (error instanceof BrokenUpdateError) {
        this.#pulled = false
        this.target.onDetached()
      }
      throw error
    }
  }

  /** Returns false when it is another journal than before: it may lack what that one had. */
  #meet(cursor: string | null): boolean {
    const epoch = (cursor === null ? null : parseCursor(cursor))?.epoch ?? this.#epoch
    const isSame = this.#epoch === null || epoch === this.#epoch || fault('CLI-34')
    this.#epoch = epoch
    if (!isSame) this.#known = emptyVector
    return isSame
  }

  async #push(): Promise<boolean> {
    const { replica } = this.target
    const whole = !replica.ledger.settled()
    const updates = whole ? replica.whole(this.#known, this.#tuning.maxFrameBytes) : this.#batch()
    if (updates.length === 0) return false
    const known = Y.encodeStateVector(replica.doc)
    if (whole) replica.ledger.sentWhole(updates.length)
    else replica.ledger.sentBatch()
    try {
      let refused = false
      for (const update of updates) refused = (await this.#send(update)) || refused
      this.refused = refused
      if (!refused) this.#known = known
      return true
    } catch (error) {
      // It may or may not have arrived: the next push carries everything again.
      if (!(error instanceof LeftError)) replica.beginEpoch()
      throw error
    }
  }

  #batch(): readonly Uint8Array[] {
    const update = this.target.replica.takeBuffer()
    return update ? [update] : []
  }

  /** Returns true when the server left something out. */
  async #send(update: Uint8Array): Promise<boolean> {
    const { ledger } = this.target.replica
    try {
      const { cursor, reverted } = await this.#here(this.#api.push(this.target.name, update))
      if (!this.#meet(cursor)) {
        this.#stale = true
        throw new OtherJournalError()
      }
      ledger.answered(true)
      this.#tellReverted(reverted)
      this.target.onAcknowledged()
      return false
    } catch (error) {
      const code = refusalOf(error)
      if (!code || !(error instanceof HttpFailure)) throw error
      ledger.answered(false)
      ledger.refused(code)
      if (!partialRefusals.has(code)) this.#known = emptyVector
      const parts = error.refused.length > 0 ? error.refused : [{ path: '', code }]
      for (const part of parts) this.target.onRefused({ ...part, message: error.message })
      this.#tellReverted(error.reverted)
      this.target.onAcknowledged()
      return true
    }
  }

  #tellReverted(reverted: Pushed['reverted']): void {
    for (const part of reverted) this.target.onReverted(part)
  }

  /** An answer that counts: rejects with LeftError once the exchange has ended, whatever came. */
  async #here<T>(answer: Promise<T>): Promise<T> {
    const left = (): never => {
      throw new LeftError()
    }
    const mayCount = (): boolean => !this.#ended || fault('CLI-35')
    return await answer.then(
      (value) => (mayCount() ? value : left()),
      (error: unknown) => {
        if (mayCount()) throw error
        return left()
      },
    )
  }

  end(): void {
    this.#ended = true
    this.target.replica.beginEpoch()
    this.target.onDetached()
  }
}

function refusalOf(error: unknown): RefusalCode | null {
  if (!(error instanceof HttpFailure)) return null
  return refusalCodes.find((code) => code === error.code) ?? null
}
