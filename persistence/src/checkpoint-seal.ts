import { createHash } from 'node:crypto'

/** Before the chunks. */
export const sealPlace = -1

/**
 * What a checkpoint must be to be believed: sha-256 over document, row and every stored chunk after its length. It stands beside
 * the chunks; one that was damaged, cut or exchanged does not fit. The epoch is another one after a restore from a backup.
 */
export function sealOf(documentId: number, seq: number, packed: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256').update(`${documentId} ${seq} ${packed.length}\n`)
  for (const data of packed) hash.update(`${data.length}\n`).update(data)
  return hash.digest()
}
