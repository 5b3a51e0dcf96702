import { parseName } from '@mutirao/documents'
import type { People } from '../engine/index.ts'

export interface BoardEntry {
  readonly id: string
  readonly title: string
}

/** The boards among the documents this person may open, in the order of the person's document (by title). */
export const boardsOf = (people: People): readonly BoardEntry[] =>
  people.documents.flatMap((document) => {
    const parsed = parseName(document.name)
    return parsed?.kind === 'board' ? [{ id: parsed.id, title: document.title }] : []
  })
