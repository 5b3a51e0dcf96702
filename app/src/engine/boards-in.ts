import { parseName } from '@mutirao/documents'
import type { People } from './people.ts'

/** The boards among the documents this person may open. */
export const boardsIn = (
  people: People,
): readonly { readonly id: string; readonly title: string; readonly write: boolean }[] =>
  people.documents.flatMap(({ name, title, access }) => {
    const parsed = parseName(name)
    return parsed?.kind === 'board' ? [{ id: parsed.id, title, write: access === 'write' }] : []
  })
