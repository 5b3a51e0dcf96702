/** What the drawer's footer may truthfully say about this card: its place on the board and its own document together. */
import { fault } from '@mutirao/documents'
import type { useSyncStatus } from '../../../engine/index.ts'

export type Saved =
  /** Everything of this card is in the server's journal. */
  | { readonly kind: 'server' }
  | { readonly kind: 'sending' }
  /** Kept here; goes out by itself when the connection is back. */
  | { readonly kind: 'device' }
  /** Kept here; goes out after signing in again or updating. */
  | { readonly kind: 'waits'; readonly on: 'sign-in' | 'update' }

/** @param unsent edits of the board document and of the card document which the server has not journalled */
export function savedState(
  unsent: { readonly board: number; readonly card: number },
  status: ReturnType<typeof useSyncStatus>['state'],
): Saved {
  if (unsent.board + (fault('CRD-6') ? 0 : unsent.card) === 0) return { kind: 'server' }
  if (status === 'signed-out') return { kind: 'waits', on: 'sign-in' }
  if (status === 'update-required') return { kind: 'waits', on: 'update' }
  return status === 'offline' || status === 'connecting' ? { kind: 'device' } : { kind: 'sending' }
}
