import type * as Y from 'yjs'
import type { JsonValue } from '../kind.ts'
import { captureItem, type ContentNode } from './capture.ts'
import { parentRef } from './resolve.ts'
import type { KeyWrites, Parent, Struct } from './struct.ts'
import type { Revert, RevertContent, RevertKey } from './types.ts'

/**
 * The rule of set-backs that restore what a refused value has displaced. Their author was told `refused` already: nothing
 * more is said about them.
 */
export const refusedRule = 'refused'

/** Collects what must be set back: one entry per key, one per list. */
export class RevertList {
  readonly entries: Revert[] = []
  private readonly keys = new Map<Parent, Map<string, RevertKey>>()
  private readonly contents = new Map<Parent, RevertContent>()

  key(
    parent: Parent,
    key: string,
    path: readonly string[],
    rule: string,
    before: JsonValue | undefined,
    node: ContentNode | null,
  ): void {
    const keys = this.keys.get(parent) ?? new Map<string, RevertKey>()
    this.keys.set(parent, keys)
    if (keys.has(key)) return
    const how: RevertKey = { kind: 'key', parent: parentRef(parent), key, ids: [], node }
    keys.set(key, how)
    this.entries.push({ path, rule, before, how })
  }

  keyWritten(writes: KeyWrites, struct: Struct): void {
    this.keys.get(writes.parent)?.get(writes.key)?.ids.push([struct.client, struct.clock, struct.length])
  }

  content(parent: Parent, path: readonly string[], rule: string): RevertContent {
    const known = this.contents.get(parent)
    if (known !== undefined) return known
    const how: RevertContent = { kind: 'content', parent: parentRef(parent), inserted: [], removed: [] }
    this.contents.set(parent, how)
    this.entries.push({ path, rule, before: undefined, how })
    return how
  }

  contentInserted(parent: Parent, path: readonly string[], rule: string, struct: Struct): void {
    this.content(parent, path, rule).inserted.push([struct.client, struct.clock, struct.length])
  }

  /** `length` units of `item` from its unit `offset`; the parent must have been announced with `content`. */
  contentRemoved(parent: Parent, item: Y.Item, offset: number, length: number): void {
    const node = captureItem(item, offset, offset + length)
    if (node === null) return
    const { client, clock } = item.id
    this.contents.get(parent)?.removed.push({ id: [client, clock + offset, length], node })
  }
}
