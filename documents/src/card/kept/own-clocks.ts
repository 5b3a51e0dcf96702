import * as Y from 'yjs'

/** Longer than any message is on its way, and than somebody who lost the network is still said to be there. */
const copiedMs = 60_000
/** Longer than what is typed and what a colleague does meet on a slow connection. */
export const onItsWayMs = 5_000
/** Nobody reads letters and deletes them for what they say in less. */
const deletedMs = 2_000

/** When this copy's own letters were typed, and which of them the server has sent back (it does so over HTTP only). */
export class OwnClocks {
  readonly #doc: Y.Doc
  readonly #nowMs: () => number
  readonly #typed: { readonly end: number; readonly atMs: number }[] = []
  readonly #echoed = new Map<number, number>()

  constructor(doc: Y.Doc, nowMs: () => number) {
    this.#doc = doc
    this.#nowMs = nowMs
  }

  /** The document was changed here. */
  typed(): void {
    const [atMs, end] = [this.#nowMs(), Y.getState(this.#doc.store, this.#doc.clientID)]
    const last = this.#typed.at(-1)
    if (last?.end === end) return
    if (last?.atMs === atMs) this.#typed.pop()
    this.#typed.push({ end, atMs })
    // One old entry stays: it says that what was typed before it is old too.
    while ((this.#typed[1]?.atMs ?? Infinity) < atMs - copiedMs) this.#typed.shift()
  }

  /**
   * Whether a letter was typed so lately that whoever deleted its block cannot have meant it: of a block that was copied a
   * minute ago (nobody leaves a letter out of a copy), of one that was deleted two seconds ago.
   */
  isRecent(client: number, clock: number, copied: boolean): boolean {
    return this.#isYounger(client, clock, copied ? copiedMs : deletedMs)
  }

  /** Whether whoever changed the text around this letter can have done so without having seen it. */
  isOnItsWay(client: number, clock: number): boolean {
    return this.#isYounger(client, clock, onItsWayMs)
  }

  #isYounger(client: number, clock: number, ageMs: number): boolean {
    if (client !== this.#doc.clientID) return false
    const typed = this.#typed.find(({ end }) => clock < end)
    return typed !== undefined && typed.atMs >= this.#nowMs() - ageMs
  }

  heard(update: Uint8Array, isMine: (client: number) => boolean): void {
    for (const [client, end] of Y.parseUpdateMeta(update).to)
      if (isMine(client)) this.#echoed.set(client, Math.max(end, this.echoed(client)))
  }

  /** Below this clock the server had everything of this client when it sent what came so far. */
  echoed(client: number): number {
    return this.#echoed.get(client) ?? 0
  }
}

/** Stretches of this copy's own clock. The oldest are forgotten first. */
export class Stretches {
  #all: { readonly begin: number; readonly end: number }[] = []

  add(begin: number, end: number): void {
    const last = this.#all.at(-1)
    if (last && begin === last.end) this.#all[this.#all.length - 1] = { begin: last.begin, end }
    else if (begin < end) this.#all = [...this.#all.slice(-maxStretches), { begin, end }]
  }

  has(clock: number): boolean {
    return this.#all.some(({ begin, end }) => clock >= begin && clock < end)
  }
}

const maxStretches = 500
