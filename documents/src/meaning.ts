import type { Fact, JsonValue, Meaning } from './kind.ts'
import { sameValue } from './values.ts'

/** All facts about one entry of a root map. */
export interface EntryChange {
  readonly id: string
  /** The keys of the entry when it is new, else null. */
  readonly created: ReadonlyMap<string, JsonValue> | null
  readonly keys: readonly {
    readonly key: string
    readonly before: JsonValue | undefined
    readonly after: JsonValue | undefined
  }[]
}

/**
 * Gathers the facts of a root entry by entry, so that a new entry is one event and not one per key. Facts that change
 * nothing are dropped; facts deeper than an entry's keys mean nothing here.
 */
export function meaningsOfEntries(
  facts: readonly Fact[],
  root: string,
  interpret: (change: EntryChange) => readonly Meaning[],
): readonly Meaning[] {
  const ofRoot = facts.filter(({ path, before, after }) => path[0] === root && !sameValue(before, after))
  const meanings: Meaning[] = []
  for (const [id, own] of Map.groupBy(ofRoot, ({ path }) => path[1] ?? '')) {
    if (id === '') continue
    const birth = own.find(
      ({ path, before, after }) => path.length === 2 && before === undefined && after !== undefined,
    )
    const keys = own
      .filter(({ path }) => path.length === 3)
      .map(({ path, before, after }) => ({ key: path[2] ?? '', before, after }))
    meanings.push(...interpret({ id, created: birth ? contentOf(birth, keys) : null, keys }))
  }
  return meanings
}

function contentOf(birth: Fact, keys: EntryChange['keys']): ReadonlyMap<string, JsonValue> {
  const { after } = birth
  const content = new Map<string, JsonValue>(
    typeof after === 'object' && after !== null && !Array.isArray(after) ? Object.entries(after) : [],
  )
  for (const { key, after: value } of keys) if (value !== undefined) content.set(key, value)
  return content
}
