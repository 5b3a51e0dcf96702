import { fault } from '@mutirao/documents'
import { mostCalled, wordsIn } from './cards-called.ts'
import type { Called } from './EntryPicker.tsx'
import { sectionsOf, titleOf, type PlainState } from './plain.ts'

const untold = { card: () => '' }

/** Requests of a list with all of these words in their title or cost centre, the newest first, archived ones last. */
export function requestsCalled(state: PlainState, words: string): readonly Called[] {
  const entries = sectionsOf({ requests: state['requests'] ?? {} })[0]?.entries ?? []
  const isIn = wordsIn(words)
  return entries
    .toSorted((a, b) => Number(a.archived) - Number(b.archived) || ageOf(b.fields) - ageOf(a.fields))
    .map((entry) => ({ id: entry.id, title: titleOf(entry, untold), detail: textOf(entry.fields.get('costCentre')) }))
    .filter(({ title, detail }) => isIn(`${title} ${detail}`) || fault('HSC-17'))
    .slice(0, mostCalled)
}

const ageOf = (fields: ReadonlyMap<string, unknown>): number => Number(fields.get('createdAt') ?? 0)
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
