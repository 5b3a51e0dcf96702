import type { JsonValue } from '../kind.ts'
import { sameValue } from '../values.ts'
import type { HistoryFact } from './types.ts'

/**
 * What a run of facts amounts to, one fact per path: typing a title letter by letter is one change. What came back to where
 * it was is left out, unless a value was lost on the way.
 * @param facts oldest first; text facts pass unchanged
 */
export function netFacts(facts: readonly HistoryFact[]): HistoryFact[] {
  const byPath = new Map<string, HistoryFact>()
  const out: HistoryFact[] = []
  for (const fact of facts) {
    if (fact.kind === 'text') {
      out.push(fact)
      continue
    }
    const key = JSON.stringify(fact.path)
    const entry = fact.path.length > 2 ? byPath.get(JSON.stringify(fact.path.slice(0, 2))) : undefined
    const earlier = byPath.get(key)
    if (entry?.kind === 'insert' && !fact.conflict && !fact.reverted) byPath.set(keyOf(entry), inside(entry, fact))
    else if (earlier && !earlier.conflict && !fact.conflict) byPath.set(key, joined(earlier, fact))
    else if (earlier) byPath.set(`${key}#${fact.seq}.${fact.index}`, fact)
    else byPath.set(key, fact)
  }
  const kept = [...byPath.values()].filter((fact) => fact.conflict || !sameValue(fact.before, fact.after))
  return [...kept, ...out].sort((a, b) => a.seq - b.seq || a.index - b.index)
}

const keyOf = (fact: HistoryFact): string => JSON.stringify(fact.path)

const joined = (earlier: HistoryFact, later: HistoryFact): HistoryFact => ({
  ...later,
  kind: earlier.before === undefined && earlier.kind === 'insert' ? 'insert' : later.kind,
  before: earlier.before,
})

/** A key written right after its entry came belongs to the entry. */
function inside(entry: HistoryFact, fact: HistoryFact): HistoryFact {
  const { after } = entry
  const key = fact.path[2]
  if (key === undefined || fact.path.length !== 3 || typeof after !== 'object' || after === null) return entry
  const content: Record<string, JsonValue> = { ...(after as { readonly [key: string]: JsonValue }) }
  if (fact.after === undefined) delete content[key]
  else content[key] = fact.after
  return { ...entry, after: content }
}
