import * as Y from 'yjs'

interface Queryable {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>
}
interface Row {
  readonly seq: number
  readonly update: Buffer
}

/** What the journal holds at the moment of asking, read with SQL; keeps what it has read. */
export class JournalOracle {
  readonly #pool: Queryable
  readonly #documents = new Map<string, { readonly doc: Y.Doc; seq: number }>()

  constructor(pool: Queryable) {
    this.#pool = pool
  }

  async read(name: string): Promise<Y.Doc> {
    const known = this.#documents.get(name) ?? { doc: new Y.Doc(), seq: 0 }
    this.#documents.set(name, known)
    const { rows } = await this.#pool.query(
      'select seq, update from journal join document on id = document_id where name = $1 and seq > $2 order by seq',
      [name, known.seq],
    )
    known.doc.transact(() => {
      for (const row of rows as Row[]) {
        Y.applyUpdate(known.doc, row.update)
        known.seq = Number(row.seq)
      }
    })
    return known.doc
  }

  /** Every one of these updates, deletions included, stands in the journal. */
  async holds(name: string, updates: readonly Uint8Array[]): Promise<boolean> {
    const snapshot = Y.snapshot(await this.read(name))
    return updates.every((update) => Y.snapshotContainsUpdate(snapshot, update))
  }
}
