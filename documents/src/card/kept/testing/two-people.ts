/** People who write in one note over a server, and messages that travel only when told. Blocks change as the editor's binding changes them. */
import * as Y from 'yjs'
import { notesFragment } from '../../shape.ts'
import { keepLetters } from '../keep-letters.ts'
import { receivedUpdates } from '../received.ts'

const network = Symbol('network')

export class Server {
  readonly doc = new Y.Doc()
  readonly people: Person[] = []
  /** What came, in its order: as HTTP gives it, to whoever sent it too. */
  readonly rows: Uint8Array[] = []

  constructor() {
    this.doc.on('update', (update: Uint8Array, author: unknown) => {
      for (const person of this.people) if (person !== author && person.isOnline) person.down.push(update)
    })
  }

  join(clientId: number, wasMine: readonly number[] = []): Person {
    const person = new Person(this, clientId, wasMine)
    this.people.push(person)
    person.connect()
    return person
  }
}

export class Person {
  readonly doc = new Y.Doc()
  readonly notes: Y.XmlFragment
  readonly up: Uint8Array[] = []
  readonly down: Uint8Array[] = []
  readonly undo: Y.UndoManager
  isOnline = false
  isOverHttp = false
  #pulled = 0
  nowMs = 0
  readonly #server: Server

  constructor(server: Server, clientId: number, wasMine: readonly number[]) {
    this.#server = server
    this.doc.clientID = clientId
    this.notes = notesFragment(this.doc)
    this.undo = new Y.UndoManager(this.notes, { captureTimeout: 0, trackedOrigins: new Set([null]) })
    keepLetters(this.doc, {
      nowMs: () => this.nowMs,
      isHere: (client) =>
        !this.isOverHttp && server.people.some((one) => one.isOnline && !one.isOverHttp && one.doc.clientID === client),
      wasMine: (client) => wasMine.includes(client),
    })
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== network && this.isOnline) this.up.push(update)
    })
  }

  /** As a reconnect does it: each side gets what it lacks. What was on its way is gone. */
  connect(): void {
    this.isOnline = true
    this.up.length = 0
    this.down.length = 0
    const { doc } = this.#server
    const mine = Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(doc))
    this.down.push(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.doc)))
    this.up.push(mine)
  }

  /** What the device had kept of another one's life. */
  load(from: Person): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(from.doc), network)
  }

  disconnect(): void {
    this.isOnline = false
  }

  send(): void {
    const update = this.up.shift()
    if (!update) return
    this.#server.rows.push(update)
    Y.applyUpdate(this.#server.doc, update, this)
  }

  /** What is changed in one turn leaves as one message. */
  inOneTurn(run: () => void): void {
    const waiting = this.up.length
    run()
    const made = this.up.splice(waiting)
    if (made.length > 0) this.up.push(Y.mergeUpdates(made))
  }

  receive(): void {
    const update = this.down.shift()
    if (update) this.#take([update])
  }

  /** Over HTTP: all rows since the last time. Nobody hears that this person is there. */
  pull(): void {
    this.down.length = 0
    this.#take(this.#server.rows.slice(this.#pulled))
    this.#pulled = this.#server.rows.length
  }

  #take(updates: readonly Uint8Array[]): void {
    const take = (transaction: Y.Transaction): void => {
      transaction.meta.set(receivedUpdates, updates)
      for (const update of updates) Y.applyUpdate(this.doc, update, network)
    }
    Y.transact(this.doc, take, network, false)
  }

  block(at: number): Y.XmlElement {
    return this.notes.get(at) as Y.XmlElement
  }

  /** The text of the block, the one of its first item when it is a list. */
  text(at: number): Y.XmlText {
    let node: unknown = this.block(at)
    while (node instanceof Y.XmlElement) node = node.get(0)
    return node as Y.XmlText
  }

  lines(): string[] {
    return this.notes.toArray().map((block) => textIn(block))
  }

  add(kind: string, words: string): void {
    this.doc.transact(() => this.notes.push([made(kind, words)]))
  }

  /** One letter behind `after`, or at the end of the block. Returns whether that letter was found. */
  type(letter: string, after: string, at = 0): boolean {
    for (const text of after === '' ? [this.text(at)] : textsIn(this.notes)) {
      const index = after === '' ? text.length : text.toString().indexOf(after) + after.length
      if (index < after.length) continue
      text.insert(index, letter)
      return true
    }
    return false
  }

  /** As the binding does it: the block goes, another one with a copy of its text comes. */
  change(at: number, kind: string, without = ''): void {
    const words = this.lines()[at] ?? ''
    this.doc.transact(() => {
      this.notes.delete(at, 1)
      this.notes.insert(at, [made(kind, words.slice(words.startsWith(without) ? without.length : 0))])
    })
  }

  /** Backspace at the beginning of a block. */
  joinWithPrevious(at: number): void {
    const words = this.lines()[at] ?? ''
    this.doc.transact(() => {
      const before = this.text(at - 1)
      before.insert(before.length, words)
      this.notes.delete(at, 1)
    })
  }

  /** Enter in the middle of a block. */
  split(at: number, index: number): void {
    const text = this.text(at)
    const rest = text.toString().slice(index)
    this.doc.transact(() => {
      text.delete(index, text.length - index)
      this.notes.insert(at + 1, [made('paragraph', rest)])
    })
  }

  remove(at: number): void {
    this.doc.transact(() => this.notes.delete(at, 1))
  }
}

function made(kind: string, words: string): Y.XmlElement {
  const [outer = 'paragraph', ...inner] = kind.split('>')
  const element = new Y.XmlElement(outer)
  element.insert(0, [inner.length > 0 ? made(inner.join('>'), words) : new Y.XmlText(words)])
  return element
}

function textIn(node: unknown): string {
  if (node instanceof Y.XmlText) return node.toString()
  return node instanceof Y.XmlFragment ? node.toArray().map(textIn).join('') : ''
}

const textsIn = (node: Y.XmlFragment): readonly Y.XmlText[] =>
  node.toArray().flatMap((child) => (child instanceof Y.XmlText ? [child] : textsIn(child as Y.XmlElement)))

/** Everything arrives everywhere. */
export function settle({ people }: Server): void {
  while (people.some(({ up, down, isOnline }) => isOnline && up.length + down.length > 0))
    for (const person of people) {
      person.send()
      person.receive()
    }
}
