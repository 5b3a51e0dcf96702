import * as Y from 'yjs'
import { seededRandom } from './random.ts'
import { expectConverged } from './structure.ts'

export interface NetworkOptions {
  readonly peers: number
  readonly seed: number
  /** Chance that a message is lost, in [0, 1). Default 0.2. */
  readonly dropRate?: number
  /** Chance that a message is delivered and stays on its way. Default 0.2. */
  readonly repeatRate?: number
  /** Opens the roots a kind uses, in every copy. */
  readonly open?: (doc: Y.Doc) => void
}

interface Message {
  readonly to: number
  readonly update: Uint8Array
}

const fromNetwork = Symbol('from the network')

/**
 * Copies of one document joined by a seeded network that drops, reorders and repeats. What is lost comes with `heal`,
 * the way a reconnect brings it: state vectors and what the other side lacks.
 */
export class Network {
  readonly docs: readonly Y.Doc[]
  readonly random: () => number
  readonly #onTheWay: Message[] = []
  readonly #dropRate: number
  readonly #repeatRate: number

  constructor(options: NetworkOptions) {
    this.random = seededRandom(options.seed)
    this.#dropRate = options.dropRate ?? 0.2
    this.#repeatRate = options.repeatRate ?? 0.2
    this.docs = Array.from({ length: options.peers }, (_, peer) => this.#join(peer, options))
  }

  #join(peer: number, options: NetworkOptions): Y.Doc {
    const doc = new Y.Doc()
    // Random ids of Yjs would make a failing seed unrepeatable; concurrent edits are decided by them.
    doc.clientID = 1 + Math.floor(this.random() * 2 ** 31)
    options.open?.(doc)
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === fromNetwork) return
      for (let to = 0; to < options.peers; to++) if (to !== peer) this.#onTheWay.push({ to, update })
    })
    return doc
  }

  doc(peer: number): Y.Doc {
    const doc = this.docs[peer]
    if (!doc) throw new RangeError(`there is no peer ${peer}`)
    return doc
  }

  /** Messages that have neither arrived nor been lost. */
  get waiting(): number {
    return this.#onTheWay.length
  }

  /** Lets up to `count` messages arrive, in any order. */
  deliver(count: number): void {
    for (let i = 0; i < count && this.#onTheWay.length > 0; i++) {
      const at = Math.floor(this.random() * this.#onTheWay.length)
      const message = this.#onTheWay[at]
      if (!message) return
      if (this.random() >= this.#repeatRate) this.#onTheWay.splice(at, 1)
      if (this.random() >= this.#dropRate) Y.applyUpdate(this.doc(message.to), message.update, fromNetwork)
    }
  }

  /** Two copies exchange what the other lacks. */
  sync(a: number, b: number): void {
    const [left, right] = [this.doc(a), this.doc(b)]
    const [toRight, toLeft] = [
      Y.encodeStateAsUpdate(left, Y.encodeStateVector(right)),
      Y.encodeStateAsUpdate(right, Y.encodeStateVector(left)),
    ]
    Y.applyUpdate(right, toRight, fromNetwork)
    Y.applyUpdate(left, toLeft, fromNetwork)
  }

  /** Everybody has everything: through the first copy and back. Messages on their way are lost. */
  heal(): void {
    this.#onTheWay.length = 0
    for (let round = 0; round < 2; round++) for (let peer = 1; peer < this.docs.length; peer++) this.sync(0, peer)
  }

  /** Heals, then throws when any two copies differ. */
  converge(): void {
    this.heal()
    expectConverged(this.docs)
  }
}
