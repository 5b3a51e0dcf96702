import type { Fact, JsonValue, Meaning } from '../kind.ts'
import { meaningsOfEntries } from '../meaning.ts'
import type { EntryChange } from '../meaning.ts'
import { attachmentsRoot } from './shape.ts'

const asText = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

function meaningsOf({ id, created, keys }: EntryChange): Meaning[] {
  if (created) return [{ name: 'attachment.added', subject: id, args: { file: asText(created.get('name')) } }]
  const of = (key: string) => keys.find((change) => change.key === key)
  const deleted = of('deletedAt')
  if (deleted) {
    const name = typeof deleted.after === 'number' ? 'attachment.removed' : 'attachment.restored'
    return [{ name, subject: id, args: {} }]
  }
  const name = of('name')
  if (name) {
    const args = { before: asText(name.before), after: asText(name.after) }
    return [{ name: 'attachment.renamed', subject: id, args }]
  }
  return of('storedAt') ? [{ name: 'attachment.stored', subject: id, args: {} }] : []
}

/** `attachment.added|renamed|removed|restored|stored`. */
export const attachmentMeanings = (facts: readonly Fact[]): readonly Meaning[] =>
  meaningsOfEntries(facts, attachmentsRoot, meaningsOf)
