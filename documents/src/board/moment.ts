import * as Y from 'yjs'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { compareRank } from '../rank.ts'
import { readField, type FieldSnapshot } from './fields.ts'
import { createProjectedStore } from './projection.ts'
import type { ProjectedColumn } from './projection.ts'
import type { BoardStore } from './read.ts'
import type { CardSnapshot, StageSnapshot } from './shape.ts'
import { cardOf, noStage, percentOf, readMeta, stageFrom } from './snapshot.ts'

/** What stood in a board at one moment, as JSON: root → entry → field → value. */
export type BoardState = Readonly<Record<string, JsonValue>>

type Json = Readonly<Record<string, JsonValue>>
const objectOf = (value: JsonValue | undefined): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
const entriesOf = (value: JsonValue | undefined): ReadonlyMap<string, JsonValue> =>
  new Map(Object.entries(objectOf(value)))

/**
 * A board as it stood, read like a living one: the same readers, the same order, the same sums. It never changes.
 * @param state `meta`, `stages`, `fields`, `cards`; whatever is missing or of another kind is left out
 */
export function boardAt(state: BoardState): BoardStore {
  const meta = readMeta(entriesOf(state['meta']))
  const stages = [...entriesOf(state['stages'])]
    .map(([id, entry]) => stageFrom(id, entriesOf(entry)))
    .filter(({ deletedAt }) => deletedAt === null)
    .sort(compareRank)
  const cards = [...entriesOf(state['cards'])].map(([id, entry]) => cardOf(id, entriesOf(entry)))
  const live = cards.filter(({ deletedAt }) => deletedAt === null || fault('HSC-4'))
  const byStage = Map.groupBy(live, ({ stageId }) => stages.find(({ id }) => id === stageId)?.id ?? noStage.id)
  const shown = byStage.has(noStage.id) ? [noStage, ...stages] : stages
  const columns = shown.map((stage) => columnOf(stage, byStage.get(stage.id) ?? []))
  const fields = fieldsAt(state['fields'])
    .filter(({ deletedAt }) => deletedAt === null)
    .sort(compareRank)
  return createProjectedStore({ version: 2, meta, fields, columns })
}

function columnOf(stage: StageSnapshot, cards: CardSnapshot[]): ProjectedColumn {
  const valueCents = cards.reduce((sum, card) => sum + (card.valueCents ?? 0), 0)
  const totals = { count: cards.length, valueCents, weightedCents: percentOf(valueCents, stage.probability) }
  return { stage, totals, cards: cards.sort(compareRank) }
}

/** In a document of their own: the reader of living fields is in every first screen, and stays as small as it is. */
function fieldsAt(fields: JsonValue | undefined): readonly FieldSnapshot[] {
  const root = new Y.Doc().getMap<Y.Map<unknown>>('fields')
  for (const [id, entry] of entriesOf(fields)) root.set(id, new Y.Map(Object.entries(objectOf(entry))))
  return [...root].flatMap(([id, entry]) => readField(id, entry) ?? [])
}
