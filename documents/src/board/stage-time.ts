import { fault } from '../faults.ts'
import type { CardSnapshot } from './shape.ts'

const dayMs = 86_400_000

/** From so many days on a card that does not move is worth a word on its face. */
export const stuckFromDays = 14

/**
 * Whole days since the card came into its stage; null when nobody said when that was. Clocks lie: a moment before the card was
 * made counts from its making, one in the future counts as now.
 */
export function daysInStage(card: Pick<CardSnapshot, 'stageSince' | 'createdAt'>, nowMs: number): number | null {
  // A last known screen of an earlier version has no such key.
  const sinceMs = (card.stageSince as number | null | undefined) ?? null
  if (sinceMs === null) return null
  const fromMs = fault('STU-2') ? sinceMs : Math.max(sinceMs, Math.min(card.createdAt ?? 0, nowMs))
  return Math.max(fault('STU-2') ? -1 : 0, Math.floor((nowMs - fromMs) / dayMs))
}

/** Days to tell on the face; null while the card moves often enough. */
export function stuckDays(card: Pick<CardSnapshot, 'stageSince' | 'createdAt'>, nowMs: number): number | null {
  const days = daysInStage(card, nowMs)
  return days !== null && days >= stuckFromDays ? days : null
}
