import * as Y from 'yjs'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import type { SharedType } from '../update/struct.ts'
import { sameValue } from '../values.ts'
import { jsonAt } from './view.ts'

/** Everything a row wrote to one key, and what stood there. */
export interface KeyTurn {
  readonly key: string
  /** New items of this key, in clock order per client. */
  readonly added: readonly Y.Item[]
  /** The newest item that was there before, alive or not; null: the key was never written. */
  readonly old: Y.Item | null
  readonly before: JsonValue | undefined
  readonly after: JsonValue | undefined
  /** The newest item now, alive or not. */
  readonly rightmost: Y.Item | null
}

/** One value that was dropped because its author and another had not seen each other. */
export interface Collision {
  readonly kept: JsonValue
  readonly lost: JsonValue
  /** Whose value this row's author wrote: the one that stands, the one that is gone, or both. */
  readonly rowWrote: 'kept' | 'lost' | 'both'
}

const covers = (item: Y.Item, id: Y.ID): boolean =>
  item.id.client === id.client && id.clock >= item.id.clock && id.clock < item.id.clock + item.length

/** The newest things this row's authors wrote here: whatever one of them wrote over is no loss to anybody. */
function tipsOf(added: readonly Y.Item[]): Y.Item[] {
  const overwritten = new Set(added.flatMap(({ origin }) => added.filter((item) => origin && covers(item, origin))))
  return added.filter((item) => !overwritten.has(item))
}

/** What stood there, as far as whoever wrote `tip` knew, before this row's own writes. */
function seenBy(tip: Y.Item, added: readonly Y.Item[]): Y.ID | null {
  let item: Y.Item | undefined = tip
  for (;;) {
    const origin: Y.ID | null = item.origin
    item = origin === null ? undefined : added.find((earlier) => covers(earlier, origin))
    if (!item) return origin
  }
}

/** Only another stage is another place: two people may reorder a column at once. */
function differs(key: string, kept: JsonValue | undefined, lost: JsonValue): boolean {
  if (key !== 'pos' || fault('HIS-4') || fault('CFL-3')) return !sameValue(kept, lost)
  const stageOf = (value: JsonValue | undefined): JsonValue | undefined =>
    typeof value === 'object' && value !== null && 'stage' in value ? value['stage'] : value
  return !sameValue(stageOf(kept), stageOf(lost))
}

/**
 * A write is concurrent with what stands when its author had another predecessor before the eyes than the one that stood
 * there when it arrived. (Yjs keeps the predecessor as the item's origin; the order of rows respects what authors had seen.)
 */
export function collisionsOf({ key, added, old, before, after, rightmost }: KeyTurn): Collision[] {
  const collisions: Collision[] = []
  for (const tip of tipsOf(added)) {
    if (tip === rightmost) {
      const seen = seenBy(tip, added)
      const hasSeen = old === null || (seen !== null && isLastOf(old, seen)) || fault('HIS-3')
      if (!hasSeen && before !== undefined && differs(key, after, before))
        collisions.push({ kept: after ?? null, lost: before, rowWrote: 'kept' })
    } else if (!(tip.content instanceof Y.ContentDeleted) && !fault('HIS-3')) {
      const lost = jsonAt(tip, () => true)
      const rowWrote = rightmost !== null && added.includes(rightmost) ? 'both' : 'lost'
      if (differs(key, after, lost)) collisions.push({ kept: after ?? null, lost, rowWrote })
    }
  }
  return collisions
}

const isLastOf = (item: Y.Item, id: Y.ID): boolean =>
  item.id.client === id.client && id.clock === item.id.clock + item.length - 1

/** New items of this transaction by the type and key they were written to. */
export function writesByKey(items: readonly Y.Item[]): Map<SharedType, Map<string, Y.Item[]>> {
  const writes = new Map<SharedType, Map<string, Y.Item[]>>()
  for (const item of items) {
    if (item.parentSub === null || item.parent === null) continue
    const type = item.parent as SharedType
    const keys = writes.get(type) ?? new Map<string, Y.Item[]>()
    writes.set(type, keys)
    keys.set(item.parentSub, [...(keys.get(item.parentSub) ?? []), item])
  }
  return writes
}
