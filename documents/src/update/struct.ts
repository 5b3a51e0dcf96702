import type * as Y from 'yjs'
import type { JsonValue, Judgement } from '../kind.ts'

/** What a struct carries: the low five bits of its first byte (Yjs update format V1). */
export const refs = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  text: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  doc: 9,
  skip: 10,
} as const

/** Bits of the first byte: the struct names what stood right or left of it, or is the value of a map key. */
export const bits = { key: 32, right: 64, left: 128, ref: 31 } as const

/** Any Y.Map, Y.Text, … (Yjs's own declaration of what an item may hold). */
export type SharedType = Y.ContentType['type']

/** A root type that an update uses and the document does not know yet. */
export class NewRoot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** Where a struct lives: a type in the document, a container in the same update, or a root nobody used before. */
export type Parent = SharedType | Struct | NewRoot

/**
 * open: not decided yet · live: taken and visible, so its children are judged too · quiet: taken, but without an effect
 * that anybody judges (already deleted, overwritten in the same update, below something deleted, or set back as a whole) ·
 * refused: must not become visible, nor anything below it
 */
export type Fate = 'open' | 'live' | 'quiet' | 'refused'

/** One struct of an update that the document does not have yet (its known front part is already cut off). */
export class Struct {
  readonly client: number
  clock: number
  length = 0
  readonly ref: number
  readonly hasKey: boolean
  /** Byte positions in the update: the struct, and the part of it after ids and names. */
  readonly start: number
  contentStart = 0
  end = 0
  /** How many units at the front were known and cut off. */
  offset = 0
  /** −1: none. */
  originClient = -1
  originClock = 0
  rightClient = -1
  rightClock = 0
  parentRoot: string | null = null
  parentClient = -1
  parentClock = 0
  parentSub: string | null = null
  /** text: string · any, json: array of values · embed: value · format: [name, value] · type: type number · else null. */
  content: unknown = null

  /** null: what it belongs to is gone, in every copy. */
  parent: Parent | null = null
  key: string | null = null
  /** Yjs will turn it into a gap filler. */
  isSunk = false
  /** All structs of this update that write the same key, itself included; null for list, text and xml content. */
  writes: KeyWrites | null = null
  /** How many of its units the same update deletes. */
  deletedUnits = 0
  fate: Fate = 'open'
  /** Set when a later struct of the same key in the same update stands to the right of this one: what became of that. */
  overwritten: 'no' | 'taken' | 'refused' = 'no'
  /** How a refused struct is written: as a gap filler, or as deleted content that keeps its place. */
  erasedAs: 'gc' | 'deleted' | null = null

  constructor(client: number, clock: number, info: number, start: number) {
    this.client = client
    this.clock = clock
    this.ref = info & bits.ref
    this.hasKey = (info & bits.key) !== 0
    this.start = start
  }

  get isContainer(): boolean {
    return this.ref === refs.type
  }
}

/** Everything an update writes to one key of one map, in integration order. */
export class KeyWrites {
  readonly parent: Parent
  readonly key: string
  readonly structs: Struct[] = []
  /** What stands there now; null when nothing does. */
  readonly current: Y.Item | null
  judged = false
  /** True when one of the structs was taken, so that `current` goes. */
  removesCurrent = false
  before: JsonValue | undefined = undefined
  removal: Judgement | null = null

  constructor(parent: Parent, key: string, current: Y.Item | null) {
    this.parent = parent
    this.key = key
    this.current = current
  }
}

/** The index of the struct that holds this clock. The caller knows that one does: structs are contiguous and sorted. */
export function indexOfClock(
  structs: readonly { readonly length: number; readonly id: { readonly clock: number } }[],
  clock: number,
  from = 0,
): number {
  let low = from
  let high = structs.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    const struct = structs[middle]
    if (struct !== undefined && struct.id.clock <= clock) low = middle
    else high = middle - 1
  }
  return low
}

/** The next clock the document expects of this client. */
export function stateOf(store: Y.Doc['store'], client: number): number {
  const structs = store.clients.get(client)
  const last = structs?.[structs.length - 1]
  return last === undefined ? 0 : last.id.clock + last.length
}
