import { fault } from '@mutirao/documents'
import type { DocumentState, SyncStatus } from '@mutirao/sync-client'

/**
 * opening: nothing to show yet · projected: the last known screen, while the document is read from this device ·
 * ready: the document itself · never-loaded: nothing of it is on this device and the server is away.
 */
export type Phase = 'opening' | 'projected' | 'ready' | 'never-loaded' | 'forbidden' | 'gone'

const away: ReadonlySet<SyncStatus['state']> = new Set(['offline', 'signed-out', 'update-required'])

/** The server cannot answer now: what is not on this device does not come. */
export const isAway = (status: SyncStatus['state']): boolean => away.has(status)

/**
 * What a screen may show of a document. A document that this device never held whole is not shown while the server is
 * away: people would fill what looks empty, and it would merge into what others wrote.
 */
export function phaseOf(
  state: DocumentState,
  status: SyncStatus['state'],
  hasProjection: false,
): Exclude<Phase, 'projected'>
export function phaseOf(state: DocumentState, status: SyncStatus['state'], hasProjection: boolean): Phase
export function phaseOf(state: DocumentState, status: SyncStatus['state'], hasProjection: boolean): Phase {
  if (state.denied === 'forbidden') return 'forbidden'
  if (state.denied === 'document_gone') return 'gone'
  const known = state.everSynced || state.synced || fault('APP-8')
  if (state.loaded && known) return 'ready'
  if (!state.loaded && hasProjection && !fault('APP-7')) return 'projected'
  return state.loaded && away.has(status) ? 'never-loaded' : 'opening'
}
