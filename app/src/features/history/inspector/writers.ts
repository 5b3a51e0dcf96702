import { factTimeMs, fault, type HistoryGroup } from '@mutirao/documents'

/** Who wrote a value last, and when. */
export interface Writer {
  readonly name: string
  readonly atMs: number
}

export interface LastFact {
  readonly actorId: string
  readonly atMs: number
}

const keyOf = (entry: string, field: string): string => JSON.stringify([entry, field])

/** Who last wrote each field of each entry; under the field '' who last did anything to it. @param groups in any order */
export function lastFacts(groups: readonly HistoryGroup[]): ReadonlyMap<string, LastFact> {
  const found = new Map<string, { readonly last: LastFact; readonly seq: number }>()
  for (const fact of groups.flatMap(({ facts }) => facts)) {
    // What was set back stands nowhere.
    if (fact.reverted !== undefined && !fault('HSC-15')) continue
    const [root = '', entry, field] = fact.path
    const last = { actorId: fact.actorId, atMs: factTimeMs(fact) }
    for (const key of placesOf(root, entry, field))
      if ((found.get(key)?.seq ?? -1) <= fact.seq) found.set(key, { last, seq: fact.seq })
  }
  return new Map([...found].map(([key, { last }]) => [key, last]))
}

/** A key of `meta` and the like stands under its root; whoever brings an entry wrote all of it. */
function placesOf(root: string, entry: string | undefined, field: string | undefined): readonly string[] {
  if (entry === undefined) return [keyOf(root, '')]
  if (field === undefined) return [keyOf(entry, ''), keyOf(root, entry)]
  return [keyOf(entry, ''), keyOf(entry, field)]
}

export const lastOf = (facts: ReadonlyMap<string, LastFact>, entry: string, field = ''): LastFact | null =>
  facts.get(keyOf(entry, field)) ?? null
