import { fault } from '../faults.ts'
import type { ItemSnapshot } from './shape.ts'

/** Twelve digits before, six behind the separator: what a scale, a meter and a price list need. */
const quantityForm = /^(\d{1,12})(?:[.,](\d{1,6}))?$/
const scale = 1_000_000n

/** A decimal text in millionths; null when it is none. Comma and dot both separate decimals, nothing separates thousands. */
export function quantityMillionths(quantity: string): bigint | null {
  const match = quantityForm.exec(quantity.trim())
  if (!match) return null
  return BigInt(match[1] ?? '0') * scale + BigInt((match[2] ?? '').padEnd(6, '0'))
}

/** More than this many cents is a slip of the hand, and would not fit a number any more. */
const maxCents = BigInt(Number.MAX_SAFE_INTEGER)

/** Quantity times estimate in whole cents, halves up; null when either is missing or wrong. Exact: no floating point. */
export function lineCents({
  quantity,
  estimateCents,
}: Pick<ItemSnapshot, 'quantity' | 'estimateCents'>): number | null {
  const millionths = quantityMillionths(quantity)
  if (millionths === null || estimateCents === null || estimateCents < 0) return null
  if (fault('REQ-8')) return Math.round(Number(quantity) * estimateCents)
  const cents = (millionths * BigInt(estimateCents) * 2n + scale) / (2n * scale)
  return cents > maxCents ? null : Number(cents)
}

/** The sum of all lines in cents; null when one of them is not known or it is too much. 0 for no items. */
export function totalCents(items: readonly Pick<ItemSnapshot, 'quantity' | 'estimateCents'>[]): number | null {
  let sum = 0
  for (const item of items) {
    const cents = lineCents(item)
    if (cents === null) return null
    sum += cents
  }
  return Number.isSafeInteger(sum) ? sum : null
}
