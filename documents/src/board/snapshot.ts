import * as Y from 'yjs'
import { fault } from '../faults.ts'
import { isDate } from '../values.ts'
import { fieldPrefix, labelPrefix, NO_STAGE, stageKinds } from './shape.ts'
import type { BoardMeta, CardSnapshot, CustomValue, StageKind, StageSnapshot } from './shape.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
const asId = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const asDate = (value: unknown): string | null => (typeof value === 'string' && isDate(value) ? value : null)
const asTime = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)
const asInteger = (value: unknown): number | null => (Number.isSafeInteger(value) ? (value as number) : null)

const noLabels: readonly string[] = Object.freeze([])
const noFieldValues: Readonly<Record<string, CustomValue>> = Object.freeze({})

function emptyCard(id: string): Mutable<CardSnapshot> {
  return {
    id,
    title: '',
    stageId: null,
    rank: '',
    stageSince: null,
    valueCents: null,
    account: '',
    contactName: '',
    contactEmail: '',
    contactPhone: '',
    ownerId: null,
    closeOn: null,
    nextActivity: '',
    nextActivityOn: null,
    source: '',
    labels: noLabels,
    fields: noFieldValues,
    lostReason: '',
    createdAt: null,
    createdBy: null,
    deletedAt: null,
  }
}

function readPosition(card: Mutable<CardSnapshot>, value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const { stage, rank, since } = value as { stage?: unknown; rank?: unknown; since?: unknown }
  card.stageSince = asTime(since)
  card.stageId = asId(stage)
  card.rank = asText(rank)
}

/** The one place where a card's keys become its snapshot's fields. */
const readers: ReadonlyMap<string, (card: Mutable<CardSnapshot>, value: unknown) => void> = new Map<
  string,
  (card: Mutable<CardSnapshot>, value: unknown) => void
>([
  ['title', (card, value) => (card.title = asText(value))],
  ['pos', readPosition],
  ['value', (card, value) => (card.valueCents = asInteger(value))],
  ['account', (card, value) => (card.account = asText(value))],
  ['contactName', (card, value) => (card.contactName = asText(value))],
  ['contactEmail', (card, value) => (card.contactEmail = asText(value))],
  ['contactPhone', (card, value) => (card.contactPhone = asText(value))],
  ['owner', (card, value) => (card.ownerId = asId(value))],
  ['closeOn', (card, value) => (card.closeOn = asDate(value))],
  ['nextActivity', (card, value) => (card.nextActivity = asText(value))],
  ['nextActivityOn', (card, value) => (card.nextActivityOn = asDate(value))],
  ['source', (card, value) => (card.source = asText(value))],
  ['lostReason', (card, value) => (card.lostReason = asText(value))],
  ['createdAt', (card, value) => (card.createdAt = asTime(value))],
  ['createdBy', (card, value) => (card.createdBy = asId(value))],
  ['deletedAt', (card, value) => (card.deletedAt = asTime(value))],
])

/** The values found by field id: those of before when nothing differs. */
function shareFields(found: readonly (readonly [string, CustomValue])[], before: CardSnapshot | undefined) {
  if (found.length === 0) return noFieldValues
  const fields = Object.fromEntries(found)
  return before && sameRecord(before.fields, fields) && !fault('FLD-5') ? before.fields : Object.freeze(fields)
}

/**
 * null when something that is no card stands under the id.
 * @param before the snapshot this one takes the place of: what did not change of it keeps its identity
 */
export function readCard(id: string, entry: unknown, before?: CardSnapshot): CardSnapshot | null {
  if (entry instanceof Y.Map) return cardOf(id, entry, before)
  if (fault('BRD-3')) throw new TypeError('not a card')
  return null
}

/** A Y.Map, or a Map of what stood in one at another moment. */
export interface Entries {
  get(key: string): unknown
  forEach(each: (value: unknown, key: string) => void): void
}

export function cardOf(id: string, entry: Entries, before?: CardSnapshot): CardSnapshot {
  const card = emptyCard(id)
  const labels: string[] = []
  const fields: [string, CustomValue][] = []
  entry.forEach((value: unknown, key: string) => {
    const reader = readers.get(key)
    if (reader) reader(card, value)
    else if (value === true && key.startsWith(labelPrefix)) labels.push(key.slice(labelPrefix.length))
    else if (key.startsWith(fieldPrefix) && (typeof value === 'string' || typeof value === 'number'))
      fields.push([key.slice(fieldPrefix.length), value])
  })
  card.fields = shareFields(fields, before)
  if (labels.length > 0) card.labels = Object.freeze(labels.sort())
  return Object.freeze(card)
}

const asKind = (value: unknown): StageKind => stageKinds.find((kind) => kind === value) ?? 'open'
const probabilityOf: Readonly<Record<StageKind, number>> = { open: 0, won: 100, lost: 0 }

/** null when something that is no stage stands under the id. */
export function readStage(id: string, entry: unknown): StageSnapshot | null {
  return entry instanceof Y.Map ? stageFrom(id, entry) : null
}

export function stageFrom(id: string, entry: Pick<Entries, 'get'>): StageSnapshot {
  const kind = asKind(entry.get('kind'))
  const probability = asTime(entry.get('probability')) ?? probabilityOf[kind]
  return Object.freeze({
    id,
    name: asText(entry.get('name')),
    rank: asText(entry.get('rank')),
    kind,
    probability: Math.min(100, Math.max(0, probability)),
    color: asText(entry.get('color')),
    wipLimit: asInteger(entry.get('wipLimit')),
    deletedAt: asTime(entry.get('deletedAt')),
  })
}

export const noStage: StageSnapshot = Object.freeze({
  id: NO_STAGE,
  name: '',
  rank: '',
  kind: 'open',
  probability: 0,
  color: '',
  wipLimit: null,
  deletedAt: null,
})

export function readMeta(meta: Pick<Entries, 'get'>): BoardMeta {
  return Object.freeze({
    title: asText(meta.get('title')),
    currency: asText(meta.get('currency')) || 'BRL',
    schemaVersion: asInteger(meta.get('schemaVersion')) ?? 1,
  })
}

/** Equality of flat snapshots; arrays and records in them (labels, fields) are compared by what they hold. */
export function sameSnapshot<T extends object>(a: T, b: T): boolean {
  for (const key of Object.keys(a) as (keyof T)[]) if (!sameParts(a[key], b[key])) return false
  return true
}

function sameParts(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) || Array.isArray(right))
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, i) => sameParts(item, right[i]))
    )
  return sameRecord(left as Record<string, unknown>, right as Record<string, unknown>)
}

function sameRecord(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameParts(a[key], b[key]))
  )
}

export const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])

/**
 * Per cent of an amount in integer minor units, rounded once, halves up. Exact for whole percentages of any safe
 * integer, where `amount * percent` would leave the safe range.
 */
export function percentOf(amountCents: number, percent: number): number {
  const round = fault('BRD-6') ? Math.floor : Math.round
  const hundreds = Math.trunc(amountCents / 100)
  return Number.isInteger(percent)
    ? hundreds * percent + round(((amountCents - hundreds * 100) * percent) / 100)
    : round((amountCents * percent) / 100)
}
