import type * as Y from 'yjs'
import type { Migration } from '../kind.ts'

/** The shape of a card's detail document (CONTRACT): roots `notes`, `checklist`, `comments`; they exist by being used. */
export const cardSchemaVersion = 1
export const cardMigrations: readonly Migration[] = []

export const cardRoots = { notes: 'notes', checklist: 'checklist', comments: 'comments' } as const

export interface CommentSnapshot {
  readonly id: string
  /** User id of the author, '' when unknown. */
  readonly by: string
  /** Milliseconds since the epoch, by the author's clock. */
  readonly at: number
  readonly text: string
  readonly editedAt: number | null
}

export interface ChecklistItem {
  readonly id: string
  readonly text: string
  readonly done: boolean
  readonly rank: string
}

/** The rich notes, to be handed to the collaborative editor. */
export const notesFragment = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(cardRoots.notes)
/** Flat keys `<item>.text`, `<item>.done`, `<item>.rank`. */
export const checklistMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(cardRoots.checklist)
export const commentsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(cardRoots.comments)
