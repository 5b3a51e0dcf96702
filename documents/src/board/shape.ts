import type * as Y from 'yjs'
import type { JsonValue, Migration } from '../kind.ts'
import { boolean, date, integer, numberFrom, oneOf, orNull, text, timestamp } from '../values.ts'
import type { ValueCheck, ValueProblem } from '../values.ts'

/**
 * The shape of a board document (CONTRACT "Shape of a board"): roots `meta`, `stages`, `cards`, `fields`,
 * `intents`, all Y.Map. Entries of `stages`, `cards` and `fields` are Y.Maps of plain values only: two people creating the same nested container at
 * once would lose one of them.
 */
export const boardSchemaVersion = 1
export const boardMigrations: readonly Migration[] = []

export const boardRoots = {
  meta: 'meta',
  stages: 'stages',
  cards: 'cards',
  fields: 'fields',
  views: 'views',
  intents: 'intents',
} as const

/** The id of the synthetic stage that shows cards whose stage does not exist (any more): "Sem etapa". */
export const NO_STAGE = ''

/** Where a card lies. One value, so that concurrent moves cannot tear stage and rank apart. */
export interface CardPosition {
  readonly stage: string
  /** Any string; order is by UTF-16 code units, then by card id. */
  readonly rank: string
  /** When the card came into this stage, ms, by the clock of whoever moved it; absent when a program that does not know it moved it. */
  readonly since?: number | undefined
}

/** What a person may set on a card, by its key in the document. Money is integer minor units; dates are `YYYY-MM-DD`. */
export interface CardFields {
  readonly title: string
  readonly value: number
  readonly account: string
  readonly contactName: string
  readonly contactEmail: string
  readonly contactPhone: string
  /** User id. */
  readonly owner: string
  readonly closeOn: string
  readonly nextActivity: string
  readonly nextActivityOn: string
  readonly source: string
  readonly lostReason: string
}
export type CardFieldName = keyof CardFields

export const cardFieldNames: readonly CardFieldName[] = [
  'title',
  'value',
  'account',
  'contactName',
  'contactEmail',
  'contactPhone',
  'owner',
  'closeOn',
  'nextActivity',
  'nextActivityOn',
  'source',
  'lostReason',
]

/** The label's id stands in the key; until labels have definitions of their own, the id is the text that is shown. */
export const labelPrefix = 'label:'

/** The id of a custom field of the board stands in the key: `field:<id>`. What it may hold depends on the field's type. */
export const fieldPrefix = 'field:'
/** A card's value of a custom field: text, day, option id or user id; a number, or integer minor units of money. */
export type CustomValue = string | number

export const stageKinds = ['open', 'won', 'lost'] as const
export type StageKind = (typeof stageKinds)[number]

/** What a person may set on a stage, by its key in the document. */
export interface StageFields {
  readonly name: string
  readonly kind: StageKind
  /** Per cent, 0–100. */
  readonly probability: number
  /** CSS colour. */
  readonly color: string
  /** At most so many cards should lie here; null = no limit. */
  readonly wipLimit: number | null
}
export type StageFieldName = keyof StageFields

/** One card as it is read: frozen, and the same object as long as nothing of it changed. Missing texts are ''. */
export interface CardSnapshot {
  readonly id: string
  readonly title: string
  /** As written; the stage may not exist (any more): `BoardStore.stageOf` says where the card is shown. */
  readonly stageId: string | null
  readonly rank: string
  /** When it came into its stage, as written: ms, or null when nobody said so. `daysInStage` reads it. */
  readonly stageSince: number | null
  /** Integer minor units, or null when unknown. */
  readonly valueCents: number | null
  readonly account: string
  readonly contactName: string
  readonly contactEmail: string
  readonly contactPhone: string
  /** User id or null. */
  readonly ownerId: string | null
  /** `YYYY-MM-DD` or null. */
  readonly closeOn: string | null
  readonly nextActivity: string
  /** `YYYY-MM-DD` or null. */
  readonly nextActivityOn: string | null
  readonly source: string
  /** Label ids, sorted. */
  readonly labels: readonly string[]
  /** Values of custom fields by field id, as written; `customValueOf` reads one by its field's type. Keeps its identity. */
  readonly fields: Readonly<Record<string, CustomValue>>
  readonly lostReason: string
  /** Milliseconds since the epoch or null. */
  readonly createdAt: number | null
  readonly createdBy: string | null
  /** Milliseconds since the epoch when archived, else null. */
  readonly deletedAt: number | null
}

export interface StageSnapshot {
  readonly id: string
  readonly name: string
  readonly rank: string
  readonly kind: StageKind
  /** Per cent, 0–100. */
  readonly probability: number
  readonly color: string
  readonly wipLimit: number | null
  readonly deletedAt: number | null
}

export interface BoardMeta {
  readonly title: string
  /** ISO 4217, e.g. `BRL`. */
  readonly currency: string
  readonly schemaVersion: number
}

/** Of the cards shown in one stage. Money in integer minor units. */
export interface StageTotals {
  readonly count: number
  readonly valueCents: number
  /** The sum times the stage's probability, rounded once, halves up. */
  readonly weightedCents: number
}

export const metaMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(boardRoots.meta)
export const stagesMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(boardRoots.stages)
export const cardsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(boardRoots.cards)
export const intentsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(boardRoots.intents)

const shortText = text(1_000)
const maxRankLength = 1_000
export const rankValue = text(maxRankLength)

function position(value: JsonValue): ValueProblem {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'bad_value'
  const { stage, rank: place } = value as { readonly [key: string]: JsonValue }
  if (stage === undefined || place === undefined) return 'bad_value'
  return text(40)(stage) ?? rankValue(place)
}

/** What may stand under the keys of a card. Keys that are not listed are kept as they are. */
export const cardValues: ReadonlyMap<string, ValueCheck> = new Map([
  ['title', text(1_000)],
  ['pos', position],
  ['value', orNull(integer)],
  ['account', orNull(shortText)],
  ['contactName', orNull(shortText)],
  ['contactEmail', orNull(shortText)],
  ['contactPhone', orNull(shortText)],
  ['owner', orNull(text(64))],
  ['closeOn', orNull(date)],
  ['nextActivity', orNull(shortText)],
  ['nextActivityOn', orNull(date)],
  ['source', orNull(shortText)],
  ['lostReason', orNull(text(4_000))],
  ['createdAt', timestamp],
  ['createdBy', text(64)],
  ['deletedAt', orNull(timestamp)],
])

/** What may stand under the keys of a stage. */
export const stageValues: ReadonlyMap<string, ValueCheck> = new Map([
  ['name', text(200)],
  ['rank', rankValue],
  ['kind', oneOf(stageKinds)],
  ['probability', numberFrom(0, 100)],
  ['color', orNull(text(64))],
  ['wipLimit', orNull(integer)],
  ['deletedAt', orNull(timestamp)],
])

/** What may stand under the keys of `meta`. */
export const metaValues: ReadonlyMap<string, ValueCheck> = new Map([
  ['title', text(200)],
  ['currency', text(8)],
  ['schemaVersion', integer],
])

export const labelValue: ValueCheck = boolean
export const maxLabelLength = 100
