import type { CardSession } from '../card-session.ts'
import type { Registry } from '../registry.ts'
import { watchCardEntries } from './entries.ts'
import { createFiles, type Files, type FilesOptions } from './files.ts'

/** The files of one person, with what their cards say about them. */
export const openFiles = ({
  cards,
  ...options
}: Omit<FilesOptions, 'watch'> & { readonly cards: Registry<CardSession> }): Files =>
  createFiles({ ...options, watch: (document, changed) => watchCardEntries(cards, document, changed) })
