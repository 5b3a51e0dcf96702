import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { addRange, isMark, needsDeletion, type Ranges, type Stored } from './stored.ts'
import type { SharedType } from './struct.ts'
import { fault } from '../faults.ts'

export type UpdateEncoding = 'v1' | 'v2'

/** The structs of one client and how far they are handed out. */
interface Column {
  readonly client: number
  readonly structs: readonly Stored[]
  next: number
  /** First clock not handed out yet. */
  clock: number
  /** Where the chunk in work begins. */
  chunkStart: number
}

/** Below a few hundred, the ids repeated in every chunk begin to show in its size. */
const defaultMaxStructs = 2000

/**
 * A whole document as updates that are applied one after the other, each at most `maxStructs` structs long with the
 * deletions of those structs: applied in order they give the same document, and after none of them is anything pending.
 * From the first mark of a text on, everything is one chunk (as in `piecesOf`, and for the same reason).
 * The document must not change while the generator runs. Waiting structs (`store.pendingStructs`) are left out.
 */
export function* chunkDocument(
  doc: Y.Doc,
  maxStructs = defaultMaxStructs,
  format: UpdateEncoding = 'v1',
): Generator<Uint8Array, void, undefined> {
  const columns = new Map<number, Column>()
  const clients = [...doc.store.clients.keys()].sort((a, b) => b - a)
  for (const client of clients) {
    columns.set(client, { client, structs: doc.store.clients.get(client) ?? [], next: 0, clock: 0, chunkStart: 0 })
  }
  let count = 0
  let hasMarks = false
  for (const column of columns.values()) {
    while (column.next < column.structs.length) {
      for (const ready of withBlockers(columns, column)) {
        const struct = handOut(ready)
        hasMarks ||= isMark(struct) && !fault('UPD-24')
        if (++count < maxStructs || hasMarks) continue
        yield encodeChunk(columns, format)
        count = 0
      }
    }
  }
  if (count > 0) yield encodeChunk(columns, format)
}

/** Chunks (V2) of a whole document in one transaction: between two, Yjs might take away marks whose text is in a later one. */
export function applyChunks(doc: Y.Doc, chunks: readonly Uint8Array[], origin: unknown = null): void {
  doc.transact(() => {
    for (const chunk of chunks) Y.applyUpdateV2(doc, chunk, origin)
  }, origin)
}

function handOut(column: Column): Stored {
  const struct = column.structs[column.next++] as Stored
  column.clock = struct.id.clock + struct.length
  return struct
}

/** The columns to take one struct from, in this order, until the next struct of `column` was taken. */
function* withBlockers(columns: ReadonlyMap<number, Column>, column: Column): Generator<Column, void, undefined> {
  const stack = [column]
  for (let top = stack[0]; top !== undefined; top = stack[stack.length - 1]) {
    const blocker = blockerOf(columns, top.structs[top.next] as Stored)
    if (blocker !== null) stack.push(blocker)
    else {
      stack.pop()
      yield top
    }
  }
}

/** Whose structs have to come first; null when this one can be applied now. */
function blockerOf(columns: ReadonlyMap<number, Column>, struct: Stored): Column | null {
  if (!(struct instanceof Y.Item) || fault('UPD-14')) return null
  const { origin, rightOrigin } = struct
  if (origin !== null || rightOrigin !== null) return waits(columns, origin) ?? waits(columns, rightOrigin)
  return waits(columns, (struct.parent as SharedType)._item?.id ?? null)
}

function waits(columns: ReadonlyMap<number, Column>, id: Y.ID | null): Column | null {
  const column = id === null ? undefined : columns.get(id.client)
  return id !== null && column !== undefined && id.clock >= column.clock ? column : null
}

function encodeChunk(columns: ReadonlyMap<number, Column>, format: UpdateEncoding): Uint8Array {
  const encoder = format === 'v1' ? new Y.UpdateEncoderV1() : new Y.UpdateEncoderV2()
  const used = [...columns.values()].filter((column) => column.chunkStart < column.next)
  encoding.writeVarUint(encoder.restEncoder, used.length)
  for (const column of used) {
    const first = column.structs[column.chunkStart] as Stored
    encoding.writeVarUint(encoder.restEncoder, column.next - column.chunkStart)
    encoder.writeClient(column.client)
    encoding.writeVarUint(encoder.restEncoder, first.id.clock)
    for (let i = column.chunkStart; i < column.next; i++) (column.structs[i] as Stored).write(encoder, 0)
  }
  writeDeletions(encoder, used)
  for (const column of used) column.chunkStart = column.next
  return encoder.toUint8Array()
}

function writeDeletions(encoder: Y.UpdateEncoderV1 | Y.UpdateEncoderV2, used: readonly Column[]): void {
  const lists: { client: number; ranges: Ranges }[] = []
  for (const column of used) {
    const ranges: Ranges = []
    for (let i = column.chunkStart; i < column.next; i++) {
      const struct = column.structs[i] as Stored
      if (needsDeletion(struct)) addRange(ranges, struct.id.clock, struct.length)
    }
    if (ranges.length > 0) lists.push({ client: column.client, ranges })
  }
  encoding.writeVarUint(encoder.restEncoder, lists.length)
  for (const { client, ranges } of lists) {
    encoder.resetDsCurVal()
    encoding.writeVarUint(encoder.restEncoder, client)
    encoding.writeVarUint(encoder.restEncoder, ranges.length)
    for (const [clock, length] of ranges) {
      encoder.writeDsClock(clock)
      encoder.writeDsLen(length)
    }
  }
}

/** How big a document is, cheaply: one look per client. */
export interface DocumentSize {
  readonly clients: number
  readonly structs: number
  /** Everything ever written, deleted or not: characters, list elements, values. */
  readonly units: number
}

export function documentSize(doc: Y.Doc): DocumentSize {
  let structs = 0
  let units = 0
  for (const stored of doc.store.clients.values()) {
    const last = stored[stored.length - 1]
    structs += stored.length
    if (last !== undefined) units += last.id.clock + last.length
  }
  return { clients: doc.store.clients.size, structs, units: fault('UPD-16') ? structs : units }
}

/** How much of everything ever written is deleted, from 0 to 1. One look per struct. */
export function tombstoneShare(doc: Y.Doc): number {
  let [units, deleted] = [0, 0]
  for (const stored of doc.store.clients.values())
    for (const struct of stored) {
      units += struct.length
      if (struct instanceof Y.GC || struct.deleted) deleted += struct.length
    }
  return units === 0 ? 0 : deleted / units
}
