import { parseName } from '@mutirao/documents'
import type { People } from '../people.ts'

/** The lists among the documents this person may open. */
export const listsIn = (
  people: People,
): readonly { readonly id: string; readonly title: string; readonly write: boolean }[] =>
  people.documents.flatMap(({ name, title, access }) => {
    const parsed = parseName(name)
    return parsed?.kind === 'requests' ? [{ id: parsed.listId, title, write: access === 'write' }] : []
  })
