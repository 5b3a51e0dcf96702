import type { SyncClient } from '@mutirao/sync-client'
import type { CardSession } from '../card-session.ts'
import type { Registry } from '../registry.ts'
import { watchEntries } from './entries.ts'
import { createFiles, type Files, type FilesOptions } from './files.ts'

export interface OpenFilesOptions extends Omit<FilesOptions, 'watch' | 'client'> {
  readonly client: SyncClient
  readonly cards: Registry<CardSession>
}

/** The files of one person, with what their cards say about them. */
export const openFiles = ({ cards, client, ...options }: OpenFilesOptions): Files =>
  createFiles({ ...options, client, watch: (document, changed) => watchEntries(client, cards, document, changed) })
