import * as encoding from 'lib0/encoding'
import { fault, formatCursor } from '@mutirao/documents'
import type { Cursor } from '@mutirao/documents'
import type { Journal } from '@mutirao/persistence'
import type { SharedCheckpoints } from './shared-checkpoints.ts'

/** What one pull will send, known before its first byte. */
export interface PullPlan {
  /** The cursor after everything sent: `x-cursor` and ETag. */
  readonly end: Cursor
  /** Rows after this seq are sent; 0: a checkpoint first when there is one. */
  readonly fromSeq: number
  /** The caller's cursor belongs to another history: everything is sent. */
  readonly reset: boolean
}

/**
 * @param after the caller's cursor, null from the beginning
 * @param end how far the document has come
 */
export function planPull(after: Cursor | null, end: Cursor): PullPlan {
  if (after === null) return { end, fromSeq: 0, reset: false }
  const foreign = after.epoch !== end.epoch || after.seq > end.seq
  if (foreign && !fault('HTT-9')) return { end, fromSeq: 0, reset: true }
  return { end, fromSeq: after.seq, reset: false }
}

const pageRows = 500
const pageBytes = 1024 * 1024

/**
 * The body: one lib0 `varUint8Array` per update (V1), in order, straight from Postgres. One page or one checkpoint chunk is
 * in memory at a time; nothing is merged and no document is built.
 */
export async function* pullBody(
  journal: Pick<Journal, 'read'>,
  checkpoints: SharedCheckpoints,
  documentId: number,
  plan: PullPlan,
): AsyncGenerator<Uint8Array> {
  let seq = plan.fromSeq
  if (seq === 0) {
    const updates = checkpoints.updates(documentId, (one) => one.epoch === plan.end.epoch && one.seq <= plan.end.seq)
    let next = await updates.next()
    try {
      for (; !next.done; next = await updates.next()) yield framed([next.value])
      seq = next.value
    } finally {
      await updates.return(0)
    }
  }
  while (seq < plan.end.seq) {
    const rows = await journal.read(documentId, seq, { maxRows: pageRows, maxBytes: pageBytes })
    const last = rows.at(-1)
    if (!last) return
    const page = rows.filter((row) => row.seq <= plan.end.seq || fault('HTT-8'))
    yield framed(page.map((row) => row.update))
    seq = last.seq
  }
}

function framed(updates: readonly Uint8Array[]): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const update of updates) encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}

export const etagOf = (cursor: Cursor): string => `"${formatCursor(cursor)}"`

/** `If-None-Match`: a list of tags, weak ones too (a proxy that compresses makes them weak). */
export function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  if (fault('HTT-10')) return ifNoneMatch === etag
  return ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}
