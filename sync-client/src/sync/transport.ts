import { fault, type DocumentName, type RefusalCode } from '@mutirao/documents'
import type { Replica } from './replica.ts'

/** Why the server does not let a document in, beyond trying again. */
export type Denial = 'forbidden' | 'document_gone'

/**
 * One replica to be kept in step with the server, and what its owner wants to hear. A transport never holds more than one
 * attachment of a target.
 */
export interface SyncTarget {
  readonly name: DocumentName
  readonly replica: Replica
  /** Let in. `readOnly`: whether this person may only look; null: it was not said. May come again with another word. */
  readonly onAttached: (readOnly: boolean | null) => void
  /** The server's whole state has been applied in this attachment. */
  readonly onSynced: () => void
  /** The newest known place in the server's journal; the first word of an attachment. */
  readonly onCursor: (cursor: string) => void
  readonly cursor: () => string | null
  /** The ledger moved. */
  readonly onAcknowledged: () => void
  readonly onReverted: (message: { readonly path: string; readonly rule: string; readonly message: string }) => void
  readonly onRefused: (message: { readonly path: string; readonly code: RefusalCode; readonly message: string }) => void
  readonly onDenied: (denial: Denial) => void
  readonly onDetached: () => void
}

/** What keeps targets in step. Two implementations: WebSocket and HTTP. The rule of "saved" is the ledger's, not theirs. */
export interface Transport {
  attach(target: SyncTarget): void
  detach(target: SyncTarget): void
  /** There are local edits to send. */
  edited(target: SyncTarget): void
  /** Own presence changed. */
  presence(target: SyncTarget): void
  /** The first whole difference of this attachment is confirmed (or nothing may be sent and nothing waits). */
  verified(target: SyncTarget): boolean
  /** Tries at once whatever waits. */
  nudge(): void
  stop(): void
}

/** What a transport tells the client as a whole. */
export interface TransportHooks {
  readonly onLine: (open: boolean) => void
  readonly onSignedOut: () => void
  readonly onUpdateRequired: () => void
}

/** What a closing or denying server means for what comes next. */
export type Verdict =
  | { readonly kind: 'denied'; readonly denial: Denial }
  | { readonly kind: 'token' }
  | { readonly kind: 'update' }
  | { readonly kind: 'retry' }

/**
 * Reads a reason of the server. Unknown reasons are transient: a stock server says "permission-denied" for everything,
 * also for a database that was away for a moment.
 */
export function judgeReason(reason: string): Verdict {
  const final = reason === 'forbidden' || reason === 'document_gone'
  if (final && !fault('CLI-17')) return { kind: 'denied', denial: reason }
  if (reason === 'signed_out' || reason === 'unauthenticated') return { kind: 'token' }
  if (reason === 'update_required') return { kind: 'update' }
  return { kind: 'retry' }
}
