import { fault } from '@mutirao/documents'
import type { JournalCommit } from '../types.ts'
import type { Entry, Outcome, Outcomes } from './entry.ts'

/** What became of each entry of a batch that Postgres has answered. */
export interface Settlement {
  /** In the order of the batch, with the number each got. */
  readonly written: readonly { readonly entry: Entry; readonly outcome: Outcome; readonly seq: number }[]
  /** Their document does not exist. */
  readonly gone: readonly Entry[]
  /** Documents somebody else holds: their entries are not written. */
  readonly held: ReadonlySet<number>
  /** The last number each written document came to. */
  readonly lastSeq: ReadonlyMap<number, number>
}

/** Entries of one document are numbered in the order in which they were appended. Pure. */
export function settle(entries: readonly Entry[], outcomes: Outcomes): Settlement {
  const written: Settlement['written'][number][] = []
  const gone: Entry[] = []
  const held = new Set<number>()
  const lastSeq = new Map<number, number>()
  const anyGone = fault('JRN-9') && entries.some((entry) => !outcomes.has(entry.append.documentId))
  for (const entry of entries) {
    const { documentId } = entry.append
    const outcome = outcomes.get(documentId)
    if (!outcome || anyGone) gone.push(entry)
    else if (outcome.base === null) held.add(documentId)
    else {
      const seq = (lastSeq.get(documentId) ?? outcome.base) + 1
      lastSeq.set(documentId, seq)
      written.push({ entry, outcome, seq })
    }
  }
  return { written, gone, held, lastSeq }
}

/** The runs of rows a commit brought, as its listeners are told. */
export const runsOf = ({ lastSeq }: Settlement, outcomes: Outcomes): JournalCommit['documents'][number][] =>
  [...lastSeq].map(([documentId, toSeq]) => {
    const outcome = outcomes.get(documentId)
    return {
      documentId,
      epoch: outcome?.epoch ?? '',
      fromSeq: (outcome?.base ?? 0) + (fault('JRN-26') ? 0 : 1),
      toSeq,
    }
  })
