import * as Y from 'yjs'
import { fault } from '../faults.ts'
import type { Migration } from '../kind.ts'
import { boolean, orNull, text, timestamp } from '../values.ts'
import type { ValueCheck } from '../values.ts'

/** The shape of a card's detail document (CONTRACT): roots `notes`, `checklist`, `comments`, `attachments`; they exist by being used. */
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
export const checklistMap = (doc: Y.Doc): Y.Map<unknown> =>
  fault('DOC-2') ? nestedChecklist(doc) : doc.getMap(cardRoots.checklist)
export const commentsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(cardRoots.comments)

/** Named fault DOC-2: a container made by whoever comes first. */
function nestedChecklist(doc: Y.Doc): Y.Map<unknown> {
  const root = doc.getMap(cardRoots.checklist)
  if (!(root.get('items') instanceof Y.Map)) root.set('items', new Y.Map())
  return root.get('items') as Y.Map<unknown>
}

/** What may stand under the keys of a comment. */
export const commentValues: ReadonlyMap<string, ValueCheck> = new Map([
  ['by', text(64)],
  ['at', timestamp],
  ['text', text(20_000)],
  ['editedAt', orNull(timestamp)],
  ['deletedAt', orNull(timestamp)],
])

/** What may stand under the last part of a checklist key. */
export const checklistValues: ReadonlyMap<string, ValueCheck> = new Map([
  ['text', text(2_000)],
  ['done', boolean],
  ['rank', text(1_000)],
])

export const checklistKey = (itemId: string, field: 'text' | 'done' | 'rank'): string => `${itemId}.${field}`

/** Splits `<item>.<field>`; null for keys of another form. */
export function parseChecklistKey(key: string): { readonly itemId: string; readonly field: string } | null {
  const dot = key.indexOf('.')
  return dot > 0 && dot < key.length - 1 ? { itemId: key.slice(0, dot), field: key.slice(dot + 1) } : null
}
