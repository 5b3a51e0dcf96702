import { sayField, sayValue, type CardChange, type HistoryNames, type JsonValue } from '@mutirao/documents'

/** One field that stands otherwise. */
export interface Changed {
  /** As it is called in the document. */
  readonly key: string
  readonly field: string
  readonly before: string
  readonly after: string
}

/** Fields of a snapshot that have another name in the document. */
const keyOf: Readonly<Record<string, string>> = { valueCents: 'value', ownerId: 'owner' }

/** What changed in a card by the keys of its document: labels and custom fields one by one, each by its own name. */
export function changedKeys({ fields, before, now }: CardChange, names: HistoryNames): readonly Changed[] {
  const told = (key: string, was: JsonValue | undefined, is: JsonValue | undefined): Changed => ({
    key,
    field: sayField(key, names),
    before: sayValue(key, was, names),
    after: sayValue(key, is, names),
  })
  return fields.flatMap((field): readonly Changed[] => {
    if (field === 'labels') {
      const all = [...new Set([...before.labels, ...now.labels])]
      return all
        .filter((label) => before.labels.includes(label) !== now.labels.includes(label))
        .map((label) => told(`label:${label}`, before.labels.includes(label), now.labels.includes(label)))
    }
    if (field === 'fields') {
      const ids = [...new Set([...Object.keys(before.fields), ...Object.keys(now.fields)])]
      return ids
        .filter((id) => JSON.stringify(before.fields[id]) !== JSON.stringify(now.fields[id]))
        .map((id) => told(`field:${id}`, before.fields[id], now.fields[id]))
    }
    return [told(keyOf[field] ?? field, before[field] as JsonValue, now[field] as JsonValue)]
  })
}
