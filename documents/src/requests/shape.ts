import type * as Y from 'yjs'
import type { JsonValue, Migration } from '../kind.ts'
import { boolean, date, integer, oneOf, orNull, text, timestamp } from '../values.ts'
import type { ValueCheck } from '../values.ts'

/**
 * The shape of a list of purchase requests: roots `meta`, `requests`, `intents`, `views`, all Y.Map. An entry of `requests` is a Y.Map
 * of plain values only and carries what lists show; items, justification, comments and files stand in its detail document.
 * What the server decides (status, number, approvals) stands in `ledger:<list>`, which nobody but the server writes.
 */
export const requestsSchemaVersion = 1
export const requestsMigrations: readonly Migration[] = []

export const requestsRoots = { meta: 'meta', requests: 'requests', intents: 'intents', views: 'views' } as const

export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]

/** What a person may set on a request, by its key in the document. Dates are `YYYY-MM-DD`. */
export interface RequestFields {
  readonly title: string
  readonly costCentre: string
  /** What kind of thing is bought: policies may speak of it. */
  readonly category: string
  readonly project: string
  /** Where it shall be delivered. */
  readonly place: string
  readonly priority: Priority
  readonly needBy: string
  /** Integer minor units: the items as this list's people last added them up. Decisions add up the items themselves. */
  readonly total: number
}
export type RequestFieldName = keyof RequestFields
export const requestFieldNames: readonly RequestFieldName[] = [
  'title',
  'costCentre',
  'category',
  'project',
  'place',
  'priority',
  'needBy',
  'total',
]

/** One request as lists show it: frozen, and the same object as long as nothing of it changed. Missing texts are ''. */
export interface RequestSnapshot {
  readonly id: string
  readonly title: string
  readonly costCentre: string
  readonly category: string
  readonly project: string
  readonly place: string
  readonly priority: Priority
  readonly needBy: string | null
  /** Integer minor units, or null when nobody has added the items up. */
  readonly totalCents: number | null
  /** Label ids, sorted. */
  readonly labels: readonly string[]
  /** Milliseconds since the epoch or null. */
  readonly createdAt: number | null
  /** The requester: whoever made it. */
  readonly createdBy: string | null
  readonly deletedAt: number | null
}

export interface RequestsMeta {
  readonly title: string
  /** ISO 4217, e.g. `BRL`. */
  readonly currency: string
}

/** Of a list that names none. */
export const usualCurrency = 'BRL'

export const requestsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(requestsRoots.requests)

const line = orNull(text(1_000))

/** What may stand under the keys of a request. Keys that are not listed are kept as they are. */
export const requestValues: ReadonlyMap<string, ValueCheck> = new Map<string, ValueCheck>([
  ['title', text(1_000)],
  ['costCentre', line],
  ['category', line],
  ['project', line],
  ['place', line],
  ['priority', orNull(oneOf(priorities))],
  ['needBy', orNull(date)],
  ['total', orNull(integer)],
  ['createdAt', timestamp],
  ['createdBy', text(64)],
  ['deletedAt', orNull(timestamp)],
])

export const requestLabelValue: ValueCheck = boolean

/** What may stand under the keys of `meta`. */
export const requestsMetaValues: ReadonlyMap<string, ValueCheck> = new Map<string, ValueCheck>([
  ['title', text(200)],
  ['currency', text(8)],
])

export const isPriority = (value: JsonValue | undefined): value is Priority =>
  priorities.some((known) => known === value)
