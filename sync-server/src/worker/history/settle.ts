import { factTimeMs, fault, readNote } from '@mutirao/documents'
import type { DerivedFact, FactConflict, HistoryFact } from '@mutirao/documents'
import type {
  ConflictResolution,
  HistoryWriter,
  LeafRow,
  OpenConflict,
  PathWriter,
  ResolvedConflict,
  StoredFact,
} from '@mutirao/persistence'

type Lookup = Pick<HistoryWriter, 'writerOf'>

/** Fills in who wrote the other value of a conflict, and when: facts before it know. */
export async function settleFacts(
  lookup: Lookup,
  documentId: number,
  derived: readonly DerivedFact[],
): Promise<StoredFact[]> {
  const facts: StoredFact[] = []
  for (const { collision, ...fact } of derived) {
    if (!collision) {
      facts.push({ ...fact, overruled: false })
      continue
    }
    const own: PathWriter = { actorId: fact.actorId, seq: fact.seq, atMs: factTimeMs(fact) }
    const other = collision.rowWrote === 'both' ? own : ((await otherWriter(lookup, documentId, facts, fact)) ?? own)
    const [keeper, loser] = collision.rowWrote === 'kept' ? [own, other] : [other, own]
    const conflict: FactConflict = {
      kept: collision.kept,
      keptBy: keeper.actorId,
      keptAtMs: keeper.atMs,
      keptSeq: keeper.seq,
      lost: collision.lost,
      lostBy: loser.actorId,
      lostAtMs: loser.atMs,
      lostSeq: loser.seq,
    }
    facts.push({ ...fact, conflict, overruled: collision.rowWrote !== 'kept' })
  }
  return facts
}

async function otherWriter(
  lookup: Lookup,
  documentId: number,
  earlier: readonly StoredFact[],
  fact: HistoryFact,
): Promise<PathWriter | null> {
  const recent = earlier.findLast(
    (candidate) => !candidate.overruled && candidate.seq < fact.seq && wrote(candidate, fact.path),
  )
  if (recent) return { actorId: recent.actorId, seq: recent.seq, atMs: factTimeMs(recent) }
  return lookup.writerOf(documentId, fact.path, earlier[0]?.seq ?? fact.seq)
}

const isPrefix = (path: readonly string[], of: readonly string[]): boolean =>
  path.length <= of.length && path.every((part, i) => part === of[i])

/** The key itself, or the entry as a whole. */
const wrote = (fact: HistoryFact, path: readonly string[]): boolean =>
  isPrefix(fact.path, path) && (fact.path.length === path.length || fact.path.length === 2)

/**
 * Which open conflicts these rows end: those a row names in its note, and those whose place somebody wrote again later.
 * @param open of before these rows
 */
export function resolvedBy(
  open: readonly OpenConflict[],
  rows: readonly LeafRow[],
  facts: readonly StoredFact[],
): ResolvedConflict[] {
  const standing = new Map(open.map((conflict) => [`${conflict.seq}.${conflict.index}`, conflict]))
  const resolved: ResolvedConflict[] = []
  const factsOf = Map.groupBy(facts, ({ seq }) => seq)
  for (const row of rows) {
    const end = (key: string, how: ConflictResolution): void => {
      const conflict = standing.get(key)
      if (!conflict || fault('HIS-10')) return
      standing.delete(key)
      const { seq, index } = conflict
      resolved.push({ seq, index, bySeq: row.seq, by: row.actorId, atMs: row.receivedAtMs, how })
    }
    const own = factsOf.get(row.seq) ?? []
    for (const [seq, index] of readNote(row.note, row.origin).resolves) {
      const conflict = standing.get(`${seq}.${index}`)
      if (conflict) end(`${seq}.${index}`, howResolved(conflict, own) ?? 'kept')
    }
    if (standing.size > 0)
      for (const [key, conflict] of standing) {
        const how = howResolved(conflict, own)
        if (how) end(key, how)
      }
    for (const { seq, index, path, conflict } of own)
      if (conflict) standing.set(`${seq}.${index}`, { seq, index, path, conflict })
  }
  return resolved
}

/** Null when none of these facts wrote the place of the conflict. */
function howResolved({ path, conflict }: OpenConflict, facts: readonly StoredFact[]): ConflictResolution | null {
  const key = JSON.stringify(path)
  const written = facts.find((fact) => !fact.overruled && JSON.stringify(fact.path) === key)
  if (!written) return null
  return JSON.stringify(written.after ?? null) === JSON.stringify(conflict.lost) ? 'lost' : 'edited'
}
