import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import type { JsonValue } from '@mutirao/documents'
import type { Database } from '../types.ts'
import type { Moment } from './types.ts'

const decompress = promisify(brotliDecompress)

/** The newest summary at or before this row. */
export async function readMoment({ pool }: Database, documentId: number, maxSeq: number): Promise<Moment | null> {
  const { rows } = await pool.query<{ seq: number; atMs: number; state: Buffer }>(
    `select seq, (extract(epoch from at) * 1000)::float8 as "atMs", state from history_moment
     where document_id = $1 and seq <= $2 order by seq desc limit 1`,
    [documentId, maxSeq],
  )
  const [row] = rows
  if (!row) return null
  const text = (await decompress(row.state)).toString('utf8')
  return { seq: row.seq, atMs: row.atMs, state: JSON.parse(text) as JsonValue }
}
