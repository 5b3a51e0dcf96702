import { attachmentMeanings } from '../attachments/meaning.ts'
import { commentMeanings } from '../card/meaning.ts'
import type { Fact, Meaning } from '../kind.ts'
import { meaningsOfEntries } from '../meaning.ts'
import type { EntryChange } from '../meaning.ts'

const silent: ReadonlySet<string> = new Set(['createdAt', 'createdBy', 'rank'])

function itemMeanings({ id, created, keys }: EntryChange): Meaning[] {
  if (created) return [{ name: 'item.added', subject: id, args: { description: created.get('description') ?? '' } }]
  return keys.flatMap(({ key, before, after }): Meaning[] => {
    if (silent.has(key)) return []
    if (key === 'deletedAt')
      return [{ name: typeof after === 'number' ? 'item.removed' : 'item.restored', subject: id, args: {} }]
    return [
      { name: 'item.field_changed', subject: id, args: { field: key, before: before ?? null, after: after ?? null } },
    ]
  })
}

/** `item.added|field_changed|removed|restored`, `request.justified`, `comment.…`, `attachment.…`. */
export function requestMeaning(facts: readonly Fact[]): readonly Meaning[] {
  const isJustified = facts.some(({ path }) => path[0] === 'details' && path[1] === 'justification')
  return [
    ...(isJustified ? [{ name: 'request.justified', subject: 'request', args: {} }] : []),
    ...meaningsOfEntries(facts, 'items', itemMeanings),
    ...commentMeanings(facts),
    ...attachmentMeanings(facts),
  ]
}
