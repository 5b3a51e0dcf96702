import * as Y from 'yjs'
import type { ClientRanges, Decoded } from './decode.ts'
import type { Structs } from './order.ts'
import { indexOfClock, stateOf, type Struct } from './struct.ts'

/** A deletion that would really delete something: a part of one item of the document, or of one struct of the update. */
export interface Piece {
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly target: Y.Item | Struct
  taken: boolean
}

export interface NewDeletions {
  readonly pieces: readonly Piece[]
  /** True when the update deletes something neither the document nor the update has. */
  readonly gap: boolean
  /** True when something the update deletes was deleted already. */
  readonly changed: boolean
}

/** Subtracts what the document has deleted already. Walks ranges and structs side by side: linear in both. */
export function newDeletions(store: Y.Doc['store'], decoded: Decoded, structs: Structs): NewDeletions {
  const pieces: Piece[] = []
  let gap = false
  let changed = false
  for (const ranges of decoded.deletions) {
    const state = stateOf(store, ranges.client)
    const block = structs.block(ranges.client)
    const lastClock = (ranges.pairs.at(-2) ?? 0) + (ranges.pairs.at(-1) ?? 0)
    if (lastClock > (block?.end ?? state)) gap = true
    const wanted = ranges.pairs.reduce(sumOfLengths, 0)
    const before = pieces.length
    collectStored(store, ranges, state, pieces)
    if (block !== undefined) collectNew(block.structs, ranges, pieces)
    let found = 0
    for (let i = before; i < pieces.length; i++) found += (pieces[i] as Piece).length
    if (found !== wanted) changed = true
  }
  return { pieces, gap, changed }
}

const sumOfLengths = (sum: number, value: number, index: number): number => (index % 2 === 1 ? sum + value : sum)

/** After this many steps in a row a binary search is cheaper than walking on. */
const walkSteps = 8

function collectStored(store: Y.Doc['store'], ranges: ClientRanges, state: number, pieces: Piece[]): void {
  const stored = store.clients.get(ranges.client)
  if (stored === undefined) return
  let index = -1
  for (let i = 0; i < ranges.pairs.length; i += 2) {
    const from = ranges.pairs[i] as number
    if (from >= state) return
    const to = Math.min(from + (ranges.pairs[i + 1] as number), state)
    index = index < 0 ? indexOfClock(stored, from) : seek(stored, index, from)
    for (; index < stored.length; index++) {
      const struct = stored[index] as Y.Item | Y.GC
      if (struct.id.clock >= to) break
      if (struct.deleted || !(struct instanceof Y.Item)) continue
      const clock = Math.max(from, struct.id.clock)
      const length = Math.min(to, struct.id.clock + struct.length) - clock
      pieces.push({ client: ranges.client, clock, length, target: struct, taken: true })
    }
    // The last struct may reach into the next range too.
    if (index > 0) index--
  }
}

function seek(stored: readonly (Y.Item | Y.GC)[], from: number, clock: number): number {
  for (let index = from; index < stored.length && index < from + walkSteps; index++) {
    const struct = stored[index] as Y.Item | Y.GC
    if (clock < struct.id.clock + struct.length) return index
  }
  return indexOfClock(stored, clock, from)
}

function collectNew(structs: readonly Struct[], ranges: ClientRanges, pieces: Piece[]): void {
  let index = 0
  for (let i = 0; i < ranges.pairs.length; i += 2) {
    const from = ranges.pairs[i] as number
    const to = from + (ranges.pairs[i + 1] as number)
    while (index < structs.length && (structs[index] as Struct).clock + (structs[index] as Struct).length <= from)
      index++
    for (let at = index; at < structs.length; at++) {
      const struct = structs[at] as Struct
      if (struct.clock >= to) break
      const clock = Math.max(from, struct.clock)
      const length = Math.min(to, struct.clock + struct.length) - clock
      pieces.push({ client: ranges.client, clock, length, target: struct, taken: true })
    }
  }
}
