import { contentKeys, isEntryId, itemContentKeys, purchaseDecisions, requestRoots } from '@mutirao/documents'
import type { Decisions, DocumentKindName } from '@mutirao/documents'

interface Decidable {
  readonly decisions: Decisions
  readonly roots: { readonly intents: string; readonly subjects: string; readonly meta: string }
  readonly isSubject: (id: string) => boolean
  /** Keys of an entry of `subjects` under which what is decided about stands. */
  readonly contentKeys: ReadonlySet<string>
  /** Keys of the list's `meta` that are part of what is decided about every entry. */
  readonly metaKeys: ReadonlySet<string>
  /** The roots of a subject's details that are part of it; entries count by these keys, null: each value by itself. */
  readonly detailRoots: ReadonlyMap<string, ReadonlySet<string> | null>
}

/** Kinds of lists about whose entries something is decided. */
export const decidable = {
  requests: {
    decisions: purchaseDecisions,
    roots: { intents: 'intents', subjects: 'requests', meta: 'meta' },
    isSubject: isEntryId,
    contentKeys,
    metaKeys: new Set(['currency']),
    detailRoots: new Map([
      [requestRoots.details, null],
      [requestRoots.items, itemContentKeys],
    ]),
  },
} as const satisfies Record<string, Decidable>

/** Documents whose rows matter to decisions: the lists, and the details of their entries. */
export const kindsTaken: readonly DocumentKindName[] = ['requests', 'request']
