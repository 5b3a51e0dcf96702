import { fault } from '@mutirao/documents'
import type { Timeline } from '../../../engine/index.ts'

export interface Bar {
  readonly atMs: number
  readonly facts: number
  /** 0–1 of the busiest bar; at least a sliver when anything happened. */
  readonly height: number
  /** Who did most of it. */
  readonly topPerson: string | null
}

const sliver = 0.06

/** One bar per bucket of the whole span, empty ones too. Heights grow with the square root: one import does not flatten a month. */
export function barsOf({ fromMs, toMs, bucketMs, facts, buckets }: Timeline): readonly Bar[] {
  if (bucketMs <= 0 || toMs < fromMs || facts === 0) return []
  const count = Math.max(1, Math.ceil((toMs - fromMs + 1) / bucketMs))
  const found = new Map(buckets.map((bucket) => [Math.floor((bucket.atMs - fromMs) / bucketMs), bucket.people]))
  const sums = [...found.values()].map((people) => Object.values(people).reduce((sum, facts) => sum + facts, 0))
  const most = Math.max(1, ...sums)
  return Array.from({ length: count }, (_, i) => {
    const people = Object.entries(found.get(i) ?? {})
    const facts = people.reduce((sum, [, n]) => sum + n, 0)
    const [top] = people.toSorted(([, a], [, b]) => b - a)
    const height = facts === 0 ? 0 : Math.max(fault('HSC-7') ? 0 : sliver, Math.sqrt(facts / most))
    return { atMs: fromMs + i * bucketMs, facts, height, topPerson: top?.[0] ?? null }
  })
}

/** Where a moment lies on the line of bars: 0 its beginning, 1 its end. */
export function placeOn(bars: readonly Bar[], atMs: number): number {
  const [first, second] = bars
  if (!first) return 0
  const stepMs = Math.max(1, (second?.atMs ?? first.atMs + 1) - first.atMs)
  return Math.min(1, Math.max(0, (atMs - first.atMs) / (stepMs * bars.length)))
}
