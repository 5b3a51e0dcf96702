import type * as Y from 'yjs'
import { ledgerMap } from '../ledger/shape.ts'
import type { JsonValue } from '../kind.ts'
import { readView } from './view.ts'

/** Requests that have been sent for approval at least once, by what the ledger of their list says: they have a number. */
export function numberedRequests(ledger: Y.Doc): ReadonlySet<string> {
  const numbered = new Set<string>()
  ledgerMap(ledger, 'subjects').forEach((value, id) => {
    if (readView(value as JsonValue | undefined)?.number) numbered.add(id)
  })
  return numbered
}
