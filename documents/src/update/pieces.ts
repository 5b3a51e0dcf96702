import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { addRange, isMark, needsDeletion, type Ranges, type Stored } from './stored.ts'
import type { SharedType } from './struct.ts'
import { fault } from '../faults.ts'

/** How much one step may do. */
export interface PieceLimits {
  readonly maxStructs: number
  /** A single value may be longer. */
  readonly maxBytes: number
}

/** How far one client's structs are handed out. Clocks, not places: Yjs merges neighbours between two steps. */
interface Column {
  readonly client: number
  /** What came later is told of as an update. */
  readonly endClock: number
  clock: number
}

/** The structs of one client in the piece in work. */
interface Part {
  readonly column: Column
  readonly structs: readonly Stored[]
  readonly fromClock: number
  /** Made with its first struct: most columns are only looked at. */
  encoder: Y.UpdateEncoderV1 | null
  readonly deletions: Ranges
  next: number
  count: number
}

/** Looking at a struct is so much cheaper than writing it. */
const looksPerStruct = 8

/**
 * What a copy with `stateVector` lacks of a document, as updates (V1) to be applied in order: after none of them is anything
 * pending, and each is the work of one step. The document may change between two steps; what changes after the first step is
 * in the pieces or not, so that whoever takes them must be given the updates since then too. `null`: a step without a piece.
 *
 * From the first mark of a text on, everything is one piece however long: Yjs takes marks away whose text is not there at the
 * end of a transaction, and would do so between two pieces, for everybody.
 */
export function* piecesOf(
  doc: Y.Doc,
  stateVector: ReadonlyMap<number, number>,
  limits: PieceLimits,
): Generator<Uint8Array | null, void, undefined> {
  const columns = new Map<number, Column>()
  for (const client of Float64Array.from(doc.store.clients.keys()).sort().reverse()) {
    const endClock = Y.getState(doc.store, client)
    columns.set(client, { client, endClock, clock: Math.min(stateVector.get(client) ?? 0, endClock) })
  }
  if (columns.size > limits.maxStructs) yield null
  const known = [...columns.values()].map(({ client, clock }) => ({ client, endClock: clock, clock: 0 }))
  const stack: Column[] = []
  for (const column of columns.values()) {
    while (column.clock < column.endClock) yield new Piece(doc, columns, limits).fill(column, stack)
  }
  if (fault('UPD-22')) return
  // Which deletions of what it has a copy has heard of, a state vector does not say.
  yield* deletionsOf(doc, known, limits)
  const { pendingStructs, pendingDs } = doc.store
  if (pendingStructs) yield Y.convertUpdateFormatV2ToV1(pendingStructs.update)
  if (pendingDs) yield Y.convertUpdateFormatV2ToV1(pendingDs)
}

/** One piece: made within one step, in which the document stands still. */
class Piece {
  private readonly doc: Y.Doc
  private readonly columns: ReadonlyMap<number, Column>
  private readonly limits: PieceLimits
  private readonly parts = new Map<Column, Part>()
  private structs = 0
  private bytes = 0
  private looks = 0
  private hasMarks = false

  constructor(doc: Y.Doc, columns: ReadonlyMap<number, Column>, limits: PieceLimits) {
    this.doc = doc
    this.columns = columns
    this.limits = limits
  }

  private get isFull(): boolean {
    if (this.hasMarks || fault('UPD-22')) return false
    const { maxStructs, maxBytes } = this.limits
    return (
      this.structs >= maxStructs ||
      this.bytes >= maxBytes ||
      (this.looks >= maxStructs * looksPerStruct && !fault('UPD-25'))
    )
  }

  /**
   * Takes structs of this column, each after all it builds on, until the piece is full. What waits for others stays on the
   * stack from piece to piece: along a chain through thousands of clients each piece would look for its end again.
   * @returns null when all of the step was looking
   */
  fill(column: Column, stack: Column[]): Uint8Array | null {
    if (fault('UPD-25')) stack.length = 0
    for (const wanted of this.inOrder(column)) {
      if (stack.length === 0) stack.push(wanted)
      for (let top = stack.at(-1); top !== undefined && !this.isFull; top = stack.at(-1)) {
        const blocker = this.blockerOf(top)
        this.looks++
        if (blocker !== null) stack.push(blocker)
        else {
          stack.pop()
          this.take(top)
        }
      }
      if (this.isFull) break
    }
    return this.structs > 0 ? this.encode() : null
  }

  /** The column until it is handed out, then the others: many small ones fit in one piece. */
  private *inOrder(first: Column): Generator<Column, void, undefined> {
    let isReached = false
    for (const column of this.columns.values()) {
      isReached ||= column === first
      while (isReached && column.clock < column.endClock) yield column
    }
  }

  private partOf(column: Column): Part {
    const known = this.parts.get(column)
    if (known) return known
    const structs = this.doc.store.clients.get(column.client) ?? []
    const part: Part = {
      column,
      structs,
      fromClock: column.clock,
      encoder: null,
      deletions: [],
      next: indexOf(structs, column.clock),
      count: 0,
    }
    this.parts.set(column, part)
    return part
  }

  private take(column: Column): void {
    const part = this.partOf(column)
    const struct = part.structs[part.next++] as Stored
    const encoder = (part.encoder ??= new Y.UpdateEncoderV1())
    const before = encoding.length(encoder.restEncoder)
    struct.write(encoder, column.clock - struct.id.clock)
    part.count++
    this.hasMarks ||= isMark(struct) && !fault('UPD-24')
    if (needsDeletion(struct)) addRange(part.deletions, struct.id.clock, struct.length)
    column.clock = struct.id.clock + struct.length
    this.structs++
    this.bytes += encoding.length(encoder.restEncoder) - before
  }

  /** Whose structs have to come first; null when the next one of this column can be applied now. */
  private blockerOf(column: Column): Column | null {
    const part = this.partOf(column)
    const struct = part.structs[part.next] as Stored
    if (!(struct instanceof Y.Item)) return null
    const { origin, rightOrigin } = struct
    // The rest of a struct stands to the right of its own front.
    if (column.clock > struct.id.clock) return this.waits(rightOrigin)
    if (origin !== null || rightOrigin !== null) return this.waits(origin) ?? this.waits(rightOrigin)
    return this.waits((struct.parent as SharedType)._item?.id ?? null)
  }

  private waits(id: Y.ID | null): Column | null {
    const column = id === null ? undefined : this.columns.get(id.client)
    return id !== null && column !== undefined && id.clock >= column.clock ? column : null
  }

  private encode(): Uint8Array {
    const encoder = encoding.createEncoder()
    const parts = [...this.parts.values()].filter(({ count }) => count > 0)
    encoding.writeVarUint(encoder, parts.length)
    for (const { count, column, fromClock, encoder: structs } of parts) {
      encoding.writeVarUint(encoder, count)
      encoding.writeVarUint(encoder, column.client)
      encoding.writeVarUint(encoder, fromClock)
      if (structs) encoding.writeUint8Array(encoder, encoding.toUint8Array(structs.restEncoder))
    }
    writeRanges(
      encoder,
      parts.map(({ column, deletions }) => [column.client, deletions]),
    )
    return encoding.toUint8Array(encoder)
  }
}

/** All that is deleted of these columns. */
function* deletionsOf(
  doc: Y.Doc,
  columns: readonly Column[],
  { maxStructs }: PieceLimits,
): Generator<Uint8Array | null, void, undefined> {
  let found: [client: number, ranges: Ranges][] = []
  let looks = 0
  const told = (): Uint8Array | null => {
    const deletions = found
    found = []
    looks = 0
    return deletions.length === 0 ? null : encodeDeletions(deletions)
  }
  for (const column of columns) {
    while (column.clock < column.endClock) {
      const ranges: Ranges = []
      looks += lookAt(doc, column, ranges, maxStructs * looksPerStruct - looks)
      if (ranges.length > 0) found.push([column.client, ranges])
      if (looks >= maxStructs * looksPerStruct) yield told()
    }
  }
  if (found.length > 0) yield told()
}

/** @returns at how many structs it has looked; at most `maxLooks` */
function lookAt(doc: Y.Doc, column: Column, ranges: Ranges, maxLooks: number): number {
  const structs = doc.store.clients.get(column.client) ?? []
  const first = indexOf(structs, column.clock)
  let next = first
  for (; next - first < maxLooks && column.clock < column.endClock; next++) {
    const struct = structs[next] as Stored
    const endClock = Math.min(struct.id.clock + struct.length, column.endClock)
    if (struct.deleted) addRange(ranges, column.clock, endClock - column.clock)
    column.clock = endClock
  }
  return next - first
}

/** The place of the struct that holds this clock; it must be there. */
const indexOf = (structs: readonly Stored[], clock: number): number =>
  clock === 0 ? 0 : Y.findIndexSS(structs as Stored[], clock)

function encodeDeletions(deletions: readonly (readonly [client: number, ranges: Ranges])[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  writeRanges(encoder, deletions)
  return encoding.toUint8Array(encoder)
}

function writeRanges(
  encoder: encoding.Encoder,
  deletions: readonly (readonly [client: number, ranges: Ranges])[],
): void {
  const some = deletions.filter(([, ranges]) => ranges.length > 0)
  encoding.writeVarUint(encoder, some.length)
  for (const [client, ranges] of some) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length)
    for (const [clock, length] of ranges) {
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarUint(encoder, length)
    }
  }
}
