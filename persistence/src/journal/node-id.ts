import { randomBytes } from 'node:crypto'

/** Names a process in the journal: 16 hex digits. */
export const newNodeId = (): string => randomBytes(8).toString('hex')

const nodeForm = /^[0-9a-f]{16}$/
const dashed = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** The `count`-th batch of this node, as a uuid: first half the node, second half the count. */
export const batchIdOf = (nodeId: string, count: number): string =>
  dashed(nodeId + count.toString(16).padStart(16, '0'))

/** Lowest and highest batch id this node can write; a range nobody can be in when the id is not one of ours. */
export function batchRangeOf(nodeId: string | undefined): readonly [string, string] {
  const own = nodeId !== undefined && nodeForm.test(nodeId)
  return own
    ? [dashed(`${nodeId}${'0'.repeat(16)}`), dashed(`${nodeId}${'f'.repeat(16)}`)]
    : [dashed('f'.repeat(32)), dashed('0'.repeat(32))]
}

/** The node as a signed 64-bit number in decimal: the key of its writer's session lock. */
export const lockKeyOf = (nodeId: string): string => BigInt.asIntN(64, BigInt(`0x${nodeId}`)).toString()
