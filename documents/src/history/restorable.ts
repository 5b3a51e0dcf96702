import { aliasPrefix } from '../accounts/shape.ts'
import type { DocumentKindName } from '../names.ts'

/**
 * What of a kind of document can be as it was. What people said (comments), what was decided (intents, ledgers) and files
 * stay as they are: nobody's words are put back or taken away by somebody else, and a decision is not an edit.
 */
export interface Restorable {
  /** Roots whose keys hold plain values. */
  readonly flat: readonly string[]
  /** Roots of entries with an id each. */
  readonly entries: readonly string[]
  /** Root of a rich text. */
  readonly text: string | null
  /** Kept by the server, true once and for all, or following from something else. */
  readonly isFixed: (key: string) => boolean
}

const once: ReadonlySet<string> = new Set(['createdAt', 'createdBy', 'schemaVersion'])
const isOnce = (key: string): boolean => once.has(key)
const none: Restorable = { flat: [], entries: [], text: null, isFixed: isOnce }

export const restorable: Readonly<Record<DocumentKindName, Restorable>> = {
  board: { ...none, flat: ['meta'], entries: ['stages', 'fields', 'cards'] },
  card: { ...none, flat: ['checklist'], text: 'notes' },
  requests: {
    ...none,
    flat: ['meta'],
    entries: ['requests'],
    // The sum follows the items; another currency would be another content of everything that was approved.
    isFixed: (key) => isOnce(key) || key === 'total' || key === 'currency',
  },
  request: { ...none, flat: ['details'], entries: ['items'] },
  accounts: {
    ...none,
    flat: ['dismissed'],
    entries: ['accounts', 'contacts'],
    // Cards and imports find an account by every name it ever had.
    isFixed: (key) => isOnce(key) || key.startsWith(aliasPrefix),
  },
  ledger: none,
  user: none,
}

/** Whether anything of this kind can be put back. */
export const isRestorable = (kind: DocumentKindName): boolean =>
  restorable[kind].flat.length + restorable[kind].entries.length > 0
