import { fault } from '../faults.ts'
import type { Fact, JsonValue, Meaning } from '../kind.ts'
import { meaningsOfEntries } from '../meaning.ts'
import type { EntryChange } from '../meaning.ts'
import { viewMeanings } from '../views-rules.ts'
import { labelPrefix } from './shape.ts'

/** Set by the server or together with something that has a meaning of its own. */
const silent: ReadonlySet<string> = new Set(['createdAt', 'createdBy'])

const stageOf = (position: JsonValue | undefined): JsonValue => {
  if (typeof position !== 'object' || position === null || Array.isArray(position)) return null
  return (position as { readonly [key: string]: JsonValue })['stage'] ?? null
}

function cardMeanings({ id, created, keys }: EntryChange): Meaning[] {
  if (created) {
    const [title, pos, value] = ['title', 'pos', 'value'].map((key) => created.get(key))
    return [
      { name: 'card.created', subject: id, args: { title: title ?? '', stage: stageOf(pos), value: value ?? null } },
    ]
  }
  const meanings: Meaning[] = []
  for (const { key, before, after } of keys) {
    if (silent.has(key)) continue
    if (key === 'pos') {
      const [from, to] = [stageOf(before), stageOf(after)]
      meanings.push({ name: from === to ? 'card.ranked' : 'card.moved', subject: id, args: { from, to } })
    } else if (key === 'deletedAt') {
      const name = typeof after === 'number' && !fault('BRD-18') ? 'card.archived' : 'card.restored'
      meanings.push({ name, subject: id, args: {} })
    } else if (key.startsWith(labelPrefix)) {
      const args = { label: key.slice(labelPrefix.length) }
      meanings.push({ name: after === true ? 'card.labelled' : 'card.unlabelled', subject: id, args })
    } else {
      const args = { field: key, before: before ?? null, after: after ?? null }
      meanings.push({ name: 'card.field_changed', subject: id, args })
    }
  }
  return meanings
}

function stageMeanings({ id, created, keys }: EntryChange): Meaning[] {
  if (created) return [{ name: 'stage.created', subject: id, args: { name: created.get('name') ?? '' } }]
  return keys.map(({ key, before, after }): Meaning => {
    const args = { before: before ?? null, after: after ?? null }
    if (key === 'deletedAt')
      return { name: typeof after === 'number' ? 'stage.archived' : 'stage.restored', subject: id, args: {} }
    if (key === 'rank') return { name: 'stage.moved', subject: id, args: {} }
    if (key === 'name') return { name: 'stage.renamed', subject: id, args }
    return { name: 'stage.field_changed', subject: id, args: { field: key, ...args } }
  })
}

function fieldMeanings({ id, created, keys }: EntryChange): Meaning[] {
  if (created) {
    const args = { name: created.get('name') ?? '', type: created.get('type') ?? '' }
    return [{ name: 'field.created', subject: id, args }]
  }
  return keys.map(({ key, before, after }): Meaning => {
    const args = { before: before ?? null, after: after ?? null }
    if (key === 'deletedAt')
      return { name: typeof after === 'number' ? 'field.archived' : 'field.restored', subject: id, args: {} }
    if (key === 'rank') return { name: 'field.moved', subject: id, args: {} }
    if (key === 'name') return { name: 'field.renamed', subject: id, args }
    return { name: 'field.changed', subject: id, args: { key, ...args } }
  })
}

/** `card.created|moved|ranked|field_changed|labelled|unlabelled|archived|restored`, `stage.…`, `field.…`, `view.…`, `board.renamed|field_changed`. */
export function boardMeaning(facts: readonly Fact[]): readonly Meaning[] {
  const meta = facts
    // The shape's version is nobody's word.
    .filter(({ path }) => path[0] === 'meta' && path.length === 2 && path[1] !== 'schemaVersion')
    .map(({ path, before, after }): Meaning => {
      const args = { before: before ?? null, after: after ?? null }
      return path[1] === 'title'
        ? { name: 'board.renamed', subject: 'board', args }
        : { name: 'board.field_changed', subject: 'board', args: { field: path[1] ?? '', ...args } }
    })
  return [
    ...meta,
    ...meaningsOfEntries(facts, 'stages', stageMeanings),
    ...meaningsOfEntries(facts, 'fields', fieldMeanings),
    ...meaningsOfEntries(facts, 'views', viewMeanings),
    ...meaningsOfEntries(facts, 'cards', cardMeanings),
  ]
}
