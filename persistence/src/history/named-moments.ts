import { fault } from '@mutirao/documents'
import type { Database } from '../types.ts'
import { textOf } from './lookup.ts'
import { historyChannel } from './news.ts'

/** A moment of a document somebody gave a name. Written by people, not derived: it stays when everything derived is dropped. */
export interface NamedMoment {
  readonly id: string
  readonly name: string
  /** The document as it stood after this row. */
  readonly seq: number
  /** When that row arrived. */
  readonly atMs: number
  readonly by: string
  readonly createdAtMs: number
}

export type NewNamedMoment = Omit<NamedMoment, 'createdAtMs'>

export interface NamedMoments {
  /** In the order of the document's life. */
  of(documentId: number): Promise<NamedMoment[]>
  /** Null when the document has as many as it may have. An id that is there already is that moment, unchanged. */
  add(documentId: number, moment: NewNamedMoment): Promise<NamedMoment | null>
  /** False when there is none of this id. */
  rename(documentId: number, id: string, name: string): Promise<boolean>
  remove(documentId: number, id: string): Promise<boolean>
}

/** Enough for a life; as many are shown on one line. */
const maxNamedMoments = 200

const millis = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`
const columns = `id, name, seq, ${millis('at')} as "atMs", named_by as by, ${millis('created_at')} as "createdAtMs"`
/** Whoever looks at this document's history hears of it. */
const told = `pg_notify('${historyChannel}', document_id || ':' || seq)`

export function createNamedMoments({ pool }: Database): NamedMoments {
  const changed = async (sql: string, values: unknown[]): Promise<boolean> =>
    (await pool.query(`with done as (${sql} returning document_id, seq) select ${told} from done`, values)).rowCount ===
    1
  const of = async (documentId: number): Promise<NamedMoment[]> =>
    (
      await pool.query<NamedMoment>(
        `select ${columns} from named_moment where document_id = $1 order by seq, created_at, id`,
        [documentId],
      )
    ).rows
  return {
    of,
    add: async (documentId, { id, name, seq, atMs, by }) => {
      await changed(
        `insert into named_moment (document_id, id, seq, at, name, named_by)
         select $1, $2, $3, to_timestamp($4::float8 / 1000), $5, $6
         where (select count(*) from named_moment where document_id = $1) < ${fault('HIS-32') ? 1_000_000 : maxNamedMoments}
         on conflict do nothing`,
        [documentId, id, seq, atMs, textOf(name), by],
      )
      return (await of(documentId)).find((moment) => moment.id === id) ?? null
    },
    rename: (documentId, id, name) =>
      changed('update named_moment set name = $3 where document_id = $1 and id = $2', [documentId, id, textOf(name)]),
    remove: (documentId, id) =>
      changed('delete from named_moment where document_id = $1 and id = $2', [documentId, id]),
  }
}
