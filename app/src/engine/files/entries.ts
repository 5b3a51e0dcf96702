/** What an open card or request says about its files, for the queue. */
import {
  attachmentsMap,
  parseName,
  readAttachments,
  type AttachmentSnapshot,
  type DocumentName,
} from '@mutirao/documents'
import type { SyncClient } from '@mutirao/sync-client'
import type { CardSession } from '../card-session.ts'
import type { Registry } from '../registry.ts'
import type { EntryState, WatchedEntries } from './types.ts'

/** Keeps the document open while a file of it is on its way: also one that no screen shows. */
export function watchEntries(
  client: SyncClient,
  cards: Registry<CardSession>,
  document: DocumentName,
  changed: () => void,
): WatchedEntries {
  const parsed = parseName(document)
  if (parsed?.kind === 'card') return watchCardEntries(cards, `${parsed.boardId}.${parsed.cardId}`, changed)
  return parsed?.kind === 'request'
    ? watchDocument(client, document, changed)
    : { state: () => 'unknown', stop: () => undefined }
}

function watchCardEntries(cards: Registry<CardSession>, key: string, changed: () => void): WatchedEntries {
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

/** The same for a document nothing else here knows more about. */
function watchDocument(client: SyncClient, document: DocumentName, changed: () => void): WatchedEntries {
  const handle = client.open(document)
  let files: readonly AttachmentSnapshot[] | null = null
  let ofGeneration = -1
  let unfollow = () => {}
  const follow = () => {
    const { loaded, everSynced, synced } = handle.state()
    if (!loaded || (!everSynced && !synced) || ofGeneration === handle.generation()) return
    unfollow()
    ofGeneration = handle.generation()
    const doc = handle.doc()
    const read = () => {
      files = readAttachments(attachmentsMap(doc))
      changed()
    }
    doc.on('afterTransaction', read)
    unfollow = () => doc.off('afterTransaction', read)
    read()
  }
  const stop = handle.subscribe(follow)
  // `loaded` never rejects.
  void handle.loaded.then(follow)
  return {
    state: (sha256) => entryState(files, sha256),
    stop() {
      stop()
      unfollow()
      handle.release()
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
