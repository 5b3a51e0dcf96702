/** Planned cards onto one board document through the edits of `documents`, and the way back as one undo. */
import {
  combineUndos,
  createStage,
  fault,
  importCards,
  mergeCards,
  type CardFields,
  type EditContext,
  type EditLabel,
  type ImportRow,
  type MergeRow,
  type Undo,
} from '@mutirao/documents'
import { textKey, type NewStage, type PlannedCard } from '../plan/shape.ts'

type BoardDocument = Parameters<typeof importCards>[0]

/** Runs an edit on the open board; whatever is returned comes back. */
export type EditBoard = <T>(edit: (doc: BoardDocument, context: EditContext) => T) => T

export interface BoardImport {
  /** At most 200 cards, in one transaction; stages that are new are made with the first card that needs them. */
  apply(cards: readonly PlannedCard[]): void
  /** Takes back all that was applied until the moment it is used, last first, a chunk at a time. */
  readonly undo: Undo
}

export function createBoardImport(edit: EditBoard, newStages: readonly NewStage[]): BoardImport {
  const made = new Map<string, string>()
  const tails = new Map<string, string>()
  const undos: Undo[] = []
  let imported = 0
  let onlyTitle = ''
  const label = (): EditLabel => ({ name: 'card.import', count: imported, title: imported === 1 ? onlyTitle : '' })

  function stageId(card: PlannedCard): string {
    if ('id' in card.stage) return card.stage.id
    const key = textKey(card.stage.create)
    const known = made.get(key)
    if (known !== undefined) return known
    const stage = newStages.find((candidate) => textKey(candidate.name) === key)
    const kind = stage?.kind ?? 'open'
    const name = stage?.name ?? card.stage.create
    const created = edit((doc, context) =>
      createStage(doc, context, { name, kind, probability: probabilityOf[kind], color: colorOf[kind] }),
    )
    made.set(key, created.stageId)
    if (!fault('IMP-14')) undos.push(created.undo)
    return created.stageId
  }

  /** Rows whose card is gone by now become new cards: nothing of the file is lost. */
  function merge(cards: readonly PlannedCard[]): readonly PlannedCard[] {
    const rows = cards.flatMap((card): MergeRow[] =>
      card.updates === undefined
        ? []
        : [
            {
              cardId: card.updates,
              fields: fieldsOf(card),
              custom: card.custom,
              labels: card.labels,
              stageId: card.keepStage ? undefined : stageId(card),
            },
          ],
    )
    if (rows.length === 0) return cards
    const { undo, missing } = edit((doc, context) => mergeCards(doc, context, rows, tails))
    imported += rows.length - missing.length
    if (undo) undos.push(undo)
    const gone = new Set(missing)
    return cards.filter(({ updates }) => updates === undefined || gone.has(updates))
  }

  return {
    apply(cards) {
      const fresh = merge(cards)
      const rows = fresh.map((card): ImportRow => ({
        stageId: stageId(card),
        title: card.title,
        fields: fieldsOf(card),
        custom: card.custom,
        labels: card.labels,
      }))
      if (rows.length === 0) return
      const { cardIds, undo } = edit((doc, context) => importCards(doc, context, rows, tails))
      imported += cardIds.length
      if (fresh.length === 1) onlyTitle = fresh[0]?.title ?? ''
      if (undo) undos.push(undo)
    },
    undo: {
      get label() {
        return label()
      },
      get parts() {
        return undos.toReversed()
      },
      apply: (doc, context) => combineUndos(label(), undos.toReversed()).apply(doc, context),
    },
  }
}

/** Until somebody says otherwise: a new open stage counts half. */
const probabilityOf = { open: 50, won: 100, lost: 0 } as const
const colorOf = { open: '#0f7a7a', won: '#0b6e4f', lost: '#b3402c' } as const

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

function fieldsOf(card: PlannedCard): Partial<CardFields> {
  const fields: Writable<Partial<CardFields>> = {}
  if (card.valueCents !== undefined) fields.value = card.valueCents
  if (card.ownerId !== undefined) fields.owner = card.ownerId
  for (const field of [
    'account',
    'contactName',
    'contactEmail',
    'contactPhone',
    'closeOn',
    'nextActivity',
    'nextActivityOn',
    'source',
    'lostReason',
  ] as const) {
    const text = card[field]
    if (text !== undefined) fields[field] = text
  }
  return fields
}
