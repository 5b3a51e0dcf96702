import * as Y from 'yjs'
import type { Judge } from '../../kind.ts'
import type { RefusalCode } from '../../protocol.ts'
import { isEmptyUpdate, prepareUpdate, refreshReverts, revertOrigin, setBack } from '../index.ts'
import type { ReadyUpdate } from '../index.ts'
import { visible, type Random } from './edits.ts'

/** A client of the simulated server: edits wait in `outbox`, what the server sent waits in `inbox`. */
interface Client {
  doc: Y.Doc
  outbox: Uint8Array[]
  inbox: Uint8Array[]
  /** Paths of which the server refused something since this document was opened, and which do not heal by themselves. */
  refused: Set<string>
}

const fromServer = Symbol('from server')
const fromClient = Symbol('from client')

/** A server that journals, and clients that lose, repeat, delay and merge what they send. No pretty failure: it throws. */
export class World {
  readonly server = new Y.Doc()
  /** What was journalled, in order; `reverted` when the next rows set something of it back. */
  readonly rows: { readonly update: Uint8Array; readonly reverted: boolean }[] = []
  readonly clients: Client[] = []
  readonly counts = { taken: 0, refused: 0, reverted: 0, unchanged: 0, gaps: 0, sunk: 0 }
  private readonly random: Random
  private readonly judge: Judge
  private nextClientId = 100
  private readonly tidied: Uint8Array[] = []
  private readonly inFlight: { readonly client: Client; readonly ready: ReadyUpdate }[] = []

  constructor(random: Random, judge: Judge, clients: number) {
    this.random = random
    this.judge = judge
    this.server.clientID = 1
    this.server.on('update', (update: Uint8Array, origin: unknown) => {
      // Yjs tidies up text formatting by itself, in a transaction of its own.
      if (origin !== fromClient && origin !== revertOrigin) this.tidied.push(update)
    })
    for (let i = 0; i < clients; i++) this.clients.push(this.open())
  }

  /** Opens the document afresh from the server, under a new client id. */
  private open(): Client {
    const client: Client = { doc: new Y.Doc(), outbox: [], inbox: [], refused: new Set() }
    client.doc.clientID = this.nextClientId++
    Y.applyUpdate(client.doc, Y.encodeStateAsUpdate(this.server), fromServer)
    client.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== fromServer) client.outbox.push(update)
    })
    return client
  }

  /** A client that was refused something starts over, once all it has written has arrived. */
  reopen(index: number): void {
    const client = this.clients[index]
    if (client === undefined) return
    this.settle(client)
    this.clients[index] = this.open()
  }

  /** Sends a random part of what waits: in one frame or several, sometimes everything since the beginning, sometimes twice. */
  send(client: Client): void {
    const dice = this.random()
    if (dice < 0.15) {
      client.outbox.length = 0
      this.receive(client, Y.encodeStateAsUpdate(client.doc, Y.encodeStateVector(this.server)))
    } else if (dice < 0.2) {
      client.outbox.length = 0
      this.receive(client, Y.encodeStateAsUpdate(client.doc))
    } else if (dice < 0.3 && client.outbox.length > 1) {
      // Out of order: the second frame first. It is refused as a gap and everything is sent again.
      const [, second] = client.outbox
      if (second !== undefined) this.receive(client, second)
    } else if (client.outbox.length > 0) {
      const frames = client.outbox.splice(0, 1 + Math.floor(this.random() * client.outbox.length))
      const frame = frames.length === 1 && frames[0] !== undefined ? frames[0] : Y.mergeUpdates(frames)
      this.receive(client, frame)
      if (this.random() < 0.1) this.receive(client, frame)
    }
  }

  private receive(client: Client, update: Uint8Array): void {
    this.applyInFlight((entry) => entry.client === client)
    const prepared = prepareUpdate(this.server, update, this.judge, { ownsClient: () => true })
    if (prepared.kind === 'costly') throw new Error('costly')
    if (prepared.kind === 'unchanged') this.counts.unchanged++
    else if (prepared.kind === 'rejected') {
      if (prepared.code !== 'unknown_dependency') throw new Error(`rejected: ${prepared.code}`)
      this.counts.gaps++
    } else {
      for (const { path, code } of prepared.refused) if (!heals(path, code)) client.refused.add(path)
      this.counts.refused += prepared.refused.length
      this.counts.reverted += prepared.reverts.length
      this.counts.sunk += prepared.sunk
      if (isEmptyUpdate(prepared.update)) return
      this.counts.taken++
      this.journal(prepared.update, prepared.reverts.length > 0)
      this.inFlight.push({ client, ready: prepared })
      if (this.random() < 0.7) this.applyInFlight(() => true)
    }
  }

  /** Applies what is journalled but not applied yet, in any order across clients. */
  private applyInFlight(which: (entry: { readonly client: Client }) => boolean): void {
    const entries = this.inFlight.filter(which)
    for (const entry of entries) this.inFlight.splice(this.inFlight.indexOf(entry), 1)
    if (this.random() < 0.5) entries.reverse()
    for (const { ready } of entries) {
      const reverts = refreshReverts(this.server, JSON.parse(JSON.stringify(ready.reverts)) as typeof ready.reverts)
      Y.applyUpdate(this.server, ready.update, fromClient)
      const back = reverts.length > 0 ? setBack(this.server, reverts) : null
      if (back !== null) this.journal(back, false)
      this.broadcast(back === null ? ready.update : Y.mergeUpdates([ready.update, back]))
      for (const update of this.tidied.splice(0)) {
        this.journal(update, false)
        this.broadcast(update)
      }
      this.check(this.server, ['§', '¤'])
    }
  }

  private journal(update: Uint8Array, reverted: boolean): void {
    this.rows.push({ update, reverted })
  }

  private broadcast(update: Uint8Array): void {
    for (const client of this.clients) client.inbox.push(update)
  }

  /** Takes a random part of what the server sent. */
  take(client: Client, all = false): void {
    const count = all ? client.inbox.length : Math.floor(this.random() * (client.inbox.length + 1))
    const seen = new Set(['§', '¤'].filter((word) => mentions(client.doc, word)))
    for (const update of client.inbox.splice(0, count)) Y.applyUpdate(client.doc, update, fromServer)
    this.check(
      client.doc,
      ['§', '¤'].filter((word) => !seen.has(word)),
    )
  }

  private settle(client: Client): void {
    for (let round = 0; round < 10 && (client.outbox.length > 0 || client.inbox.length > 0); round++) {
      client.outbox.length = 0
      this.receive(client, Y.encodeStateAsUpdate(client.doc, Y.encodeStateVector(this.server)))
      this.applyInFlight(() => true)
      this.take(client, true)
    }
    if (client.outbox.length > 0) throw new Error('a client never comes to rest')
  }

  /** Lets everything arrive everywhere; those who were refused something start over. */
  finish(): void {
    this.applyInFlight(() => true)
    for (let round = 0; round < 3; round++) for (const client of this.clients) this.settle(client)
    for (const client of this.clients) {
      this.take(client, true)
      Y.applyUpdate(client.doc, Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(client.doc)), fromServer)
    }
  }

  private check(doc: Y.Doc, words: readonly string[]): void {
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) throw new Error('something is pending')
    for (const word of words) if (mentions(doc, word)) throw new Error(`${word} became visible`)
  }

  /** The document as somebody gets it who reads the journal, checked after every row. */
  replay(gc = true): Y.Doc {
    const doc = new Y.Doc({ gc })
    for (const { update } of this.rows) {
      Y.applyUpdate(doc, update)
      this.check(doc, ['§'])
    }
    return doc
  }
}

/** Refused values of keys which their author could have emptied are put right everywhere; refused containers are not. */
const heals = (path: string, code: RefusalCode): boolean => code === 'bad_value' && !/(inner|tags)$/.test(path)

const mentions = (doc: Y.Doc, word: string): boolean => JSON.stringify(visible(doc)).includes(word)
