import * as encoding from 'lib0/encoding'
import { ByteReader, MalformedUpdate } from './bytes.ts'
import { readStruct } from './decode.ts'
import type { PieceLimits } from './pieces.ts'
import { fault } from '../faults.ts'

/**
 * An update (V1) as updates to be applied in order, each a moment's work: what a person did offline for a day, or imported,
 * comes as one. Only structs of one client can be cut where they stand: an update of several clients, or one that cannot be
 * read, comes back whole; from the first mark of a text on, all is one piece (as in `piecesOf`).
 */
export function* cutUpdate(update: Uint8Array, limits: PieceLimits): Generator<Uint8Array, void, undefined> {
  try {
    yield* cut(update, limits)
  } catch (error) {
    if (!(error instanceof MalformedUpdate)) throw error
    yield update
  }
}

/** The kind of content in the first byte of a struct, and the one of marks (Yjs, `contentRefs`). */
const [contentBits, formatContent] = [0b1_1111, 6]

function* cut(update: Uint8Array, limits: PieceLimits): Generator<Uint8Array, void, undefined> {
  const reader = new ByteReader(update)
  if (reader.uint() !== 1 || fault('UPD-23')) return yield update
  const total = reader.uint()
  const client = reader.uint()
  let clock = reader.uint()
  let hasMarks = false
  for (let done = 0; done < total;) {
    const [fromClock, fromByte] = [clock, reader.pos]
    let count = 0
    const hasRoom = (): boolean => count < limits.maxStructs && reader.pos - fromByte < limits.maxBytes
    while (done + count < total && (hasMarks || hasRoom())) {
      hasMarks ||= ((update[reader.pos] ?? 0) & contentBits) === formatContent && !fault('UPD-24')
      clock += readStruct(reader, client, clock).length
      count++
    }
    done += count
    yield encoding.encode((encoder) => {
      for (const head of [1, count, client, fromClock]) encoding.writeVarUint(encoder, head)
      encoding.writeUint8Array(encoder, update.subarray(fromByte, reader.pos))
      encoding.writeVarUint(encoder, 0)
    })
  }
  const deletions = update.subarray(reader.pos)
  if (deletions.length <= 1) return
  const rest = new Uint8Array(deletions.length + 1)
  rest.set(deletions, 1)
  yield rest
}
