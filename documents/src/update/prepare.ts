import type * as Y from 'yjs'
import type { Judge } from '../kind.ts'
import { MalformedUpdate } from './bytes.ts'
import { decodeUpdate, type Decoded } from './decode.ts'
import { newDeletions, type NewDeletions } from './deletions.ts'
import { encodeRest } from './encode.ts'
import { Inspection } from './judge.ts'
import { orderStructs, Structs } from './order.ts'
import { CostlyUpdate, maxPlacingSteps, Placing } from './placing.ts'
import type { Struct } from './struct.ts'
import type { Prepared, PrepareOptions } from './types.ts'
import { fault } from '../faults.ts'

/**
 * A browser makes one Yjs client id per page load. Yjs copies the ids of a whole document in every transaction: an update of
 * some hundred thousand would stop the server for everybody who edits near it.
 */
const maxNewClients = 1_000

/**
 * What taking this update (V1 bytes, from anywhere) would do to a document, and what of it may be taken. Applies nothing,
 * keeps nothing of the document, never throws on any bytes; work is bounded by the length of the bytes plus what the
 * update deletes. The judge must not throw.
 *
 * The document may move on between this and applying the result (others' updates while the journal commits): the result
 * stays applicable, but call `refreshReverts` just before applying it when there are reverts.
 */
export function prepareUpdate(doc: Y.Doc, update: Uint8Array, judge: Judge, options: PrepareOptions): Prepared {
  try {
    return prepare(doc, update, judge, options)
  } catch (error) {
    if (error instanceof CostlyUpdate) return { kind: 'costly' }
    if (error instanceof MalformedUpdate) return { kind: 'rejected', code: 'malformed' }
    throw error
  }
}

function prepare(doc: Y.Doc, update: Uint8Array, judge: Judge, options: PrepareOptions): Prepared {
  const decoded = decodeUpdate(doc.store, update, fault('ATK-15') ? Infinity : maxNewClients)
  const structs = new Structs(decoded.blocks)
  const ordered = decoded.gap ? null : orderStructs(doc.store, decoded, structs)
  if (ordered === null) return { kind: 'rejected', code: 'unknown_dependency' }
  const deletions = newDeletions(doc.store, decoded, structs)
  if (deletions.gap) return { kind: 'rejected', code: 'unknown_dependency' }
  if (ordered.length === 0 && deletions.pieces.length === 0 && !fault('UPD-3')) return { kind: 'unchanged' }
  const clients = decoded.blocks.map((block) => block.client)
  const isForeign = (client: number): boolean =>
    options.forbiddenClients?.has(client) === true || !options.ownsClient(client)
  if (clients.some(isForeign) && !fault('UPD-5')) return { kind: 'rejected', code: 'foreign_client' }
  const inspection = new Inspection(doc, structs, judge)
  inspection.run(ordered, deletions.pieces)
  const maxSteps = fault('ATK-17') ? Infinity : (options.maxSteps ?? maxPlacingSteps)
  const placing = new Placing(doc.store, structs, maxSteps)
  const steps = placing.run(ordered, deletions.pieces)
  return {
    kind: 'ready',
    update: isWhole(decoded, deletions, ordered) ? update : encodeRest(decoded, deletions.pieces),
    clients,
    changes: inspection.verdicts.changes,
    refused: inspection.verdicts.refused,
    reverts: inspection.reverts.entries,
    sunk: inspection.sunk,
    steps,
  }
}

/** True when the bytes that came in are exactly what is taken. */
function isWhole(decoded: Decoded, deletions: NewDeletions, ordered: readonly Struct[]): boolean {
  if (fault('UPD-15')) return false
  if ((decoded.changed || deletions.changed) && !fault('UPD-4')) return false
  for (const struct of ordered) if (struct.erasedAs !== null) return false
  for (const piece of deletions.pieces) if (!piece.taken) return false
  return true
}

/**
 * The part of an update (V1) that a document does not have yet; null when there is none, which is exactly when applying it
 * would change nothing. For updates that were accepted before: nothing is judged, gaps stay gaps.
 * @throws RangeError when the bytes are not an update
 */
export function trimUpdate(doc: Y.Doc, update: Uint8Array): Uint8Array | null {
  let decoded: Decoded
  try {
    decoded = decodeUpdate(doc.store, update)
  } catch (error) {
    if (error instanceof MalformedUpdate) throw new RangeError(`not an update: ${error.message}`, { cause: error })
    throw error
  }
  const deletions = newDeletions(doc.store, decoded, new Structs(decoded.blocks))
  if (decoded.gap || deletions.gap) return update
  if (decoded.blocks.length === 0 && deletions.pieces.length === 0) return null
  return decoded.changed || deletions.changed ? encodeRest(decoded, deletions.pieces) : update
}
