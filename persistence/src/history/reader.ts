import { fault } from '@mutirao/documents'
import type { FactConflict, FactKind, HistoryFact, JsonValue, TextChange } from '@mutirao/documents'
import type { Database } from '../types.ts'
import { lookupOf, textOf } from './lookup.ts'
import { readMoment } from './moments.ts'
import type {
  ConflictQuery,
  FactPlace,
  FactQuery,
  HistoryReader,
  PersonConflict,
  ReplayFact,
  TimelineQuery,
  ToldConflict,
} from './reader-types.ts'
import { createNumbers } from './numbers.ts'

interface FactRow {
  readonly seq: number
  readonly place: number
  readonly path: string[]
  readonly kind: FactKind
  readonly hasBefore: boolean
  readonly before: JsonValue
  readonly hasAfter: boolean
  readonly after: JsonValue
  readonly change: TextChange | null
  readonly actorId: string
  readonly origin: string
  readonly receivedAtMs: number
  readonly writtenAtMs: number | null
  readonly conflict: FactConflict | null
  readonly reverted: string | null
  readonly reason: string | null
  readonly settledBy: string | null
  readonly settledAtMs: number
  readonly settledHow: 'kept' | 'lost' | 'edited'
}

const millis = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`
/** JSON null and nothing at all are two things, which the driver does not tell apart. */
const factSql = `f.seq, f.place, f.path, f.kind, f.before is not null as "hasBefore", f.before, f.after is not null as "hasAfter", f.after,
  f.change, f.actor_id as "actorId", f.origin, ${millis('f.received_at')} as "receivedAtMs", ${millis('f.written_at')} as "writtenAtMs",
  f.conflict, f.reverted, f.reason, c.resolved_by as "settledBy", ${millis('c.resolved_at')} as "settledAtMs", c.resolution as "settledHow"`

const factOf = (row: FactRow): HistoryFact => ({
  seq: row.seq,
  index: row.place,
  path: row.path,
  kind: row.kind,
  ...(row.hasBefore ? { before: row.before } : {}),
  ...(row.hasAfter ? { after: row.after } : {}),
  ...(row.change ? { text: row.change } : {}),
  actorId: row.actorId,
  origin: row.origin,
  receivedAtMs: row.receivedAtMs,
  writtenAtMs: row.writtenAtMs,
  ...(row.conflict ? { conflict: row.conflict } : {}),
  ...(row.settledBy === null ? {} : { settled: { by: row.settledBy, atMs: row.settledAtMs, how: row.settledHow } }),
  ...(row.reverted === null ? {} : { reverted: row.reverted }),
  ...(row.reason === null ? {} : { reason: row.reason }),
})

const factsSql = `
select ${factSql} from fact f left join conflict c on f.conflict is not null and c.document_id = f.document_id and c.seq = f.seq and c.place = f.place
where f.document_id = $1 and ($2::text is null or f.entry = $2)
  and ($3::text is null or f.field = $3 or f.root = $3 or (f.field is null and f.entry is not null and f.root <> 'meta' and $2::text is not null))
  and ($4::text is null or f.actor_id = $4)
  and ($5::bigint is null or (f.seq, f.place) < ($5, $6::int)) and f.seq > $7
order by f.seq desc, f.place desc limit $8`

const replaySql = `
select seq, place, path, kind, after is not null as "hasAfter", after, change from fact
where document_id = $1 and (seq, place) > ($2, $3) and seq <= $4 order by seq, place limit $5`

const conflictsSql = `
select c.seq, c.place, f.path, f.conflict, c.resolved_seq as "resolvedSeq", c.resolved_by as "resolvedBy",
  ${millis('c.resolved_at')} as "resolvedAtMs", c.resolution
from conflict c join fact f using (document_id, seq, place)
where c.document_id = $1 and ($2::text is null or c.kept_by = $2 or c.lost_by = $2)
  and (not $3 or c.resolved_seq is null) and ($4::text is null or c.entry = $4)
  and ($5::bigint is null or (c.seq = $5 and c.place = $6))
order by c.seq desc, c.place desc limit 500`

const openOfSql = () => `
select d.name as document, c.seq, c.place as index, f.path, f.conflict
from conflict c join fact f using (document_id, seq, place) join document d on d.id = c.document_id
where d.workspace_id = $1 and c.resolved_seq is null and (c.kept_by = $2 or c.lost_by = $2${fault('CFL-1') ? ' or true' : ''})
order by f.received_at desc, c.document_id, c.seq desc, c.place desc limit $3`

/**
 * `offset 0`: Postgres takes an expression of the time for as many groups as there are facts and sorts them all on disk; behind
 * this it counts in memory. `date_part` is a float, where `extract` is a numeric at a multiple of the cost. Measured with a
 * million facts on two busy cores: 3 s instead of 8.
 */
const timelineSql = `
select bucket, "actorId", count(*) as facts from (
  select greatest(0, floor((date_part('epoch', received_at) * 1000 - $2::float8) / $4::float8))::int as bucket, actor_id as "actorId"
  from fact where document_id = $1 and received_at between to_timestamp($2 / 1000.0) and to_timestamp($3 / 1000.0) offset 0) told
group by 1, 2 order by 1, 2`

interface ConflictRow {
  readonly seq: number
  readonly place: number
  readonly path: string[]
  readonly conflict: FactConflict
  readonly resolvedSeq: number | null
  readonly resolvedBy: string
  readonly resolvedAtMs: number
  readonly resolution: 'kept' | 'lost' | 'edited'
}

const toldConflict = (row: ConflictRow): ToldConflict => ({
  seq: row.seq,
  index: row.place,
  path: row.path,
  ...row.conflict,
  resolved:
    row.resolvedSeq === null
      ? null
      : { seq: row.resolvedSeq, by: row.resolvedBy, atMs: row.resolvedAtMs, how: row.resolution },
})

const clean = (value: string | undefined): string | null => (value === undefined ? null : textOf(value))

/** Everything the API asks of the history: SQL over facts. Rights are the caller's to decide. */
export function createHistoryReader(database: Database): HistoryReader {
  const many = async <T extends object>(text: string, values: unknown[]): Promise<T[]> =>
    (await database.pool.query<T>(text, values)).rows

  const facts = async (documentId: number, query: FactQuery): Promise<HistoryFact[]> => {
    const { entry, field, actorId, before, afterSeq = 0, limit } = query
    const [seq, place] = before ?? [null, null]
    const values = [documentId, clean(entry), clean(field), clean(actorId), seq, place, afterSeq, limit]
    return (await many<FactRow>(factsSql, values)).map(factOf).reverse()
  }
  const replay = async (
    documentId: number,
    [seq, place]: FactPlace,
    toSeq: number,
    limit: number,
  ): Promise<ReplayFact[]> => {
    type Row = Pick<ReplayFact, 'path' | 'kind' | 'after'> &
      Pick<FactRow, 'seq' | 'place' | 'hasAfter' | 'change'> & { readonly after: JsonValue }
    const rows = await many<Row>(replaySql, [documentId, seq, place, toSeq, limit])
    return rows.map((row) => ({
      at: [row.seq, row.place],
      path: row.path,
      kind: row.kind,
      ...(row.hasAfter ? { after: row.after } : {}),
      ...(row.change ? { text: row.change } : {}),
    }))
  }
  const conflicts = async (documentId: number, query: ConflictQuery): Promise<ToldConflict[]> => {
    const [seq, index] = query.at ?? [null, null]
    const entry = query.entry === undefined ? null : lookupOf(['', query.entry]).entry
    const values = [documentId, clean(query.person), query.openOnly ?? false, entry, seq, index]
    return (await many<ConflictRow>(conflictsSql, values)).map(toldConflict)
  }
  const openConflictsOf = async (workspaceId: string, userId: string, limit: number): Promise<PersonConflict[]> => {
    type Row = Omit<PersonConflict, keyof FactConflict> & { readonly conflict: FactConflict }
    const rows = await many<Row>(openOfSql(), [workspaceId, clean(userId), limit])
    return rows.map(({ conflict, ...place }) => ({ ...place, ...conflict }))
  }
  const timeline = (documentId: number, { fromMs, toMs, bucketMs }: TimelineQuery) =>
    many<{ bucket: number; actorId: string; facts: number }>(timelineSql, [documentId, fromMs, toMs, bucketMs])
  const seqAt = async (documentId: number, timeMs: number): Promise<number> => {
    const [row] = await many<{ seq: number }>(
      `select seq from fact where document_id = $1 and received_at <= to_timestamp($2 / 1000.0)
       order by received_at desc, seq desc limit 1`,
      [documentId, timeMs],
    )
    return row?.seq ?? 0
  }
  return {
    facts,
    replay,
    conflicts,
    openConflictsOf,
    timeline,
    seqAt,
    moment: (documentId, maxSeq) => readMoment(database, documentId, maxSeq),
    ...createNumbers(database),
  }
}
