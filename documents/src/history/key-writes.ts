import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { JsonValue } from '../kind.ts'

/** A key of a map of the document, and what shall stand there; undefined: nothing. */
export interface KeyWrite {
  readonly map: Y.Map<unknown>
  readonly key: string
  readonly value: JsonValue | undefined
}

/**
 * The update that makes these writes, without changing the document and without a copy of it: what `map.set` and `map.delete`
 * would send, under a client id nobody has used here.
 */
export function encodeKeyWrites(clientId: number, writes: readonly KeyWrite[]): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  const sets = writes.filter(({ value }) => value !== undefined)
  encoding.writeVarUint(encoder.restEncoder, sets.length > 0 ? 1 : 0)
  if (sets.length > 0) {
    encoding.writeVarUint(encoder.restEncoder, sets.length)
    encoder.writeClient(clientId)
    encoding.writeVarUint(encoder.restEncoder, 0)
    for (const [clock, { map, key, value }] of sets.entries()) {
      const left = map._map.get(key) ?? null
      const id = Y.createID(clientId, clock)
      new Y.Item(id, null, left?.lastId ?? null, null, null, map, key, new Y.ContentAny([value])).write(encoder, 0)
    }
  }
  const gone = writes.flatMap(({ map, key, value }) => (value === undefined ? [map._map.get(key)] : []))
  writeDeletions(
    encoder,
    gone.filter((item) => item !== undefined && !item.deleted),
  )
  return encoder.toUint8Array()
}

function writeDeletions(encoder: Y.UpdateEncoderV1, items: readonly (Y.Item | undefined)[]): void {
  const byClient = Map.groupBy(
    items.filter((item) => item !== undefined),
    ({ id }) => id.client,
  )
  encoding.writeVarUint(encoder.restEncoder, byClient.size)
  for (const [client, own] of byClient) {
    encoding.writeVarUint(encoder.restEncoder, client)
    encoding.writeVarUint(encoder.restEncoder, own.length)
    for (const { id, length } of own.toSorted((a, b) => a.id.clock - b.id.clock)) {
      encoder.writeDsClock(id.clock)
      encoder.writeDsLen(length)
    }
  }
}

/** The map at this path (a root, or an entry of one); null when there is none. */
export function entryMapAt(doc: Y.Doc, path: readonly string[]): Y.Map<unknown> | null {
  const [root, ...rest] = path
  if (root === undefined || !doc.share.has(root)) return null
  let map: unknown = doc.getMap(root)
  for (const key of rest) map = map instanceof Y.Map ? map.get(key) : null
  return map instanceof Y.Map ? map : null
}
