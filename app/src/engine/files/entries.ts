/** What an open card says about its files, for the queue. */
import { parseName, type DocumentName } from '@mutirao/documents'
import type { CardSession } from '../card-session.ts'
import type { Registry } from '../registry.ts'
import type { EntryState, WatchedEntries } from './types.ts'

/** Keeps the card open while a file of it is on its way: also one that no screen shows. */
export function watchCardEntries(
  cards: Registry<CardSession>,
  document: DocumentName,
  changed: () => void,
): WatchedEntries {
  const parsed = parseName(document)
  if (parsed?.kind !== 'card') return { state: () => 'unknown', stop: () => undefined }
  const key = `${parsed.boardId}.${parsed.cardId}`
  const release = cards.retain(key)
  const session = cards.get(key)
  let details = session.view().details
  let unfollow = details?.subscribe(changed)
  const stop = session.subscribe(() => {
    const next = session.view().details
    if (next === details) return
    unfollow?.()
    details = next
    unfollow = details?.subscribe(changed)
    changed()
  })
  return {
    state: (sha256) => entryState(details?.attachments() ?? null, sha256),
    stop() {
      unfollow?.()
      stop()
      release()
    },
  }
}

/** @param attachments those not removed; null: the document is not here (yet) */
function entryState(
  attachments: readonly { readonly sha256: string; readonly storedAt: number | null }[] | null,
  sha256: string,
): EntryState {
  if (attachments === null) return 'unknown'
  const entries = attachments.filter((attachment) => attachment.sha256 === sha256)
  if (entries.length === 0) return 'gone'
  return entries.some(({ storedAt }) => storedAt !== null) ? 'stored' : 'waiting'
}
