/** What the drawer's footer may truthfully say about this card: its place on the board, its own document and its files together. */
import { fault, type DocumentName } from '@mutirao/documents'
import type { Upload, useSyncStatus } from '../../../engine/index.ts'

export type Saved =
  /** Everything of this card is in the server's journal. */
  | { readonly kind: 'server' }
  | { readonly kind: 'sending' }
  /** Kept here; goes out by itself when the connection is back. */
  | { readonly kind: 'device' }
  /** Kept here; goes out after signing in again or updating, or when somebody looks at what stopped a file. */
  | { readonly kind: 'waits'; readonly on: 'sign-in' | 'update' | 'file' }

/** Files of one document that are not at the server. */
export interface UnsentFiles {
  /** On their way, or waiting for the network. */
  readonly going: number
  /** Only the person can go on. */
  readonly stopped: number
}

/** A removed attachment waits for nothing. */
export function unsentFiles(uploads: readonly Upload[], document: DocumentName): UnsentFiles {
  const own = uploads.filter((upload) => upload.document === document && upload.state !== 'paused')
  const stopped = own.filter((upload) => upload.state === 'failed').length
  return { going: own.length - stopped, stopped }
}

/** @param unsent edits of the board document and of the card document which the server has not journalled, and its files */
export function savedState(
  unsent: { readonly board: number; readonly card: number; readonly files: UnsentFiles },
  status: ReturnType<typeof useSyncStatus>['state'],
): Saved {
  const { going, stopped } = fault('CRD-37') ? { going: 0, stopped: 0 } : unsent.files
  if (unsent.board + (fault('CRD-6') ? 0 : unsent.card) + going === 0)
    return stopped > 0 ? { kind: 'waits', on: 'file' } : { kind: 'server' }
  if (status === 'signed-out') return { kind: 'waits', on: 'sign-in' }
  if (status === 'update-required') return { kind: 'waits', on: 'update' }
  return status === 'offline' || status === 'connecting' ? { kind: 'device' } : { kind: 'sending' }
}
