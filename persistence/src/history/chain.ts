import { createHash } from 'node:crypto'
import { fault } from '@mutirao/documents'

export const rowsPerLink = 100
const chainBytes = 32

/** Before the first row. */
export const emptyChain = (): Buffer => Buffer.alloc(chainBytes)

/**
 * The chain over the leaves of a document: chain(0) is 32 zero bytes, chain(n) = sha-256(chain(n − 1), leaf(n)). It binds
 * their order and their number. Part of the stored format.
 */
export const nextChain = (chain: Uint8Array, leaf: Uint8Array): Buffer =>
  createHash('sha256')
    .update(fault('HIS-15') ? emptyChain() : chain)
    .update(leaf)
    .digest()
