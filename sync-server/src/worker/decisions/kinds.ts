import { isEntryId, purchaseDecisions } from '@mutirao/documents'
import type { Decisions, DocumentKindName } from '@mutirao/documents'

interface Decidable {
  readonly decisions: Decisions
  readonly roots: { readonly intents: string; readonly subjects: string; readonly meta: string }
  readonly isSubject: (id: string) => boolean
}

/** Kinds of lists about whose entries something is decided. */
export const decidable = {
  requests: {
    decisions: purchaseDecisions,
    roots: { intents: 'intents', subjects: 'requests', meta: 'meta' },
    isSubject: isEntryId,
  },
} as const satisfies Record<string, Decidable>

/** Documents whose rows matter to decisions: the lists, and the details of their entries. */
export const kindsTaken: readonly DocumentKindName[] = ['requests', 'request']
