import { fault } from '@mutirao/documents'
import type pg from 'pg'

/**
 * Yjs keeps a string of a map value as one run of UTF-8 bytes, so a row that speaks of a file holds the digits of its hash.
 * A row that holds them by chance keeps a file too long, never too short. The head of the document is held meanwhile: no row
 * can come between the look and the removal. Rows in segments left the runs of digits they hold beside; one statement sees a row
 * either here or there.
 */
const removeSql = `
with held as (select document_id from document_head where document_id = $2 for update)
delete from file f using held
where f.id = $1 and f.document_id = held.document_id and f.touched_at < now() - $3 * interval '1 millisecond'
  and not exists (
    select from journal j where j.document_id = f.document_id and position(convert_to(f.sha256, 'UTF8') in j.update) > 0)
  and not exists (
    select from journal_segment s cross join lateral unnest(s.hashes) run
    where s.document_id = f.document_id and position(f.sha256 in run) > 0)`

/** See `Files.sweep`. One file per statement, so that no document is held for long. */
export async function sweepFiles(pool: pg.Pool, idleMs: number): Promise<number> {
  const { rows } = await pool.query<{ id: number; documentId: number }>(
    `select id, document_id as "documentId" from file where touched_at < now() - $1 * interval '1 millisecond' order by id`,
    [idleMs],
  )
  let removed = 0
  for (const { id, documentId } of rows) {
    const sql = fault('FIL-7') ? removeSql.replace(/and not exists[^]*$/, '') : removeSql
    removed += (await pool.query(sql, [id, documentId, idleMs])).rowCount ?? 0
  }
  return removed
}
