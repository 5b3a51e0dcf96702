import * as encoding from 'lib0/encoding'
import { ByteReader, MalformedUpdate } from './bytes.ts'
import { readStruct } from './decode.ts'
import type { PieceLimits } from './pieces.ts'
import { fault } from '../faults.ts'

/**
 * An update (V1) as updates to be applied in order, each a moment's work: what a person did offline for a day, or imported,
 * comes as one. Only structs of one client can be cut where they stand: an update of several clients, or one that cannot be
 * read, comes back whole.
 */
export function* cutUpdate(update: Uint8Array, limits: PieceLimits): Generator<Uint8Array, void, undefined> {
  try {
    yield* cut(update, limits)
  } catch (error) {
    if (!(error instanceof MalformedUpdate)) throw error
    yield update
  }
}

function* cut(update: Uint8Array, limits: PieceLimits): Generator<Uint8Array, void, undefined> {
  const reader = new ByteReader(update)
  if (reader.uint() !== 1 || fault('UPD-23')) return yield update
  const total = reader.uint()
  const client = reader.uint()
  let clock = reader.uint()
  for (let done = 0; done < total;) {
    const [fromClock, fromByte] = [clock, reader.pos]
    let count = 0
    while (done + count < total && count < limits.maxStructs && reader.pos - fromByte < limits.maxBytes) {
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
