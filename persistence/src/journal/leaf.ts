import { createHash } from 'node:crypto'
import { fault } from '@mutirao/documents'
import type { JournalOrigin } from '../types.ts'

export const saltBytes = 16
export const leafBytes = 32

/** What a leaf binds. The place of the row (document, seq) is bound by the chain over leaves, not by the leaf. */
export interface LeafFields {
  /** 16 random bytes: without them nobody can guess what an erased update was. */
  readonly salt: Uint8Array
  readonly actorId: string
  readonly origin: JournalOrigin
  readonly receivedAtMs: number
  readonly update: Uint8Array
}

/**
 * sha-256 over, in this order, salt, actor (UTF-8), origin (UTF-8), received_at (milliseconds since the epoch, 8 bytes
 * big-endian) and update, each after its own length in bytes as 4 bytes big-endian. The lengths make it unambiguous:
 * no two different rows have the same input. Part of the stored format: never change it, add a second one instead.
 */
export function leafOf(row: LeafFields): Buffer {
  const hash = createHash('sha256')
  const time = Buffer.alloc(8)
  time.writeBigInt64BE(BigInt(row.receivedAtMs))
  const fields = [row.salt, Buffer.from(row.actorId), Buffer.from(row.origin), time, row.update]
  for (const field of fault('JRN-13') ? fields.slice(1) : fields) {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(field.length)
    hash.update(length).update(field)
  }
  return hash.digest()
}
