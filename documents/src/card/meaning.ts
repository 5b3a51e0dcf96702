import { attachmentMeanings } from '../attachments/meaning.ts'
import { fault } from '../faults.ts'
import type { Fact, JsonValue, Meaning } from '../kind.ts'
import { meaningsOfEntries } from '../meaning.ts'
import type { EntryChange } from '../meaning.ts'
import { parseChecklistKey } from './shape.ts'

const asText = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

function meaningsOfComment({ id, created, keys }: EntryChange): Meaning[] {
  if (created) return [{ name: 'comment.added', subject: id, args: { text: asText(created.get('text')) } }]
  const of = (key: string) => keys.find((change) => change.key === key)
  const deleted = of('deletedAt')
  if (deleted)
    return [{ name: typeof deleted.after === 'number' ? 'comment.deleted' : 'comment.restored', subject: id, args: {} }]
  const text = of('text')
  if (!text) return []
  return [{ name: 'comment.edited', subject: id, args: { before: asText(text.before), after: asText(text.after) } }]
}

/** `comment.added|edited|deleted|restored`, in every kind whose documents carry comments. */
export const commentMeanings = (facts: readonly Fact[]): readonly Meaning[] =>
  meaningsOfEntries(facts, 'comments', meaningsOfComment)

function checklistMeanings(facts: readonly Fact[]): Meaning[] {
  return facts.flatMap(({ path, before, after }): Meaning[] => {
    const parsed = path[0] === 'checklist' && path.length === 2 ? parseChecklistKey(path[1] ?? '') : null
    if (!parsed) return []
    const subject = parsed.itemId
    // Ticked in the sitting that made it: both are told.
    if (
      parsed.field === 'done' &&
      after !== undefined &&
      (before !== undefined || (after === true && !fault('HIS-41')))
    )
      return [{ name: after === true ? 'checklist.done' : 'checklist.reopened', subject, args: {} }]
    if (parsed.field !== 'text') return []
    if (before === undefined) return [{ name: 'checklist.added', subject, args: { text: asText(after) } }]
    if (after === undefined) return [{ name: 'checklist.removed', subject, args: { text: asText(before) } }]
    return [{ name: 'checklist.edited', subject, args: { before: asText(before), after: asText(after) } }]
  })
}

/** `comment.added|edited|deleted|restored`, `checklist.added|edited|removed|done|reopened`, `notes.changed` (once), `attachment.*`. */
export function cardMeaning(facts: readonly Fact[]): readonly Meaning[] {
  const hasNotes = facts.some(({ path }) => path[0] === 'notes') && !fault('DOC-11')
  return [
    ...(hasNotes ? [{ name: 'notes.changed', subject: 'card', args: {} }] : []),
    ...commentMeanings(facts),
    ...checklistMeanings(facts),
    ...attachmentMeanings(facts),
  ]
}
