import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

const structsPerStep = 2_000

/**
 * How many bytes a document has as an update (V1, without the list of what is deleted): the sum so far, after every step, the
 * last one being the whole. Unlike other walks over a document this one bears that it changes between two steps: what came or
 * went meanwhile is counted or not.
 */
export function* measureDocument(doc: Y.Doc): Generator<number, void, undefined> {
  let bytes = 0
  for (const client of doc.store.clients.keys()) {
    for (let next = 0; ;) {
      // Yjs merges neighbours and may replace the list.
      const structs = doc.store.clients.get(client)?.slice(next, next + structsPerStep) ?? []
      if (structs.length === 0) break
      const encoder = new Y.UpdateEncoderV1()
      for (const struct of structs) struct.write(encoder, 0)
      bytes += encoding.length(encoder.restEncoder)
      next += structs.length
      yield bytes
    }
  }
}
