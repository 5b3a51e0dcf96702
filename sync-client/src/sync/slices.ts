import { chunkDocument, fault } from '@mutirao/documents'
import * as Y from 'yjs'

/** An update that says nothing: no structs, no deletions. */
const emptyUpdateBytes = 2
/** About 100 KB of a board: a moment's work to apply. */
const structsPerSegment = 2000

/**
 * What a peer with `stateVector` lacks of `doc`, as updates to be applied in order, each at most `maxBytes` long as far as
 * single values allow it. One update, almost always; at least one, possibly saying nothing.
 */
export function slicesOf(doc: Y.Doc, stateVector: Uint8Array, maxBytes: number): readonly Uint8Array[] {
  const whole = Y.encodeStateAsUpdate(doc, stateVector)
  if (whole.length <= maxBytes || fault('CLI-14')) return [whole]
  for (let structs = structsPerSegment; structs > 1; structs = Math.ceil(structs / 10)) {
    const slices = [...chunkDocument(doc, structs)]
      .map((chunk) => Y.diffUpdate(chunk, stateVector))
      .filter((slice) => slice.length > emptyUpdateBytes)
    if (slices.every((slice) => slice.length <= maxBytes)) return slices
  }
  return [whole]
}

/** The whole document as updates to be applied in order, each a moment's work. */
export const segmentsOf = (doc: Y.Doc): readonly Uint8Array[] => [...chunkDocument(doc, structsPerSegment)]
