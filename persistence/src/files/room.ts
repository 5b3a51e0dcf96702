/** Room in a workspace: what its files take, and what is kept free for those that are on their way. */
import { fault } from '@mutirao/documents'
import type pg from 'pg'
import type { FileAllowance, FileRefusal, NewFile } from './types.ts'

/**
 * A file that is on its way keeps all its room for so long after its last byte, or after it was announced. Then it takes what
 * arrived of it, and has to ask for the rest again: whoever announces and sends nothing would fill the workspace with nothing.
 */
const keptFor = `interval '15 minutes'`

/** Whether the file `f` has room for bytes that are not here yet. */
export const keepsRoom = (): string =>
  `(f.complete_at is null and ${fault('FIL-12') ? 'true' : `f.touched_at > now() - ${keptFor}`})`

interface Taken {
  /** By all files of the workspace. */
  readonly usedBytes: number
  /** Those of one person that are on their way, and what is missing of them. */
  readonly openFiles: number
  readonly openBytes: number
}

export async function takenRoom(pool: pg.Pool | pg.PoolClient, workspaceId: string, userId: string): Promise<Taken> {
  const { rows } = await pool.query<Taken>(
    `select coalesce(sum(case when keeps then bytes else received end), 0)::float8 as "usedBytes",
       count(*) filter (where keeps and created_by = $2)::float8 as "openFiles",
       coalesce(sum(bytes - received) filter (where keeps and created_by = $2), 0)::float8 as "openBytes"
     from (select f.*, ${keepsRoom()} as keeps from file f where f.workspace_id = $1) taken`,
    [workspaceId, userId],
  )
  return rows[0] ?? { usedBytes: 0, openFiles: 0, openBytes: 0 }
}

/**
 * Announces a file, or keeps room again for one nothing came for. The workspace's row is held meanwhile, so that two
 * announcements are counted one by one. @returns why not, or null when there is room
 */
export async function keepRoom(
  client: pg.PoolClient,
  file: NewFile,
  allowance: FileAllowance,
): Promise<FileRefusal | null> {
  await client.query('select 1 from workspace where id = $1 for no key update', [file.workspaceId])
  const arrived = await arrivedOf(client, file)
  if (arrived === 'kept') return null
  const { usedBytes, openFiles, openBytes } = await takenRoom(client, file.workspaceId, file.createdBy)
  const missing = file.bytes - arrived
  if (usedBytes + missing > allowance.workspaceBytes && !fault('FIL-4')) return 'full'
  const isTooMuch = openFiles >= allowance.openFiles || openBytes + missing > allowance.openBytes
  if (isTooMuch && !fault('FIL-11')) return 'too_many_open'
  // Whoever goes on with it is the one it counts for.
  await client.query(
    `insert into file (document_id, workspace_id, sha256, bytes, name, created_by) values ($1, $2, $3, $4, $5, $6)
     on conflict (document_id, sha256) do update set touched_at = now(), created_by = excluded.created_by`,
    [file.documentId, file.workspaceId, file.sha256, file.bytes, file.name, file.createdBy],
  )
  return null
}

/** Bytes that are here of a file that has to ask for room; `kept` when it has it: somebody else was first. */
async function arrivedOf(client: pg.PoolClient, { documentId, sha256 }: NewFile): Promise<number | 'kept'> {
  const { rows } = await client.query<{ received: number; kept: boolean }>(
    `select f.received, f.received = f.bytes or ${keepsRoom()} as kept from file f
     where f.document_id = $1 and f.sha256 = $2`,
    [documentId, sha256],
  )
  return rows[0]?.kept === true ? 'kept' : (rows[0]?.received ?? 0)
}
