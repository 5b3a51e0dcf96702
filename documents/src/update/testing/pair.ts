import * as Y from 'yjs'
import type { Change, Judge, JsonValue, Judgement } from '../../kind.ts'
import { prepareUpdate, refreshReverts, setBack } from '../index.ts'
import type { Prepared, ReadyUpdate } from '../index.ts'

/** One author and one server document; `send` takes what the author wrote since the last time as one update. */
export class Pair {
  readonly author = new Y.Doc()
  readonly server = new Y.Doc()
  /** What the judge was asked. */
  readonly asked: { readonly change: Change; readonly before: JsonValue | undefined }[] = []
  private waiting: Uint8Array[] = []
  private readonly judgement: (change: Change, before: JsonValue | undefined) => Judgement | undefined

  /** `judgement` undefined: allowed. */
  constructor(judgement: (change: Change, before: JsonValue | undefined) => Judgement | undefined = () => undefined) {
    this.judgement = judgement
    this.author.clientID = 20
    this.server.clientID = 1
    this.author.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') this.waiting.push(update)
    })
  }

  readonly judge: Judge = (change, before) => {
    this.asked.push({ change, before })
    return this.judgement(change, before) ?? { kind: 'allow' }
  }

  /** Paths and operations the judge was asked about since the last call, in order. */
  takeAsked(): string[] {
    return this.asked.splice(0).map(({ change }) => `${change.op} ${change.path.join('/')}`)
  }

  prepare(update: Uint8Array): Prepared {
    return prepareUpdate(this.server, update, this.judge, { ownsClient: () => true })
  }

  /** Sends an update, by default all that waits; applies and sets back. Throws when nothing can be taken of it. */
  send(update: Uint8Array = this.frame()): ReadyUpdate {
    const prepared = this.prepare(update)
    if (prepared.kind !== 'ready') throw new Error(JSON.stringify(prepared))
    const reverts = refreshReverts(this.server, prepared.reverts)
    Y.applyUpdate(this.server, prepared.update)
    setBack(this.server, reverts)
    if (this.server.store.pendingStructs ?? this.server.store.pendingDs) throw new Error('something is pending')
    return prepared
  }

  frame(): Uint8Array {
    return Y.mergeUpdates(this.waiting.splice(0))
  }

  /** What a client sends first when it connects again. */
  handshake(): Uint8Array {
    this.waiting = []
    return Y.encodeStateAsUpdate(this.author, Y.encodeStateVector(this.server))
  }

  /** The author takes what the server has. */
  receive(): void {
    const update = Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(this.author))
    Y.applyUpdate(this.author, update, 'server')
  }
}

export const cards = (doc: Y.Doc): Y.Map<Y.Map<unknown>> => doc.getMap('cards')

export function putCard(doc: Y.Doc, id: string, fields: Readonly<Record<string, unknown>>): Y.Map<unknown> {
  const card = new Y.Map<unknown>()
  doc.transact(() => {
    cards(doc).set(id, card)
    for (const [key, value] of Object.entries(fields)) card.set(key, value)
  })
  return card
}
