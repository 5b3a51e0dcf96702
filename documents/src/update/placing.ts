import * as Y from 'yjs'
import { fault } from '../faults.ts'
import type { Piece } from './deletions.ts'
import type { Structs } from './order.ts'
import { indexOfClock, refs, type Parent, type Struct } from './struct.ts'

type Store = Y.Doc['store']

/** A fifteenth of a second in every copy. What people write takes a handful. */
export const maxPlacingSteps = 400_000

/** It takes more steps than may be. */
export class CostlyUpdate extends Error {
  constructor() {
    super('too much to look through')
    this.name = 'CostlyUpdate'
  }
}

/** Units that stand side by side: an item of the document, a struct of the update, or what either was split into. */
interface Run {
  readonly client: number
  readonly clock: number
  length: number
  readonly originClient: number
  readonly originClock: number
  readonly rightClient: number
  readonly rightClock: number
  /** What stands right of it; undefined: what the document says. */
  right: Run | null | undefined
  item: Y.Item | null
}

/** What stands first in a list, or under a key, and how much was ever written under the key. */
interface Head {
  first: Run | null
  written: number
}

/** To go back along a key takes that much less than to look for a place; a split moves so many neighbours in that time. */
const backPerStep = 32
const movedPerStep = 64

/**
 * How much work Yjs will have with an update: it looks for the place of each struct among all that was put between the same two
 * neighbours, one after the other, and moves everything a client wrote later when it splits something. Between two made-up
 * neighbours both grow with the square of what is there, in every copy of the document, at every opening: half a megabyte takes
 * a minute. This does the same on a sketch, without contents, and gives up early.
 */
export class Placing {
  steps = 0
  private readonly store: Store
  private readonly structs: Structs
  private readonly maxSteps: number
  private readonly runs = new Map<Y.Item | Struct, Run[]>()
  private readonly heads = new Map<Parent, Map<string | null, Head>>()
  private splits = 0

  constructor(store: Store, structs: Structs, maxSteps: number) {
    this.store = store
    this.structs = structs
    this.maxSteps = maxSteps
  }

  /** @param ordered resolved, in integration order @throws CostlyUpdate */
  run(ordered: readonly Struct[], pieces: readonly Piece[]): number {
    for (const struct of ordered) {
      if (struct.ref !== refs.gc && struct.parent !== null && !struct.isSunk) this.place(struct, struct.parent)
    }
    for (const piece of pieces) this.cut(piece)
    return Math.ceil(this.steps)
  }

  private count(steps: number): void {
    this.steps += fault('UPD-26') ? steps / 2 : steps
    if (this.steps > this.maxSteps) throw new CostlyUpdate()
  }

  /** As Item.integrate of Yjs does it. */
  private place(struct: Struct, parent: Parent): void {
    let left = struct.originClient < 0 ? null : this.ending(struct.originClient, struct.originClock)
    const right = struct.rightClient < 0 ? null : this.beginning(struct.rightClient, struct.rightClock)
    const head = this.head(parent, struct.key)
    const run = runOf(struct)
    const isBeside = left === null ? right !== null && right === head.first : this.next(left) === right
    if (left === null && struct.key !== null) this.count(head.written / backPerStep)
    if (!isBeside) left = this.search(run, left, right, head)
    run.right = left === null ? head.first : this.next(left)
    if (left === null) head.first = run
    else left.right = run
    head.written++
    this.runs.set(struct, [run])
  }

  private search(run: Run, origin: Run | null, right: Run | null, head: Head): Run | null {
    let left = origin
    const [conflicting, before] = [new Set<Run>(), new Set<Run>()]
    for (let other = left === null ? head.first : this.next(left); other !== null && other !== right;) {
      this.count(1)
      before.add(other)
      conflicting.add(other)
      if (run.originClient === other.originClient && run.originClock === other.originClock) {
        if (other.client < run.client) {
          left = other
          conflicting.clear()
        } else if (run.rightClient === other.rightClient && run.rightClock === other.rightClock) break
      } else {
        const above = other.originClient < 0 ? null : this.runAt(other.originClient, other.originClock)
        if (above === null || !before.has(above)) break
        if (!conflicting.has(above)) {
          left = other
          conflicting.clear()
        }
      }
      other = this.next(other)
    }
    return left
  }

  private next(run: Run): Run | null {
    if (run.right === undefined) {
      const right = run.item?.right ?? null
      run.right = right === null ? null : (this.runsOf(right)[0] ?? null)
    }
    return run.right
  }

  private head(parent: Parent, key: string | null): Head {
    const known = this.heads.get(parent) ?? new Map<string | null, Head>()
    this.heads.set(parent, known)
    const head = known.get(key) ?? this.headOf(parent, key)
    known.set(key, head)
    return head
  }

  private headOf(parent: Parent, key: string | null): Head {
    if (!(parent instanceof Y.AbstractType)) return { first: null, written: 0 }
    let item = key === null ? parent._start : (parent._map.get(key) ?? null)
    let written = 0
    for (; key !== null && item !== null && item.left !== null; item = item.left) written++
    return { first: item === null ? null : (this.runsOf(item)[0] ?? null), written }
  }

  private runsOf(base: Y.Item | Struct): Run[] {
    const known = this.runs.get(base)
    if (known !== undefined) return known
    const runs = [base instanceof Y.Item ? runOfItem(base) : runOf(base)]
    this.runs.set(base, runs)
    return runs
  }

  private baseOf(client: number, clock: number): Y.Item | Struct | null {
    const struct = this.structs.find(client, clock)
    if (struct !== undefined) return struct
    const stored = this.store.clients.get(client)
    const found = stored?.[indexOfClock(stored, clock)]
    return found instanceof Y.Item ? found : null
  }

  private runAt(client: number, clock: number): Run | null {
    const base = this.baseOf(client, clock)
    const runs = base === null ? [] : this.runsOf(base)
    return runs[placeIn(runs, clock)] ?? null
  }

  private ending(client: number, clock: number): Run | null {
    const run = this.runAt(client, clock)
    if (run !== null && run.clock + run.length > clock + 1) this.split(run, clock + 1)
    return run
  }

  private beginning(client: number, clock: number): Run | null {
    const run = this.runAt(client, clock)
    return run !== null && run.clock < clock ? this.split(run, clock) : run
  }

  private split(run: Run, clock: number): Run {
    const { client, rightClient, rightClock, right, item } = run
    const length = run.clock + run.length - clock
    const origin = { originClient: client, originClock: clock - 1 }
    const rest: Run = { client, clock, length, ...origin, rightClient, rightClock, right, item }
    run.length -= length
    run.right = rest
    const base = this.baseOf(client, clock)
    if (base !== null) {
      const runs = this.runsOf(base)
      runs.splice(placeIn(runs, clock) + 1, 0, rest)
      this.countSplit(base)
    }
    return rest
  }

  /** Everything its client wrote later moves by one. */
  private countSplit(base: Y.Item | Struct): void {
    const client = base instanceof Y.Item ? base.id.client : base.client
    const stored = this.store.clients.get(client) ?? []
    const from = base instanceof Y.Item ? indexOfClock(stored, base.id.clock) : stored.length
    const added = this.structs.block(client)?.structs.length ?? 0
    this.splits++
    this.count(1 + (stored.length - from + added + this.splits) / movedPerStep)
  }

  private cut({ target, clock, length }: Piece): void {
    const from = target instanceof Y.Item ? target.id.clock : target.clock
    if (clock > from) this.countSplit(target)
    if (clock + length < from + target.length) this.countSplit(target)
  }
}

/** The last run that begins at or before this clock. */
function placeIn(runs: readonly Run[], clock: number): number {
  let low = 0
  let high = runs.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((runs[middle] as Run).clock <= clock) low = middle
    else high = middle - 1
  }
  return low
}

function runOf(struct: Struct): Run {
  const { client, clock, length, originClient, originClock, rightClient, rightClock } = struct
  return { client, clock, length, originClient, originClock, rightClient, rightClock, right: null, item: null }
}

function runOfItem(item: Y.Item): Run {
  return {
    client: item.id.client,
    clock: item.id.clock,
    length: item.length,
    originClient: item.origin?.client ?? -1,
    originClock: item.origin?.clock ?? 0,
    rightClient: item.rightOrigin?.client ?? -1,
    rightClock: item.rightOrigin?.clock ?? 0,
    right: undefined,
    item,
  }
}
