import { fault } from '../faults.ts'
import { labelPrefix } from '../board/shape.ts'
import type { Fact, Meaning } from '../kind.ts'
import { meaningsOfEntries } from '../meaning.ts'
import type { EntryChange } from '../meaning.ts'
import { viewMeanings } from '../views-rules.ts'

/** Set by the server, or a sum of what has a meaning of its own. */
const silent: ReadonlySet<string> = new Set(['createdAt', 'createdBy', 'total'])

function requestMeanings({ id, created, keys }: EntryChange): Meaning[] {
  if (created) return [{ name: 'request.created', subject: id, args: { title: created.get('title') ?? '' } }]
  return keys.flatMap(({ key, before, after }): Meaning[] => {
    if (silent.has(key) && !fault('REQ-10')) return []
    if (key === 'deletedAt')
      return [{ name: typeof after === 'number' ? 'request.archived' : 'request.restored', subject: id, args: {} }]
    if (key.startsWith(labelPrefix)) {
      const args = { label: key.slice(labelPrefix.length) }
      return [{ name: after === true ? 'request.labelled' : 'request.unlabelled', subject: id, args }]
    }
    return [
      {
        name: 'request.field_changed',
        subject: id,
        args: { field: key, before: before ?? null, after: after ?? null },
      },
    ]
  })
}

/** `request.created|field_changed|labelled|unlabelled|archived|restored`, `view.…`. What was decided has its meaning in the ledger. */
export const requestsMeaning = (facts: readonly Fact[]): readonly Meaning[] => [
  ...meaningsOfEntries(facts, 'views', viewMeanings),
  ...meaningsOfEntries(facts, 'requests', requestMeanings),
]
