import { fault } from '../faults.ts'
import type { Fact, JsonValue, Meaning } from '../kind.ts'
import { meaningsOfEntries } from '../meaning.ts'
import type { EntryChange } from '../meaning.ts'
import { aliasPrefix } from './shape.ts'

/** Set by the server or together with something that has a meaning of its own. */
const isSilent = (key: string): boolean => key === 'createdAt' || key === 'createdBy' || key.startsWith(aliasPrefix)

function meaningsOf(kind: 'account' | 'contact', { id, created, keys }: EntryChange): Meaning[] {
  const meaning = (name: string, args: Record<string, JsonValue>): Meaning => ({
    name: `${kind}.${name}`,
    subject: id,
    args,
  })
  if (created) return [meaning('created', { name: created.get('name') ?? '' })]
  const merged = keys.find(({ key, after }) => key === 'mergedInto' && typeof after === 'string' && !fault('CTA-14'))
  const meanings: Meaning[] = merged ? [meaning('merged', { into: merged.after ?? null })] : []
  for (const { key, before, after } of keys) {
    // A merged account is archived with it: one event.
    if (isSilent(key) || key === 'mergedInto' || (merged && key === 'deletedAt')) continue
    if (key === 'deletedAt') meanings.push(meaning(typeof after === 'number' ? 'archived' : 'restored', {}))
    else if (key === 'name') meanings.push(meaning('renamed', { before: before ?? null, after: after ?? null }))
    else if (key === 'accountId') meanings.push(meaning('moved', { from: before ?? null, to: after ?? null }))
    else meanings.push(meaning('field_changed', { field: key, before: before ?? null, after: after ?? null }))
  }
  return meanings
}

/** `account.created|renamed|field_changed|merged|archived|restored`, `contact.created|renamed|field_changed|moved|archived|restored`. */
export function accountsMeaning(facts: readonly Fact[]): readonly Meaning[] {
  return [
    ...meaningsOfEntries(facts, 'accounts', (change) => meaningsOf('account', change)),
    ...meaningsOfEntries(facts, 'contacts', (change) => meaningsOf('contact', change)),
  ]
}
