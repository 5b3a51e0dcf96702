import { fault } from '@mutirao/documents/faults'

/** Where the rows of a long list stand, of which only those once seen have a known height. Pure. */

export type RowKey = string | number

export interface VirtualRow {
  readonly key: RowKey
  readonly index: number
  /** From the top of the list. */
  readonly startPx: number
  readonly sizePx: number
}

/** Indexes; `to` is not one of them. */
export interface RowSpan {
  readonly from: number
  readonly to: number
}

export interface Rows {
  /** A measured height belongs to its key and stays when rows come, go or change places; another estimate forgets all. */
  readonly set: (keys: readonly RowKey[], estimatePx: number, gapPx: number) => void
  readonly count: () => number
  readonly totalPx: () => number
  readonly box: (index: number) => VirtualRow | undefined
  /** The row at a height of the list, or the nearest; undefined when there is none. */
  readonly at: (yPx: number) => VirtualRow | undefined
  /** By how much the row is higher than it was thought to be. */
  readonly measure: (index: number, sizePx: number) => number
  /** The rows between two heights of the list, and `overscan` more on both sides. */
  readonly span: (topPx: number, bottomPx: number, overscan: number) => RowSpan
}

export function createRows(): Rows {
  const measuredPx = new Map<RowKey, number>()
  let keys: readonly RowKey[] = []
  let estimatePx = 0
  let gapPx = 0
  /** Known as far as somebody asked: a height measured on the screen must not add up ten thousand rows below it. */
  let starts = new Float64Array(1)
  let knownTo = 0
  /** How much the measured rows are higher than the estimate, together. */
  let excessPx = 0

  const sizeOf = (index: number): number => {
    const key = keys[index]
    return (key === undefined ? undefined : measuredPx.get(key)) ?? estimatePx
  }
  const know = (index: number) => {
    for (; knownTo < index; knownTo++) {
      starts[knownTo + 1] = (starts[knownTo] ?? 0) + sizeOf(knownTo) + gapPx
    }
  }
  const box = (index: number): VirtualRow | undefined => {
    const key = keys[index]
    if (key === undefined) return undefined
    know(index)
    return { key, index, startPx: starts[index] ?? 0, sizePx: sizeOf(index) }
  }
  /** The last row that starts at or above this height. */
  const indexAt = (yPx: number): number => {
    while (knownTo < keys.length - 1 && (starts[knownTo] ?? 0) <= yPx) know(knownTo + 1)
    let [low, high] = [0, knownTo]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= yPx) low = middle
      else high = middle - 1
    }
    return Math.min(low, keys.length - 1)
  }

  return {
    set(nextKeys, nextEstimatePx, nextGapPx) {
      const isOtherSize = nextEstimatePx !== estimatePx || nextGapPx !== gapPx
      if (nextEstimatePx !== estimatePx) measuredPx.clear()
      // Rows that only came at the end (an import, chunk by chunk) change nothing above them.
      const same = isOtherSize ? 0 : samePrefix(keys, nextKeys)
      const isLonger = !isOtherSize && same === keys.length
      keys = nextKeys
      estimatePx = nextEstimatePx
      gapPx = nextGapPx
      if (starts.length <= keys.length) starts = grown(starts, keys.length + 1)
      knownTo = Math.min(knownTo, same)
      if (!isLonger) excessPx = 0
      if (measuredPx.size > 0)
        for (let index = isLonger ? same : 0; index < keys.length; index++) excessPx += sizeOf(index) - estimatePx
    },
    count: () => keys.length,
    totalPx: () => (keys.length === 0 ? 0 : keys.length * (estimatePx + gapPx) - gapPx + excessPx),
    box,
    at: (yPx) => box(indexAt(yPx)),
    measure(index, sizePx) {
      const key = keys[index]
      if (key === undefined) return 0
      const grownPx = sizePx - sizeOf(index)
      measuredPx.set(key, sizePx)
      if (grownPx === 0) return 0
      excessPx += grownPx
      knownTo = Math.min(knownTo, index)
      return grownPx
    },
    span(topPx, bottomPx, overscan) {
      if (keys.length === 0) return { from: 0, to: 0 }
      const from = Math.max(0, indexAt(topPx) - (fault('DSN-2') ? overscan * 20 : overscan))
      return { from, to: Math.min(keys.length, indexAt(Math.max(topPx, bottomPx)) + 1 + overscan) }
    },
  }
}

function samePrefix(a: readonly RowKey[], b: readonly RowKey[]): number {
  const length = Math.min(a.length, b.length)
  let same = 0
  while (same < length && a[same] === b[same]) same++
  return same
}

function grown(starts: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const next = new Float64Array(length + (length >> 1))
  next.set(starts)
  return next
}
