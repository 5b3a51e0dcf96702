import type * as Y from 'yjs'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { label, plainAt, put, transact } from '../writes.ts'
import { readOutcome } from './read.ts'
import { ledgerMap, outcomeDays, refusedKept } from './shape.ts'
import type { OutcomeSnapshot } from './shape.ts'

/** What the decisions of a list amount to, as it shall stand in its ledger. */
export interface LedgerPage {
  readonly subjects: ReadonlyMap<string, JsonValue>
  readonly outcomes: readonly OutcomeSnapshot[]
  readonly rules: ReadonlyMap<string, JsonValue>
}

const outcomeValue = ({ type, subject, by, accepted, reason, place, atMs }: OutcomeSnapshot): JsonValue => ({
  type,
  subject,
  by,
  accepted,
  reason,
  place,
  at: atMs,
})

/**
 * Server side: brings the ledger up to what was decided. Written twice it is written once; what is there already makes no
 * change. Outcomes older than `outcomeDays` leave the document.
 */
export function writeLedger(doc: Y.Doc, page: LedgerPage, nowMs: number): void {
  transact(doc, 'edit', label('ledger.write', page.outcomes.length), () => {
    const subjects = ledgerMap(doc, 'subjects')
    for (const [id, view] of page.subjects) put(subjects, id, view)
    const rules = ledgerMap(doc, 'rules')
    for (const [name, rule] of page.rules) put(rules, name, rule)
    const outcomes = ledgerMap(doc, 'outcomes')
    for (const outcome of page.outcomes) put(outcomes, outcome.id, outcomeValue(outcome))
    dropOld(outcomes, nowMs)
    dropRefused(outcomes)
  })
}

function dropOld(outcomes: Y.Map<unknown>, nowMs: number): void {
  const before = nowMs - outcomeDays * 86_400_000
  for (const id of outcomes.keys()) {
    const value = plainAt(outcomes, id)
    const at = typeof value === 'object' && value !== null ? (value as { readonly at?: unknown }).at : null
    if (typeof at === 'number' && at < before && !fault('LED-3')) outcomes.delete(id)
  }
}

/** Whoever asks in vain without end fills nobody's ledger. */
function dropRefused(outcomes: Y.Map<unknown>): void {
  const refused = [...outcomes.keys()].flatMap((id) => {
    const outcome = readOutcome(id, plainAt(outcomes, id))
    return outcome && !outcome.accepted ? [outcome] : []
  })
  for (const ofOne of Map.groupBy(refused, ({ by }) => by).values()) {
    const old = ofOne.toSorted((a, b) => b.place - a.place).slice(refusedKept)
    for (const { id } of fault('LED-5') ? [] : old) outcomes.delete(id)
  }
}
