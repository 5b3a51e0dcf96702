import { fault, MutiraoError, replayFact, withoutEmptyRoots } from '@mutirao/documents'
import type { DocumentState, JsonValue } from '@mutirao/documents'
import type { HistoryReader } from '@mutirao/persistence'

type Reader = Pick<HistoryReader, 'moment' | 'replay' | 'progress' | 'seqAt' | 'rowTime'>

export interface Then {
  readonly seq: number
  /** When that row arrived; null before the first. */
  readonly atMs: number | null
  readonly state: DocumentState
}

/** Facts read and replayed per turn: a few milliseconds. */
const factsPerTurn = 2_000
const waitMs = 3_000
const stepMs = 50

/** Which row is asked for. @throws MutiraoError `invalid_request` when neither or a row that does not exist yet */
export async function seqOf(
  reader: Reader,
  documentId: number,
  asked: { readonly seq?: number | undefined; readonly time?: number | undefined },
  headSeq: number,
): Promise<number> {
  if (asked.time !== undefined) return reader.seqAt(documentId, asked.time)
  if (asked.seq === undefined) return (await reader.progress(documentId)).seq
  if (asked.seq > headSeq) throw new MutiraoError('invalid_request', `seq: there are ${headSeq} rows`)
  return asked.seq
}

/** Waits a moment for rows that have only just arrived. @throws MutiraoError `journal_unavailable` when it takes longer */
async function untilDerived(reader: Reader, documentId: number, seq: number): Promise<void> {
  const endMs = performance.now() + waitMs
  while ((await reader.progress(documentId)).seq < seq) {
    if (performance.now() > endMs)
      throw new MutiraoError('journal_unavailable', 'the history is not that far yet', { retryAfterSeconds: 2 })
    await new Promise((resolve) => setTimeout(resolve, stepMs))
  }
}

/** The document as it stood after this row: the summary before it, and the facts since. */
export async function stateAt(reader: Reader, documentId: number, seq: number): Promise<Then> {
  await untilDerived(reader, documentId, seq)
  const moment = await reader.moment(documentId, seq)
  const state = { ...(moment?.state as DocumentState | undefined) }
  let after: readonly [number, number] = [moment?.seq ?? 0, Number.MAX_SAFE_INTEGER % 2 ** 31]
  for (;;) {
    const facts = await reader.replay(documentId, after, fault('HIS-19') ? seq - 1 : seq, factsPerTurn)
    for (const fact of facts) replayFact(state, fact)
    const last = facts.at(-1)
    if (!last || facts.length < factsPerTurn) break
    after = last.at
  }
  return { seq, atMs: seq === 0 ? null : await reader.rowTime(documentId, seq), state: withoutEmptyRoots(state) }
}

/** Without what is nobody's to look back on: intents are decided elsewhere. */
export function shownState(state: DocumentState): Record<string, JsonValue> {
  const { intents: _, ...shown } = state
  return shown
}
