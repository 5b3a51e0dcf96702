import { createHash } from 'node:crypto'
import { fault } from '@mutirao/documents'
import type pg from 'pg'
import { inTransaction } from '../in-transaction.ts'
import type { Database } from '../types.ts'
import { keepRoom, keepsRoom, takenRoom } from './room.ts'
import { sweepFiles } from './sweep.ts'
import type { FileRecord, Files, FileStep } from './types.ts'

const columns =
  () => `f.id, f.document_id as "documentId", f.workspace_id as "workspaceId", f.sha256, f.bytes, f.received, f.name,
  f.created_by as "createdBy", floor(extract(epoch from f.created_at) * 1000)::float8 as "createdAtMs",
  f.complete_at is not null as complete, f.received = f.bytes or ${keepsRoom()} as "hasRoom"`

export function createFiles(database: Database): Files {
  const { pool } = database
  const many = async (where: string, values: readonly unknown[]): Promise<FileRecord[]> =>
    (await pool.query<FileRecord>(`select ${columns()} from file f where ${where}`, [...values])).rows
  const find = async (documentId: number, sha256: string): Promise<FileRecord | null> =>
    (await many('f.document_id = $1 and f.sha256 = $2', [documentId, sha256]))[0] ?? null
  const read = (fileId: number): AsyncGenerator<Buffer> => chunksOf(pool, fileId)

  /** The last byte may have come to a process that died before it looked: whoever meets the file next looks. */
  const settled = async (file: FileRecord): Promise<FileStep> => {
    if (file.complete || file.received < file.bytes) return { file, mismatch: false }
    const matches = (await hashOf(read(file.id))) === file.sha256 || fault('FIL-2')
    await (matches ? markComplete(pool, file.id) : startAgain(pool, file.id))
    return {
      file: { ...file, complete: matches, received: matches ? file.bytes : 0, hasRoom: true },
      mismatch: !matches,
    }
  }

  return {
    find,
    read,
    begin: async (file, allowance) => {
      const known = await find(file.documentId, file.sha256)
      // One of another size is the caller's to refuse.
      if (known && (known.hasRoom || known.bytes !== file.bytes)) return settled(known)
      const refusal = await inTransaction(pool, (client) => keepRoom(client, file, allowance))
      if (refusal) return refusal
      const record = await find(file.documentId, file.sha256)
      if (!record) throw new Error('an announced file vanished')
      return settled(record)
    },
    append: async (documentId, sha256, at, data) => {
      const file = await inTransaction(pool, (client) => take(client, documentId, sha256, at, data))
      return file ? settled(file) : null
    },
    ofDocument: (documentId) => many('f.document_id = $1 order by f.id', [documentId]),
    head: async (fileId, count) => {
      const { rows } = await pool.query<{ head: Buffer }>(
        'select substring(data from 1 for $2) as head from file_chunk where file_id = $1 and place = 0',
        [fileId, count],
      )
      return rows[0]?.head ?? Buffer.alloc(0)
    },
    usedBytes: async (workspaceId) => (await takenRoom(pool, workspaceId, '')).usedBytes,
    sweep: (idleMs) => sweepFiles(pool, idleMs),
  }
}

/** The row is held from looking to writing: of two who send the same bytes, in any process, one is too late. */
async function take(
  client: pg.PoolClient,
  documentId: number,
  sha256: string,
  at: number,
  data: Uint8Array,
): Promise<FileRecord | null> {
  const { rows } = await client.query<FileRecord>(
    `select ${columns()} from file f where f.document_id = $1 and f.sha256 = $2 for update`,
    [documentId, sha256],
  )
  const [file] = rows
  if (!file) return null
  const misplaced = at !== file.received && !fault('FIL-1')
  if (file.complete || misplaced || data.length === 0 || file.received + data.length > file.bytes) return file
  await client.query(
    `insert into file_chunk (file_id, place, data)
     select $1, coalesce(max(place) + 1, 0), $2 from file_chunk where file_id = $1`,
    [file.id, Buffer.from(data.buffer, data.byteOffset, data.byteLength)],
  )
  const received = file.received + data.length
  await client.query('update file set received = $2, touched_at = now() where id = $1', [file.id, received])
  return { ...file, received, hasRoom: true }
}

async function* chunksOf(pool: pg.Pool, fileId: number): AsyncGenerator<Buffer> {
  for (let place = 0; ; place++) {
    const { rows } = await pool.query<{ data: Buffer }>(
      'select data from file_chunk where file_id = $1 and place = $2',
      [fileId, place],
    )
    if (!rows[0]) return
    yield rows[0].data
  }
}

/** A chunk per turn: a large file holds nobody up. */
async function hashOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of chunks) hash.update(chunk)
  return hash.digest('hex')
}

const markComplete = (pool: pg.Pool, fileId: number): Promise<unknown> =>
  pool.query('update file set complete_at = coalesce(complete_at, now()) where id = $1 and received = bytes', [fileId])

const startAgain = (pool: pg.Pool, fileId: number): Promise<void> =>
  inTransaction(pool, async (client) => {
    // The row first, as everybody does: no two can wait for each other.
    await client.query('update file set received = 0, touched_at = now() where id = $1', [fileId])
    await client.query('delete from file_chunk where file_id = $1', [fileId])
  })
