import * as Y from 'yjs'
import { MalformedUpdate } from './bytes.ts'
import type { Structs } from './order.ts'
import { indexOfClock, KeyWrites, NewRoot, refs, Struct, type Parent, type SharedType } from './struct.ts'
import type { ParentRef } from './types.ts'

/** Where a container stands: the keys from the root to it, and how many containers that is. */
interface Place {
  readonly path: readonly string[]
  readonly depth: number
}

interface Position {
  readonly parent: Parent
  readonly key: string | null
}

/** Finds the parent, key and path of structs that are not part of the document yet. */
export class Resolver {
  private readonly doc: Y.Doc
  private readonly structs: Structs
  private readonly places = new Map<Parent, Place>()
  private readonly newRoots = new Map<string, NewRoot>()
  private readonly writes = new Map<Parent, Map<string, KeyWrites>>()

  constructor(doc: Y.Doc, structs: Structs) {
    this.doc = doc
    this.structs = structs
  }

  /**
   * Sets parent and key as Yjs would when it applied the struct. Everything it refers to must be resolved already.
   * Next to something that is gone Yjs does not place it; but a copy that collects no garbage may, so it is judged
   * by the neighbour that is left.
   * @throws MalformedUpdate when its neighbours stand in different places
   */
  resolve(struct: Struct): void {
    if (struct.ref === refs.gc) return
    const left = this.neighbour(struct.originClient, struct.originClock)
    const right = this.neighbour(struct.rightClient, struct.rightClock)
    if (left === undefined && right === undefined) {
      struct.parent = this.namedParent(struct)
      struct.key = struct.parentSub
    } else {
      const neighbour = left ?? right ?? null
      if (left && right && !(left.parent === right.parent && left.key === right.key)) {
        throw new MalformedUpdate('between two places')
      }
      struct.parent = neighbour?.parent ?? null
      struct.key = neighbour?.key ?? null
      struct.isSunk = left === null || right === null
    }
    struct.isSunk ||= struct.parent === null
    if (struct.parent !== null && struct.key !== null) this.addWrite(struct, struct.parent, struct.key)
  }

  /** The writes of this update to a key of a type of the document. */
  writesTo(type: SharedType, key: string): KeyWrites | undefined {
    return this.writes.get(type)?.get(key)
  }

  /** All keys written whose current value is a container of the document. */
  *overwrittenContainers(): Generator<[item: Y.Item, writes: KeyWrites]> {
    for (const keys of this.writes.values()) {
      for (const writes of keys.values()) {
        if (writes.current?.content instanceof Y.ContentType) yield [writes.current, writes]
      }
    }
  }

  /** The struct of this update that stands directly left of this one under the same key. */
  predecessor(struct: Struct): Struct | undefined {
    if (struct.originClient < 0) return undefined
    const left = this.structs.find(struct.originClient, struct.originClock)
    return left?.writes === struct.writes ? left : undefined
  }

  /** List, text and xml content adds nothing to a path: what stands in a list is at the path of the list. */
  place(parent: Parent): Place {
    const known = this.places.get(parent)
    if (known !== undefined) return known
    const place = parent instanceof Struct ? this.placeOfStruct(parent) : this.placeOfRootOrType(parent)
    this.places.set(parent, place)
    return place
  }

  private placeOfStruct(struct: Struct): Place {
    if (struct.parent === null) return { path: [], depth: 1 }
    const above = this.place(struct.parent)
    return { path: struct.key === null ? above.path : [...above.path, struct.key], depth: above.depth + 1 }
  }

  private placeOfRootOrType(parent: SharedType | NewRoot): Place {
    if (parent instanceof NewRoot) return { path: [parent.name], depth: 1 }
    const path: string[] = []
    let depth = 1
    let type = parent
    for (let item = type._item; item !== null; item = type._item) {
      if (item.parentSub !== null) path.push(item.parentSub)
      type = item.parent as SharedType
      depth++
    }
    path.push(Y.findRootTypeKey(type))
    return { path: path.reverse(), depth }
  }

  private addWrite(struct: Struct, parent: Parent, key: string): void {
    let keys = this.writes.get(parent)
    if (keys === undefined) {
      keys = new Map()
      this.writes.set(parent, keys)
    }
    let writes = keys.get(key)
    if (writes === undefined) {
      const current = parent instanceof Y.AbstractType ? parent._map.get(key) : undefined
      writes = new KeyWrites(parent, key, current === undefined || current.deleted ? null : current)
      keys.set(key, writes)
    }
    writes.structs.push(struct)
    struct.writes = writes
  }

  private namedParent(struct: Struct): Parent | null {
    if (struct.parentRoot === null) return containerIn(this.find(struct.parentClient, struct.parentClock))
    const root = this.doc.share.get(struct.parentRoot) ?? this.newRoots.get(struct.parentRoot)
    if (root !== undefined) return root
    const made = new NewRoot(struct.parentRoot)
    this.newRoots.set(made.name, made)
    return made
  }

  /** Where the item of this id stands; undefined: no id given, null: it is gone. */
  private neighbour(client: number, clock: number): Position | null | undefined {
    if (client < 0) return undefined
    const found = this.find(client, clock)
    if (found instanceof Struct) return found.parent === null ? null : { parent: found.parent, key: found.key }
    return found instanceof Y.Item ? { parent: found.parent as SharedType, key: found.parentSub } : null
  }

  private find(client: number, clock: number): Struct | Y.Item | Y.GC | null {
    const struct = this.structs.find(client, clock)
    if (struct !== undefined) return struct
    const stored = this.doc.store.clients.get(client)
    return stored?.[indexOfClock(stored, clock)] ?? null
  }
}

function containerIn(holder: Struct | Y.Item | Y.GC | null): Parent | null {
  if (holder instanceof Struct) return holder.isContainer && holder.parent !== null ? holder : null
  return holder instanceof Y.Item && holder.content instanceof Y.ContentType ? holder.content.type : null
}

/** How to find this container again once the update is applied. */
export function parentRef(parent: Parent): ParentRef {
  if (parent instanceof NewRoot) return parent.name
  if (parent instanceof Struct) return [parent.client, parent.clock]
  const item = parent._item
  return item === null ? Y.findRootTypeKey(parent) : [item.id.client, item.id.clock]
}
