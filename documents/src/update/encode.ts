import * as encoding from 'lib0/encoding'
import { ByteReader } from './bytes.ts'
import { readValue, type Decoded } from './decode.ts'
import type { Piece } from './deletions.ts'
import { bits, refs, type Struct } from './struct.ts'

/** True for the bytes of an update without structs and deletions. */
export const isEmptyUpdate = (update: Uint8Array): boolean => update.length === 2 && update[0] === 0 && update[1] === 0

/** Writes what is left of an update: its new structs (the refused ones erased) and the deletions that were taken. */
export function encodeRest(decoded: Decoded, pieces: readonly Piece[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, decoded.blocks.length)
  for (const block of decoded.blocks) {
    const first = block.structs[0] as Struct
    encoding.writeVarUint(encoder, countWritten(block.structs))
    encoding.writeVarUint(encoder, block.client)
    encoding.writeVarUint(encoder, first.clock)
    writeStructs(encoder, decoded.bytes, block.structs)
  }
  writeDeletions(encoder, pieces)
  return encoding.toUint8Array(encoder)
}

const isFiller = (struct: Struct | undefined): boolean =>
  struct !== undefined && (struct.ref === refs.gc || struct.erasedAs === 'gc')

/** Neighbouring gap fillers are written as one. */
function countWritten(structs: readonly Struct[]): number {
  let count = 0
  for (let i = 0; i < structs.length; i++) if (i === 0 || !isFiller(structs[i]) || !isFiller(structs[i - 1])) count++
  return count
}

function writeStructs(encoder: encoding.Encoder, bytes: Uint8Array, structs: readonly Struct[]): void {
  for (let i = 0; i < structs.length; i++) {
    const struct = structs[i] as Struct
    if (isFiller(struct)) {
      let length = struct.length
      while (isFiller(structs[i + 1])) length += (structs[++i] as Struct).length
      encoding.writeVarUint(encoder, refs.gc)
      encoding.writeVarUint(encoder, length)
    } else if (struct.erasedAs === 'deleted') {
      writeHead(encoder, bytes, struct, refs.deleted)
      encoding.writeVarUint(encoder, struct.length)
    } else if (struct.offset === 0) {
      encoding.writeUint8Array(encoder, bytes.subarray(struct.start, struct.end))
    } else {
      writeHead(encoder, bytes, struct, struct.ref)
      writeTail(encoder, bytes, struct)
    }
  }
}

/** Everything before the content. A struct whose front is known stands to the right of its own last known unit. */
function writeHead(encoder: encoding.Encoder, bytes: Uint8Array, struct: Struct, ref: number): void {
  const info = bytes[struct.start] as number
  if (struct.offset === 0) {
    encoding.writeUint8(encoder, (info & ~bits.ref) | ref)
    encoding.writeUint8Array(encoder, bytes.subarray(struct.start + 1, struct.contentStart))
    return
  }
  encoding.writeUint8(encoder, (info & ~bits.ref) | ref | bits.left)
  encoding.writeVarUint(encoder, struct.originClient)
  encoding.writeVarUint(encoder, struct.originClock)
  if (struct.rightClient >= 0) {
    encoding.writeVarUint(encoder, struct.rightClient)
    encoding.writeVarUint(encoder, struct.rightClock)
  }
}

function writeTail(encoder: encoding.Encoder, bytes: Uint8Array, struct: Struct): void {
  if (struct.ref === refs.text) encoding.writeVarString(encoder, struct.content as string)
  else if (struct.ref === refs.deleted) encoding.writeVarUint(encoder, struct.length)
  else {
    encoding.writeVarUint(encoder, struct.length)
    const reader = new ByteReader(bytes)
    reader.pos = struct.contentStart
    reader.uint()
    for (let known = struct.offset; known > 0; known--) readValue(reader, struct.ref)
    encoding.writeUint8Array(encoder, bytes.subarray(reader.pos, struct.end))
  }
}

/** Pieces of one client come in order and together; neighbours are written as one range. */
function writeDeletions(encoder: encoding.Encoder, pieces: readonly Piece[]): void {
  const clients: { client: number; pairs: number[] }[] = []
  for (const piece of pieces) {
    if (!piece.taken) continue
    let last = clients[clients.length - 1]
    if (last?.client !== piece.client) {
      last = { client: piece.client, pairs: [] }
      clients.push(last)
    }
    const pairs = last.pairs
    const end = pairs.length > 0 ? (pairs[pairs.length - 2] as number) + (pairs[pairs.length - 1] as number) : -1
    if (end === piece.clock) pairs[pairs.length - 1] = end + piece.length - (pairs[pairs.length - 2] as number)
    else pairs.push(piece.clock, piece.length)
  }
  encoding.writeVarUint(encoder, clients.length)
  for (const { client, pairs } of clients) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, pairs.length / 2)
    for (const number of pairs) encoding.writeVarUint(encoder, number)
  }
}
