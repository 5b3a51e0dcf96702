import type * as Y from 'yjs'
import { ByteReader, MalformedUpdate } from './bytes.ts'
import { bits, refs, stateOf, Struct } from './struct.ts'
import { fault } from '../faults.ts'

/** Far above what one session can write; keeps every clock sum exact and every encoder inside its range. */
const maxClock = 2 ** 31 - 1
/** More structs than 8 MiB of honest edits hold; bounds the memory a hostile update of tiny structs may take. */
const maxStructs = 500_000

/** The structs of one client in an update, without those the document has. */
export interface Block {
  readonly client: number
  readonly structs: Struct[]
  /** The first clock after the last struct. */
  readonly end: number
  /** How many of them stand in integration order already, and whether another block waits for this one (order.ts). */
  cursor: number
  waiting: boolean
}

/** Deleted ranges of one client: pairs clock, length, … sorted, not empty, not overlapping. */
export interface ClientRanges {
  readonly client: number
  readonly pairs: number[]
}

export interface Decoded {
  readonly bytes: Uint8Array
  /** Only clients with something new. */
  readonly blocks: readonly Block[]
  readonly deletions: readonly ClientRanges[]
  /** True when the update begins after what the document knows, or skips something it does not know. */
  readonly gap: boolean
  /** True when `blocks` and `deletions` hold less than the bytes said, or the same in another form. */
  readonly changed: boolean
}

/**
 * Decodes update format V1 against what a document knows. Work and memory are bounded by the length of the bytes.
 * @param maxClients how many clients may bring something new
 * @throws MalformedUpdate
 */
export function decodeUpdate(store: Y.Doc['store'], bytes: Uint8Array, maxClients = Infinity): Decoded {
  const reader = new ByteReader(bytes)
  const blocks: Block[] = []
  const seen = new Set<number>()
  const progress = { gap: false, changed: false, structs: 0 }
  for (let left = reader.uint(); left > 0; left--) {
    const block = readBlock(reader, store, progress)
    // Yjs keeps only the last block of a client and silently forgets the others.
    if (seen.has(block.client)) throw new MalformedUpdate('a client twice')
    seen.add(block.client)
    if (block.structs.length === 0) progress.changed = true
    else if (blocks.push(block) > maxClients) throw new MalformedUpdate('too many clients')
  }
  const deletions = readDeletions(reader, progress)
  if (reader.pos !== bytes.length) throw new MalformedUpdate('bytes after the end')
  return { bytes, blocks, deletions, gap: progress.gap, changed: progress.changed }
}

interface Progress {
  gap: boolean
  changed: boolean
  structs: number
}

function readBlock(reader: ByteReader, store: Y.Doc['store'], progress: Progress): Block {
  const count = reader.uint()
  const client = reader.uint()
  let clock = reader.uint()
  const state = stateOf(store, client)
  const structs: Struct[] = []
  if (clock > state && count > 0 && !fault('UPD-2')) progress.gap = true
  for (let left = count; left > 0; left--) {
    const struct = readStruct(reader, client, clock)
    if (struct.length === 0 || struct.length > maxClock) throw new MalformedUpdate('impossible length')
    if (struct.originClient === client && struct.originClock >= clock) throw new MalformedUpdate('refers to its future')
    if (struct.rightClient === client && struct.rightClock >= clock) throw new MalformedUpdate('refers to its future')
    if (struct.parentClient === client && struct.parentClock >= clock) throw new MalformedUpdate('refers to its future')
    clock += struct.length
    if (clock > maxClock) throw new MalformedUpdate('impossible clock')
    if (clock <= state) progress.changed = true
    else if (struct.ref === refs.skip) progress.gap = true
    else addStruct(structs, struct, state, progress)
  }
  return { client, structs, end: clock, cursor: 0, waiting: false }
}

function addStruct(structs: Struct[], struct: Struct, state: number, progress: Progress): void {
  if (struct.clock < state) {
    cutFront(struct, state - struct.clock)
    progress.changed = true
  }
  const last = structs[structs.length - 1]
  if (last !== undefined && last.ref === refs.gc && struct.ref === refs.gc) {
    last.length += struct.length
    // Written as one: Yjs takes seconds for a million that lie side by side.
    if (!fault('ATK-2')) progress.changed = true
    return
  }
  if (++progress.structs > maxStructs) throw new MalformedUpdate('too many structs')
  structs.push(struct)
}

/** Drops `count` known units: what remains stands to the right of them. */
function cutFront(struct: Struct, count: number): void {
  struct.offset = count
  struct.clock += count
  struct.length -= count
  if (struct.ref === refs.gc) return
  struct.originClient = struct.client
  struct.originClock = struct.clock - 1
  if (typeof struct.content === 'string') struct.content = struct.content.slice(count)
  else if (struct.ref === refs.any || struct.ref === refs.json) {
    struct.content = (struct.content as readonly unknown[]).slice(count)
  }
}

export function readStruct(reader: ByteReader, client: number, clock: number): Struct {
  const start = reader.pos
  const info = reader.byte()
  const struct = new Struct(client, clock, info, start)
  if (struct.ref === refs.gc || struct.ref === refs.skip) {
    if (info !== struct.ref) throw new MalformedUpdate('unknown flags')
    struct.length = reader.uint()
    struct.end = reader.pos
    return struct
  }
  if ((info & bits.left) !== 0) {
    struct.originClient = reader.uint()
    struct.originClock = reader.uint()
  }
  if ((info & bits.right) !== 0) {
    struct.rightClient = reader.uint()
    struct.rightClock = reader.uint()
  }
  if ((info & (bits.left | bits.right)) === 0) {
    if (reader.uint() === 1) struct.parentRoot = reader.key()
    else {
      struct.parentClient = reader.uint()
      struct.parentClock = reader.uint()
    }
    if (struct.hasKey) struct.parentSub = reader.key()
  }
  struct.contentStart = reader.pos
  readContent(reader, struct)
  struct.end = reader.pos
  return struct
}

function readContent(reader: ByteReader, struct: Struct): void {
  struct.length = 1
  switch (struct.ref) {
    case refs.deleted:
      struct.length = reader.uint()
      return
    case refs.any:
    case refs.json:
      struct.content = readValues(reader, struct.ref)
      struct.length = (struct.content as readonly unknown[]).length
      return
    case refs.text: {
      const text = reader.string()
      struct.content = text
      struct.length = text.length
      return
    }
    case refs.binary:
      reader.skip(reader.uint())
      return
    case refs.embed:
      struct.content = reader.json()
      return
    case refs.format: {
      const name = reader.key()
      struct.content = [name, reader.json()]
      return
    }
    case refs.type:
      struct.content = readType(reader)
      return
    case refs.doc:
      readSubdocument(reader)
      return
    default:
      throw new MalformedUpdate('unknown content')
  }
}

function readValues(reader: ByteReader, ref: number): unknown[] {
  const count = reader.uint()
  const values: unknown[] = []
  for (let left = count; left > 0; left--) values.push(readValue(reader, ref))
  return values
}

/** One element of `any` or `json` content. */
export function readValue(reader: ByteReader, ref: number): unknown {
  if (ref === refs.any) return reader.any()
  const start = reader.pos
  // Legacy JSON content writes the bare word for `undefined`.
  if (reader.string() === 'undefined') return undefined
  reader.pos = start
  return reader.json()
}

/** Yjs's numbers for its types: array, map, text, xml element, xml fragment, xml hook, xml text. */
const namedTypes: ReadonlySet<number> = new Set([3, 5])

function readType(reader: ByteReader): number {
  const type = reader.uint()
  if (type > 6) throw new MalformedUpdate('unknown type')
  if (namedTypes.has(type)) reader.key()
  return type
}

function readSubdocument(reader: ByteReader): void {
  reader.string()
  const options = reader.any()
  const isPlain = typeof options === 'object' && options !== null && !Array.isArray(options)
  if (!isPlain || options instanceof Uint8Array) throw new MalformedUpdate('unknown subdocument options')
}

function readDeletions(reader: ByteReader, progress: Progress): ClientRanges[] {
  const list: ClientRanges[] = []
  const byClient = new Map<number, ClientRanges>()
  for (let left = reader.uint(); left > 0; left--) {
    const client = reader.uint()
    let ranges = byClient.get(client)
    if (ranges === undefined) {
      ranges = { client, pairs: [] }
      byClient.set(client, ranges)
      list.push(ranges)
    } else progress.changed = true
    readRanges(reader, ranges.pairs, progress)
  }
  return list
}

function readRanges(reader: ByteReader, pairs: number[], progress: Progress): void {
  let end = pairs.length > 0 ? Infinity : 0
  let sorted = true
  for (let left = reader.uint(); left > 0; left--) {
    const clock = reader.uint()
    const length = reader.uint()
    if (clock + length > maxClock) throw new MalformedUpdate('impossible clock')
    if (length === 0) {
      progress.changed = true
      continue
    }
    if (clock < end) sorted = false
    end = clock + length
    pairs.push(clock, length)
  }
  if (sorted) return
  progress.changed = true
  normalise(pairs)
}

/** Sorts ranges and joins those that overlap, in place. */
function normalise(pairs: number[]): void {
  const ranges: [number, number][] = []
  for (let i = 0; i < pairs.length; i += 2) ranges.push([pairs[i] as number, pairs[i + 1] as number])
  ranges.sort((a, b) => a[0] - b[0])
  pairs.length = 0
  let end = -1
  for (const [clock, length] of ranges) {
    if (clock < end) {
      const last = pairs.length - 1
      end = Math.max(end, clock + length)
      pairs[last] = end - (pairs[last - 1] as number)
    } else {
      pairs.push(clock, length)
      end = clock + length
    }
  }
}
