import { documentState, fault, mentionsIn } from '@mutirao/documents'
import { nextChain, rowsPerLink } from '@mutirao/persistence'
import type { DerivedFact } from '@mutirao/documents'
import type { BehindDocument, HistoryStep, HistoryWriter, LeafRow, Moment } from '@mutirao/persistence'
import type { Replicas, Replica } from './replicas.ts'
import { resolvedBy, settleFacts } from './settle.ts'

export interface StepParts {
  readonly history: HistoryWriter
  readonly replicas: Replicas
  /** Facts between two moments of a list. Default 1 000. */
  readonly factsPerMoment?: number | undefined
}

const rowsPerStep = 500
const bytesPerStep = 4 * 1024 * 1024
const defaultFactsPerMoment = 1_000
/** Documents that lists show whole: the state of any moment starts from a summary and not from the first row. */
const withMoments: ReadonlySet<string> = new Set(['board'])

/**
 * Interprets the next rows of one document and writes what they amount to, exactly once: derive, write and advance the cursor
 * in one transaction. Rejects when a row cannot be interpreted or the database is away; nothing is written then.
 * @returns the seq that has been reached; where it began when somebody else was faster
 */
export async function interpretNext(parts: StepParts, document: BehindDocument): Promise<number> {
  const { history, replicas } = parts
  const { documentId, cursor } = document
  const rows = await history.rows(documentId, cursor.seq, rowsPerStep, bytesPerStep)
  const last = rows.at(-1)
  if (!last) return cursor.seq
  const replica = await replicas.at(documentId, cursor.seq)
  try {
    const step = await derive(parts, document, rows, replica)
    if (!(await history.commit(step))) {
      // The cursor stands elsewhere than this replica: somebody else moved it, who may be gone by now.
      replicas.forget(documentId)
      return cursor.seq
    }
  } catch (error) {
    // The replica may have taken half of the rows.
    replicas.forget(documentId)
    throw error
  }
  replicas.settle(documentId)
  return last.seq
}

async function derive(
  { history, factsPerMoment = defaultFactsPerMoment }: StepParts,
  { documentId, kind, cursor, hasOpen }: BehindDocument,
  rows: readonly LeafRow[],
  replica: Replica,
): Promise<HistoryStep> {
  const derived: DerivedFact[] = []
  const moments: Moment[] = []
  const links: { seq: number; chain: Uint8Array }[] = []
  let { chain, sinceMoment } = cursor
  for (const row of rows) {
    const facts = replica.interpreter.apply(row)
    replica.seq = row.seq
    derived.push(...facts)
    chain = nextChain(chain, row.leaf)
    if (row.seq % rowsPerLink === 0) links.push({ seq: row.seq, chain })
    sinceMoment += facts.length
    if (sinceMoment < factsPerMoment || !withMoments.has(kind) || fault('HIS-11')) continue
    sinceMoment = 0
    moments.push({ seq: row.seq, atMs: row.receivedAtMs, state: documentState(replica.interpreter.doc) })
  }
  const facts = await settleFacts(history, documentId, derived)
  // Those of before: whoever has opened or ended one since has moved the cursor, too.
  const open = hasOpen ? await history.openConflicts(documentId) : []
  return {
    documentId,
    fromSeq: cursor.seq,
    toSeq: replica.seq,
    chain,
    sinceMoment,
    facts,
    resolved: resolvedBy(open, rows, facts),
    links,
    moments,
    mentions: mentionsIn(facts),
  }
}
