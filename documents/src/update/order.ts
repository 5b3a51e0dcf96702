import type * as Y from 'yjs'
import { MalformedUpdate } from './bytes.ts'
import type { Block, Decoded } from './decode.ts'
import { stateOf, type Struct } from './struct.ts'

/** The structs of an update by id. */
export class Structs {
  private readonly blocks: readonly Block[]
  private readonly byClient: Map<number, Block> | null

  constructor(blocks: readonly Block[]) {
    this.blocks = blocks
    this.byClient = blocks.length > 1 ? new Map(blocks.map((block) => [block.client, block])) : null
  }

  block(client: number): Block | undefined {
    if (this.byClient !== null) return this.byClient.get(client)
    const only = this.blocks[0]
    return only?.client === client ? only : undefined
  }

  /** The struct that holds this id; undefined when the update brings none (then the document has it, or nobody). */
  find(client: number, clock: number): Struct | undefined {
    const block = this.block(client)
    const first = block?.structs[0]
    if (block === undefined || first === undefined || clock < first.clock || clock >= block.end) return undefined
    let low = 0
    let high = block.structs.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((block.structs[middle] as Struct).clock <= clock) low = middle
      else high = middle - 1
    }
    return block.structs[low]
  }
}

/**
 * The structs of an update in an order in which each comes after everything it refers to, or null when something it
 * refers to is neither here nor in the document.
 * @throws MalformedUpdate when structs wait for each other in a circle
 */
export function orderStructs(store: Y.Doc['store'], decoded: Decoded, structs: Structs): readonly Struct[] | null {
  const only = decoded.blocks.length === 1 ? decoded.blocks[0] : undefined
  if (only !== undefined) {
    return only.structs.every((struct) => missing(store, structs, struct) === null) ? only.structs : null
  }
  const ordered: Struct[] = []
  // As Yjs takes them, whatever the order of the bytes.
  for (const block of decoded.blocks.toSorted((a, b) => b.client - a.client)) {
    while (block.cursor < block.structs.length) {
      if (!advance(store, structs, block, ordered)) return null
    }
  }
  return ordered
}

/** Takes the next struct of `block`, and before it all it waits for. False: something is nowhere. */
function advance(store: Y.Doc['store'], structs: Structs, block: Block, ordered: Struct[]): boolean {
  const stack = [block]
  block.waiting = true
  for (let top = stack[0]; top !== undefined; top = stack[stack.length - 1]) {
    const struct = top.structs[top.cursor] as Struct
    const blocker = missing(store, structs, struct)
    if (blocker === 'nowhere') return false
    if (blocker !== null) {
      if (blocker.waiting) throw new MalformedUpdate('structs wait for each other')
      blocker.waiting = true
      stack.push(blocker)
      continue
    }
    ordered.push(struct)
    top.cursor++
    top.waiting = false
    stack.pop()
  }
  return true
}

/** null: all it refers to is there. */
function missing(store: Y.Doc['store'], structs: Structs, struct: Struct): Block | 'nowhere' | null {
  return (
    missingId(store, structs, struct, struct.originClient, struct.originClock) ??
    missingId(store, structs, struct, struct.rightClient, struct.rightClock) ??
    missingId(store, structs, struct, struct.parentClient, struct.parentClock)
  )
}

function missingId(
  store: Y.Doc['store'],
  structs: Structs,
  struct: Struct,
  client: number,
  clock: number,
): Block | 'nowhere' | null {
  if (client < 0 || client === struct.client || clock < stateOf(store, client)) return null
  const block = structs.block(client)
  if (block === undefined || clock >= block.end) return 'nowhere'
  const next = block.structs[block.cursor]
  return next !== undefined && next.clock <= clock ? block : null
}
