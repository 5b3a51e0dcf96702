import * as Y from 'yjs'
import { seededRandom } from '../../random.ts'
import type { DerivedFact, HistoryRow } from '../index.ts'
import { Interpreter } from '../index.ts'

export interface Desk {
  readonly actorId: string
  readonly doc: Y.Doc
  outbox: Uint8Array[]
  /** Rows of the journal this copy has. */
  seen: number
}

const fromServer = Symbol('from the server')

/** Several people with a copy each, offline most of the time, and the journal their updates end up in. */
export class Office {
  readonly random: () => number
  readonly rows: HistoryRow[] = []
  readonly desks: Desk[]
  private readonly server = new Y.Doc()

  constructor(seed: number, people: number) {
    this.random = seededRandom(seed)
    this.desks = Array.from({ length: people }, (_, i) => this.open(`person-${i}`))
  }

  private open(actorId: string): Desk {
    const desk: Desk = { actorId, doc: new Y.Doc(), outbox: [], seen: 0 }
    desk.doc.clientID = 1 + Math.floor(this.random() * 2 ** 31)
    desk.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== fromServer) desk.outbox.push(update)
    })
    return desk
  }

  desk(): Desk {
    return this.desks[Math.floor(this.random() * this.desks.length)] as Desk
  }

  /** As single frames, as one merged frame, or as the handshake after a long time offline. */
  send(desk: Desk): void {
    const waiting = desk.outbox.splice(0)
    if (waiting.length === 0) return
    const dice = this.random()
    if (dice < 0.4) for (const update of waiting) this.journal(desk, update)
    else if (dice < 0.7) this.journal(desk, Y.mergeUpdates(waiting))
    else this.journal(desk, Y.encodeStateAsUpdate(desk.doc, Y.encodeStateVector(this.server)))
  }

  private journal({ actorId }: Desk, update: Uint8Array): void {
    Y.applyUpdate(this.server, update)
    const seq = this.rows.length + 1
    this.rows.push({ seq, actorId, origin: 'client', receivedAtMs: seq * 1_000, update, note: null })
  }

  receive(desk: Desk): void {
    for (const row of this.rows.slice(desk.seen)) Y.applyUpdate(desk.doc, row.update, fromServer)
    desk.seen = this.rows.length
  }

  /** Random people edit, send and receive; in the end everything is in the journal. */
  work(steps: number, edit: (desk: Desk) => void): void {
    for (let step = 0; step < steps; step++) {
      const desk = this.desk()
      const dice = this.random()
      if (dice < 0.6) edit(desk)
      else if (dice < 0.8) this.send(desk)
      else this.receive(desk)
    }
    for (const desk of this.desks) this.send(desk)
  }
}

/** Facts of every row, from the first. */
export function factsOfRows(rows: readonly HistoryRow[]): DerivedFact[] {
  const interpreter = new Interpreter()
  return rows.flatMap((row) => interpreter.apply(row))
}
