import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { sameValue } from '../values.ts'
import type { HistoryFact } from './types.ts'

/**
 * What a run of facts amounts to (`net`), one fact per path: typing a title letter by letter is one change. What came back to
 * where it was is not in it, unless a value was lost on the way, but in `returned`: from what stands to what stood in between.
 * Without these a value somebody typed would be told nowhere.
 * @param facts oldest first; text facts pass unchanged
 */
export function netFacts(facts: readonly HistoryFact[]): {
  readonly net: readonly HistoryFact[]
  readonly returned: readonly HistoryFact[]
} {
  const { byPath, between, texts } = runsOf(facts)
  const net = texts
  const returned: HistoryFact[] = []
  for (const [key, fact] of byPath) {
    const detour = between.get(key)
    if (!hasReturned(fact)) net.push(fact)
    else if (detour) returned.push({ ...detour, before: fact.before })
  }
  return { net: inOrder(net), returned: inOrder(returned) }
}

const hasReturned = (fact: HistoryFact): boolean => !fact.conflict && sameValue(fact.before, fact.after)

const inOrder = (facts: readonly HistoryFact[]): HistoryFact[] =>
  facts.toSorted((a, b) => a.seq - b.seq || a.index - b.index)

/** The run's facts joined by path; `between`: of paths written several times, the last fact that stood before the last one. */
function runsOf(facts: readonly HistoryFact[]) {
  const byPath = new Map<string, HistoryFact>()
  const between = new Map<string, HistoryFact>()
  const texts: HistoryFact[] = []
  for (const fact of facts) {
    if (fact.kind === 'text') {
      texts.push(fact)
      continue
    }
    const key = JSON.stringify(fact.path)
    const entry = fact.path.length > 2 ? byPath.get(JSON.stringify(fact.path.slice(0, 2))) : undefined
    const earlier = byPath.get(key)
    if (entry && belongs(entry, fact)) byPath.set(keyOf(entry), inside(entry, fact))
    else if (earlier && !earlier.conflict && !fact.conflict) {
      if (!sameValue(earlier.after, fact.after)) between.set(key, earlier)
      byPath.set(key, joined(earlier, fact))
    } else if (earlier) byPath.set(`${key}#${fact.seq}.${fact.index}`, fact)
    else byPath.set(key, fact)
  }
  return { byPath, between, texts }
}

const keyOf = (fact: HistoryFact): string => JSON.stringify(fact.path)

const joined = (earlier: HistoryFact, later: HistoryFact): HistoryFact => ({
  ...later,
  kind: earlier.before === undefined && earlier.kind === 'insert' ? 'insert' : later.kind,
  before: earlier.before,
})

/** What an entry is called by, in documents of all kinds. */
const naming: ReadonlySet<string> = new Set(['title', 'name', 'description'])

/**
 * Whether a key is part of its entry's coming: written in the same row, or the first name of an entry that came without one.
 * What is written later is somebody's word of its own: a card made in the morning and moved at noon was moved.
 */
function belongs(entry: HistoryFact, fact: HistoryFact): boolean {
  if (entry.kind !== 'insert' || fact.conflict || fact.reverted) return false
  if (fact.seq === entry.seq || fault('HIS-42')) return true
  const [, , key = ''] = fact.path
  const stood = typeof entry.after === 'object' && entry.after !== null ? Reflect.get(entry.after, key) : ''
  return naming.has(key) && (stood === undefined || stood === '')
}

function inside(entry: HistoryFact, fact: HistoryFact): HistoryFact {
  const { after } = entry
  const key = fact.path[2]
  if (key === undefined || fact.path.length !== 3 || typeof after !== 'object' || after === null) return entry
  const content: Record<string, JsonValue> = { ...(after as { readonly [key: string]: JsonValue }) }
  if (fact.after === undefined) delete content[key]
  else content[key] = fact.after
  return { ...entry, after: content }
}
