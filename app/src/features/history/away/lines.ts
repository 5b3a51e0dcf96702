import { fault, type CardChange, type CardSnapshot, type HistoryNames } from '@mutirao/documents'
import { changedKeys } from '../changed-keys.ts'
import type { AwaySummary } from './summary.ts'

/** What became of one card. */
export interface AwayLine {
  readonly card: CardSnapshot
  readonly what: string
}

export interface AwayWords {
  readonly stage: (stageId: string | null) => string
  readonly isNew: (card: CardSnapshot) => string
  readonly isRemoved: string
}

/** Card by card: where it went, and each field that stands otherwise with its value then and now. */
export function linesOf(summary: AwaySummary, names: HistoryNames, words: AwayWords): readonly AwayLine[] {
  const said = (change: CardChange): readonly string[] =>
    fault('AWY-4') ? [] : changedKeys(change, names).map(({ field, before, after }) => `${field}: ${before} → ${after}`)
  return [
    ...summary.moved.map((change) => ({
      card: change.now,
      what: [`${words.stage(change.from)} → ${words.stage(change.to)}`, ...said(change)].join(' · '),
    })),
    ...summary.added.map((card) => ({ card, what: words.isNew(card) })),
    ...summary.changed.map((change) => ({ card: change.now, what: said(change).join(' · ') })),
    ...summary.removed.map((card) => ({ card, what: words.isRemoved })),
  ]
}
