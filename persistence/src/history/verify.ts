import { fault } from '@mutirao/documents'
import type pg from 'pg'
import { leafOf } from '../journal/leaf.ts'
import { BrokenSegment, segmentWith } from '../journal/segment-reader.ts'
import type { Database, JournalOrigin } from '../types.ts'
import { emptyChain, nextChain } from './chain.ts'
import type { Broken, ChainLink, Verdict } from './reader-types.ts'

interface CheckedRow {
  readonly seq: number
  readonly actorId: string
  readonly origin: JournalOrigin
  readonly receivedAtMs: number
  readonly update: Buffer
  readonly salt: Buffer
  readonly leaf: Buffer
}

const rowsPerRead = 1_000

const rowsSql = `
select seq, actor_id as "actorId", origin, (extract(epoch from received_at) * 1000)::float8 as "receivedAtMs", update, salt, leaf
from journal where document_id = $1 and seq > $2 order by seq limit ${rowsPerRead}`

/** Where the chain stood when the worker passed: after every hundred rows, and at its cursor. */
const linksSql = `
select seq, chain from chain_link where document_id = $1
union select seq, chain from history_cursor where document_id = $1 and seq > 0`

/** The last row anybody has chained; more than the head says when the end of the journal was cut off. */
const knownSql = `
select greatest((select seq from history_cursor where document_id = $1), (select max(seq) from chain_link where document_id = $1)) as seq`

/** One statement, hence one moment: whoever appends moves the head in the same transaction. */
const beyondSql = `
select j.seq from journal j join document_head h using (document_id) where document_id = $1 and j.seq > h.seq order by j.seq limit 1`

/** Every row against its leaf, and the leaves against what was chained when they arrived. A thousand rows a turn. */
export async function verifyRows(
  { pool }: Database,
  documentId: number,
  anchor: ChainLink | null = null,
): Promise<Verdict> {
  // Before the head, which is then at least as far.
  const known = await pool.query<{ seq: number | null }>(knownSql, [documentId])
  const chainedSeq = known.rows[0]?.seq ?? 0
  const head = await pool.query<{ seq: number }>('select seq from document_head where document_id = $1', [documentId])
  const headSeq = head.rows[0]?.seq ?? 0
  const links = new Map(
    (await pool.query<{ seq: number; chain: Buffer }>(linksSql, [documentId])).rows.map(({ seq, chain }) => [
      seq,
      chain,
    ]),
  )
  let [seq, lastLink, chain] = [0, 0, emptyChain()]
  const broken = (fromSeq: number, toSeq: number, why: Broken['why']): Verdict => ({
    ok: false,
    rows: seq,
    headSeq,
    broken: { fromSeq, toSeq, why },
  })
  while (seq < headSeq) {
    const rows = await nextRows(pool, documentId, seq)
    if (rows instanceof BrokenSegment) return broken(rows.fromSeq, rows.toSeq, 'segment')
    for (const row of rows) {
      if (row.seq > headSeq) break
      if (row.seq !== seq + 1) return broken(seq + 1, row.seq - 1, 'gap')
      if (!isAsWritten(row)) return broken(row.seq, row.seq, 'leaf')
      chain = nextChain(chain, row.leaf)
      seq = row.seq
      const link = links.get(seq)
      if (link && !link.equals(chain)) return broken(lastLink + 1, seq, 'chain')
      if (link) lastLink = seq
      if (anchor?.seq === seq && !chain.equals(anchor.chain)) return broken(1, seq, 'anchor')
    }
    if (rows.length === 0) return broken(seq + 1, headSeq, 'gap')
  }
  if (anchor && anchor.seq > seq) return broken(seq + 1, anchor.seq, 'anchor')
  if (chainedSeq > seq && !fault('HIS-52')) return broken(seq + 1, chainedSeq, 'gap')
  const beyond = await pool.query<{ seq: number }>(beyondSql, [documentId])
  const [put] = fault('HIS-52') ? [] : beyond.rows
  if (put) return broken(put.seq, put.seq, 'chain')
  return { ok: true, rows: seq, headSeq, broken: null }
}

/** Rows arrive at whole milliseconds: any other time was not written by us. */
const isAsWritten = (row: CheckedRow): boolean =>
  (Number.isSafeInteger(row.receivedAtMs) || fault('HIS-52')) && leafOf(row).equals(row.leaf)

/** The next rows, wherever they lie; the segment they should be in when it cannot be read. */
async function nextRows(
  pool: pg.Pool,
  documentId: number,
  seq: number,
): Promise<readonly CheckedRow[] | BrokenSegment> {
  const { rows } = await pool.query<CheckedRow>(rowsSql, [documentId, seq])
  if (rows[0]?.seq === seq + 1) return rows
  try {
    // Also when the table is empty: somebody may have emptied it.
    const segment = fault('SEG-4') ? null : await segmentWith(pool, documentId, seq + 1)
    return segment ? segment.rows.filter((row) => row.seq > seq) : rows
  } catch (error) {
    if (error instanceof BrokenSegment) return error
    throw error
  }
}
