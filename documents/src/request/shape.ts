import type * as Y from 'yjs'
import type { Migration } from '../kind.ts'
import { integer, orNull, text, timestamp } from '../values.ts'
import type { ValueCheck } from '../values.ts'

/**
 * The shape of a request's detail document: roots `details` (`justification`), `items`, `comments`, `attachments`, all
 * Y.Map; they exist by being used. Entries are Y.Maps of plain values only.
 */
export const requestSchemaVersion = 1
export const requestMigrations: readonly Migration[] = []

export const requestRoots = { details: 'details', items: 'items' } as const

/** What a person may set on an item, by its key in the document. */
export interface ItemFields {
  readonly description: string
  /** Of the catalogue. */
  readonly code: string
  /** Decimal text, `12.5`: kept as it was typed when it is none. */
  readonly quantity: string
  readonly unit: string
  /** What one unit is expected to cost: integer minor units. */
  readonly estimate: number
  /** Instead of the request's. */
  readonly costCentre: string
  readonly account: string
}
export type ItemFieldName = keyof ItemFields
export const itemFieldNames: readonly ItemFieldName[] = [
  'description',
  'code',
  'quantity',
  'unit',
  'estimate',
  'costCentre',
  'account',
]

/** One item as it is read: frozen, and the same object as long as nothing of it changed. Missing texts are ''. */
export interface ItemSnapshot {
  readonly id: string
  readonly description: string
  readonly code: string
  /** As written. */
  readonly quantity: string
  readonly unit: string
  /** Of one unit: integer minor units, or null when unknown. */
  readonly estimateCents: number | null
  readonly costCentre: string
  readonly account: string
  /** Any string; order is by UTF-16 code units, then by id. */
  readonly rank: string
}

export const detailsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(requestRoots.details)
export const itemsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(requestRoots.items)

export const maxJustificationLength = 20_000

/** What may stand under the keys of `details`. */
export const detailValues: ReadonlyMap<string, ValueCheck> = new Map<string, ValueCheck>([
  ['justification', orNull(text(maxJustificationLength))],
])

const line = orNull(text(1_000))

/** What may stand under the keys of an item. Keys that are not listed are kept as they are. */
export const itemValues: ReadonlyMap<string, ValueCheck> = new Map<string, ValueCheck>([
  ['description', text(2_000)],
  ['code', line],
  ['quantity', orNull(text(40))],
  ['unit', orNull(text(40))],
  ['estimate', orNull(integer)],
  ['costCentre', line],
  ['account', line],
  ['rank', text(1_000)],
  ['createdAt', timestamp],
  ['createdBy', text(64)],
  ['deletedAt', orNull(timestamp)],
])
