import type * as Y from 'yjs'
import type { JsonValue, Migration } from '../kind.ts'

/**
 * The shape of a list's ledger: what the server decided, written by the server only. Roots, all Y.Map of plain JSON values:
 * `subjects` (id of the entry → how it stands), `outcomes` (id of the intent → what it came to), `rules` (name → what
 * decisions go by: policy, delegations).
 */
export const ledgerSchemaVersion = 1
export const ledgerMigrations: readonly Migration[] = []

export const ledgerRoots = { subjects: 'subjects', outcomes: 'outcomes', rules: 'rules' } as const

/** What an intent came to. */
export interface OutcomeSnapshot {
  /** Of the intent, or of the server's own decision. */
  readonly id: string
  readonly type: string
  readonly subject: string
  /** User id; `server` for what nobody in particular asked for. */
  readonly by: string
  readonly accepted: boolean
  /** Why, as a word: `approved`, `stale_content`, … */
  readonly reason: string
  /** The place of the decision in its list, from 1, without gaps. */
  readonly place: number
  /** Milliseconds since the epoch, by the server's clock. */
  readonly atMs: number
}

export const ledgerMap = (doc: Y.Doc, root: keyof typeof ledgerRoots): Y.Map<unknown> => doc.getMap(ledgerRoots[root])

/** How long outcomes stay in the document; SQL keeps them for ever. */
export const outcomeDays = 90

/** How many of what one person asked in vain stay in the document: it is everybody's. SQL keeps them all. */
export const refusedKept = 200

export type LedgerValue = JsonValue
