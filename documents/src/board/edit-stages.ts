import * as Y from 'yjs'
import { addEntry, checked, checkedTitle, needEntry, undoOfCreation } from '../entries.ts'
import type { EntryContent } from '../entries.ts'
import { MutiraoError } from '../errors.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { compareRank, rankBetween, ranksBetween } from '../rank.ts'
import type { EditContext, Undo } from '../undo.ts'
import { applyWrites, label, plainAt, transact } from '../writes.ts'
import type { Write } from '../writes.ts'
import { positionOf } from './place.ts'
import { boardRoots, boardSchemaVersion, cardsMap, metaMap, metaValues, stagesMap, stageValues } from './shape.ts'
import type { BoardMeta, StageFieldName, StageFields, StageSnapshot } from './shape.ts'
import { readStage } from './snapshot.ts'

export interface NewStage extends Partial<Omit<StageFields, 'name'>> {
  readonly name: string
}

/** What a new board starts with. */
export const defaultStages: readonly NewStage[] = [
  { name: 'Prospecção', kind: 'open', probability: 10, color: '#8b928f' },
  { name: 'Qualificação', kind: 'open', probability: 25, color: '#2c68d6' },
  { name: 'Proposta', kind: 'open', probability: 50, color: '#7353c9' },
  { name: 'Negociação', kind: 'open', probability: 80, color: '#d99100' },
  { name: 'Ganhas', kind: 'won', probability: 100, color: '#0b6e4f' },
  { name: 'Perdidas', kind: 'lost', probability: 0, color: '#b3402c' },
]

function liveStages(doc: Y.Doc): StageSnapshot[] {
  const stages: StageSnapshot[] = []
  for (const [id, entry] of stagesMap(doc).entries()) {
    const stage = readStage(id, entry)
    if (stage && stage.deletedAt === null) stages.push(stage)
  }
  return stages.sort(compareRank)
}

const defaultProbability = { open: 0, won: 100, lost: 0 } as const

function stageContent(stage: NewStage, rank: string): EntryContent {
  const kind = checked('kind', stage.kind ?? 'open', stageValues.get('kind'))
  const content: Record<string, JsonValue> = {
    name: checkedTitle('name', stage.name, stageValues.get('name')),
    rank,
    kind,
    probability: checked('probability', stage.probability ?? defaultProbability[kind], stageValues.get('probability')),
  }
  if (stage.color !== undefined) content['color'] = checked('color', stage.color, stageValues.get('color'))
  if (stage.wipLimit !== undefined && stage.wipLimit !== null)
    content['wipLimit'] = checked('wipLimit', stage.wipLimit, stageValues.get('wipLimit'))
  return content
}

function hasLiveCards(doc: Y.Doc, stageId: string): boolean {
  for (const card of cardsMap(doc).values())
    if (card instanceof Y.Map && positionOf(card)?.stage === stageId && typeof card.get('deletedAt') !== 'number')
      return true
  return false
}

/** A new open stage goes before the first won or lost one, any other to the end. */
export function createStage(
  doc: Y.Doc,
  context: EditContext,
  stage: NewStage,
): { readonly stageId: string; readonly undo: Undo } {
  const stages = liveStages(doc)
  const closed = stages.findIndex(({ kind }) => kind !== 'open')
  const at = (stage.kind ?? 'open') === 'open' && closed >= 0 && !fault('BRD-17') ? closed : stages.length
  const rank = rankBetween(stages[at - 1]?.rank ?? null, stages[at]?.rank ?? null, context.random)
  const content = stageContent(stage, rank)
  const stageId = context.newId()
  const editLabel = label('stage.create', 1, stage.name)
  transact(doc, 'edit', editLabel, () => addEntry(stagesMap(doc), stageId, content))
  return { stageId, undo: undoOfCreation(editLabel, boardRoots.stages, [{ id: stageId, content }], hasLiveCards) }
}

const stageWrite = (stageId: string, stage: Y.Map<unknown>, key: string, after: JsonValue | undefined): Write => ({
  root: boardRoots.stages,
  entry: stageId,
  key,
  before: plainAt(stage, key),
  after,
})

const nameOf = (stage: Y.Map<unknown>): string => readStage('', stage)?.name ?? ''

export function setStageField<F extends StageFieldName>(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly stageId: string; readonly field: F; readonly value: StageFields[F] },
): Undo | null {
  const stage = needEntry(stagesMap(doc), edit.stageId)
  const { value } = edit
  const after =
    edit.field === 'name'
      ? checkedTitle('name', String(value), stageValues.get('name'))
      : value === null
        ? undefined
        : checked(edit.field, value, stageValues.get(edit.field))
  return applyWrites(doc, label('stage.field', 1, nameOf(stage)), [stageWrite(edit.stageId, stage, edit.field, after)])
}

/** `aboveId` / `belowId`: the stages that shall stand directly before and after; neither = the end. */
export function moveStage(
  doc: Y.Doc,
  context: EditContext,
  move: {
    readonly stageId: string
    readonly aboveId?: string | undefined
    readonly belowId?: string | undefined
  },
): Undo | null {
  const stage = needEntry(stagesMap(doc), move.stageId)
  const others = liveStages(doc).filter(({ id }) => id !== move.stageId)
  const above = others.findIndex(({ id }) => id === move.aboveId)
  const below = others.findIndex(({ id }) => id === move.belowId)
  const at = above >= 0 ? above + 1 : below >= 0 ? below : others.length
  const [before, after] = [others[at - 1]?.rank ?? null, others[at]?.rank ?? null]
  const now = readStage(move.stageId, stage)?.rank ?? ''
  if ((before === null || now > before) && (after === null || now < after)) return null
  const rank = rankBetween(before, after, context.random)
  return applyWrites(doc, label('stage.move', 1, nameOf(stage)), [stageWrite(move.stageId, stage, 'rank', rank)])
}

/** Its cards show under "Sem etapa" until they are moved or the stage is restored. */
export function archiveStage(doc: Y.Doc, context: EditContext, stageId: string): Undo | null {
  const stage = needEntry(stagesMap(doc), stageId)
  if (typeof stage.get('deletedAt') === 'number') return null
  const write = stageWrite(stageId, stage, 'deletedAt', context.nowMs)
  return applyWrites(doc, label('stage.archive', 1, nameOf(stage)), [write])
}

export function restoreStage(doc: Y.Doc, _context: EditContext, stageId: string): Undo | null {
  const stage = needEntry(stagesMap(doc), stageId)
  const write = stageWrite(stageId, stage, 'deletedAt', undefined)
  return applyWrites(doc, label('stage.restore', 1, nameOf(stage)), [write])
}

export function setBoardMeta(
  doc: Y.Doc,
  _context: EditContext,
  edit: Partial<Pick<BoardMeta, 'title' | 'currency'>>,
): Undo | null {
  const meta = metaMap(doc)
  const writes: Write[] = []
  for (const key of ['title', 'currency'] as const) {
    const value = edit[key]
    if (value === undefined) continue
    const after = checkedTitle(key, value, metaValues.get(key))
    writes.push({ root: boardRoots.meta, entry: null, key, before: plainAt(meta, key), after })
  }
  return applyWrites(doc, label('board.meta', 1, edit.title ?? ''), writes)
}

/** Server side, once per board (a second call throws `already_exists`): meta and stages. Returns the stage ids in order. */
export function seedBoard(
  doc: Y.Doc,
  context: EditContext,
  seed: { readonly title: string; readonly currency?: string; readonly stages: readonly NewStage[] },
): { readonly stageIds: readonly string[] } {
  const meta = metaMap(doc)
  if (meta.has('schemaVersion')) throw new MutiraoError('already_exists', 'this board has been seeded')
  const title = checkedTitle('title', seed.title, metaValues.get('title'))
  const currency = checkedTitle('currency', seed.currency ?? 'BRL', metaValues.get('currency'))
  const ranks = ranksBetween(null, null, seed.stages.length, context.random)
  const contents = seed.stages.map((stage, i) => ({
    id: context.newId(),
    content: stageContent(stage, ranks[i] ?? ''),
  }))
  transact(doc, 'edit', label('board.seed', 1, title), () => {
    meta.set('schemaVersion', boardSchemaVersion)
    meta.set('title', title)
    meta.set('currency', currency)
    for (const { id, content } of contents) addEntry(stagesMap(doc), id, content)
  })
  return { stageIds: contents.map(({ id }) => id) }
}
