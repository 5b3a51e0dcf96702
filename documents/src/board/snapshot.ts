import * as Y from 'yjs'
import { fault } from '../faults.ts'
import { isDate } from '../values.ts'
import { labelPrefix, NO_STAGE, stageKinds } from './shape.ts'
import type { BoardMeta, CardSnapshot, StageKind, StageSnapshot } from './shape.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
const asId = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const asDate = (value: unknown): string | null => (typeof value === 'string' && isDate(value) ? value : null)
const asTime = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)
const asInteger = (value: unknown): number | null => (Number.isSafeInteger(value) ? (value as number) : null)

const noLabels: readonly string[] = Object.freeze([])

function emptyCard(id: string): Mutable<CardSnapshot> {
  return {
    id,
    title: '',
    stageId: null,
    rank: '',
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
    lostReason: '',
    createdAt: null,
    createdBy: null,
    deletedAt: null,
  }
}

function readPosition(card: Mutable<CardSnapshot>, value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const { stage, rank } = value as { stage?: unknown; rank?: unknown }
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

/** null when something that is no card stands under the id. */
export function readCard(id: string, entry: unknown): CardSnapshot | null {
  if (!(entry instanceof Y.Map)) {
    if (fault('BRD-3')) throw new TypeError('not a card')
    return null
  }
  const card = emptyCard(id)
  const labels: string[] = []
  entry.forEach((value: unknown, key: string) => {
    const reader = readers.get(key)
    if (reader) reader(card, value)
    else if (value === true && key.startsWith(labelPrefix)) labels.push(key.slice(labelPrefix.length))
  })
  if (labels.length > 0) card.labels = Object.freeze(labels.sort())
  return Object.freeze(card)
}

const asKind = (value: unknown): StageKind => stageKinds.find((kind) => kind === value) ?? 'open'
const probabilityOf: Readonly<Record<StageKind, number>> = { open: 0, won: 100, lost: 0 }

/** null when something that is no stage stands under the id. */
export function readStage(id: string, entry: unknown): StageSnapshot | null {
  if (!(entry instanceof Y.Map)) return null
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

export function readMeta(meta: Y.Map<unknown>): BoardMeta {
  return Object.freeze({
    title: asText(meta.get('title')),
    currency: asText(meta.get('currency')) || 'BRL',
    schemaVersion: asInteger(meta.get('schemaVersion')) ?? 1,
  })
}

/** Equality of flat snapshots; arrays in them (labels) are compared by their items. */
export function sameSnapshot<T extends object>(a: T, b: T): boolean {
  for (const key of Object.keys(a) as (keyof T)[]) {
    const [left, right] = [a[key], b[key]]
    if (left === right) continue
    if (!Array.isArray(left) || !Array.isArray(right) || !sameItems(left, right)) return false
  }
  return true
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
