import { fault } from '@mutirao/documents/faults'
import { useLayoutEffect, useReducer, useState } from 'react'
import { createRows, type RowKey, type RowSpan, type VirtualRow } from './virtual-rows.ts'

export interface VirtualListOptions {
  /** One per row. Another array means that rows came, went or changed places. */
  readonly keys: readonly RowKey[]
  /** The element that scrolls; it is there when the list's effects run. */
  readonly scroller: () => HTMLElement | null
  /** The height of a row nobody has seen yet. */
  readonly rowPx: number
  readonly gapPx?: number
  /** Rows that exist on both sides of those in sight. */
  readonly overscan: number
  /** What stands above the rows in the same scroller. */
  readonly abovePx?: number
  /** The index of a row that exists wherever it is, or -1. */
  readonly keep?: number
}

/** Its identity never changes; what it says is that of the last render. */
export interface VirtualList {
  readonly totalPx: () => number
  /** Those that shall exist. */
  readonly rows: () => readonly VirtualRow[]
  readonly box: (index: number) => VirtualRow | undefined
  /** The row at a height of the list, or the nearest. */
  readonly at: (yPx: number) => VirtualRow | undefined
  /** For the `ref` of every row whose height is not exactly `rowPx`; the element says its index in `data-index`. */
  readonly measure: (element: HTMLElement | null) => void
  /** Scrolls as little as needed until the whole row is in sight. */
  readonly reveal: (index: number) => void
}

/**
 * Only the rows near the screen exist. It renders again when other rows shall, or when one turned out to have another
 * height, never synchronously inside a scroll event (the overscan covers that frame).
 */
export function useVirtualList(options: VirtualListOptions): VirtualList {
  const [, render] = useReducer((count: number) => count + 1, 0)
  const [list] = useState(() => createVirtualList(options, render))
  list.update(options)
  useLayoutEffect(() => list.detach, [list])
  useLayoutEffect(() => list.settle())
  return list
}

/** Heights may change once more when a revealed row and its neighbours are measured; then it must hold. */
const maxRevealRounds = 8

function createVirtualList(first: VirtualListOptions, render: () => void) {
  const rows = createRows()
  const elements = new Set<HTMLElement>()
  let options = first
  let scroller: HTMLElement | null = null
  let [scrolledPx, heightPx] = [0, 0]
  let shown: RowSpan = { from: 0, to: 0 }
  /** Rows above those in sight have become so much higher. */
  let grownAbovePx = 0
  let isStale = false
  let isAsked = false
  let revealing: { readonly index: number; rounds: number } | null = null

  const span = (): RowSpan => {
    const topPx = scrolledPx - (options.abovePx ?? 0)
    return heightPx === 0 ? { from: 0, to: 0 } : rows.span(topPx, topPx + heightPx, options.overscan)
  }
  const ask = () => {
    isAsked = true
    render()
  }
  const renderIfOther = () => {
    const next = span()
    if (next.from !== shown.from || next.to !== shown.to) ask()
  }
  const look = () => {
    scrolledPx = Math.max(0, scroller?.scrollTop ?? 0)
    heightPx = scroller?.clientHeight ?? 0
  }
  const onScroll = () => {
    look()
    renderIfOther()
  }
  const take = (element: HTMLElement) => {
    // What is not displayed at all says nothing about heights.
    if (element.offsetHeight === 0 && (scroller?.clientHeight ?? 0) === 0) return
    const index = Number(element.dataset['index'])
    const before = rows.box(index)
    const grownPx = rows.measure(index, element.offsetHeight)
    if (grownPx === 0 || !before) return
    // Those measured before it have already moved it down.
    const foldPx = scrolledPx + grownAbovePx - (options.abovePx ?? 0)
    if (before.startPx < foldPx && !fault('DSN-4')) grownAbovePx += grownPx
    ask()
  }
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target !== scroller) take(target as HTMLElement)
      else onScroll()
    }
  })
  const detach = () => {
    observer.disconnect()
    scroller?.removeEventListener('scroll', onScroll)
    scroller = null
  }
  const attach = (next: HTMLElement | null) => {
    detach()
    scroller = next
    if (!next) return
    next.addEventListener('scroll', onScroll, { passive: true })
    for (const element of [next, ...elements]) observer.observe(element)
  }
  const scrollTo = (px: number) => {
    if (scroller) scroller.scrollTop = px
    look()
  }
  const goOnRevealing = () => {
    if (!revealing || !scroller) return
    const { index } = revealing
    const row = rows.box(index)
    if (!row) return void (revealing = null)
    const startPx = row.startPx + (options.abovePx ?? 0)
    const endPx = startPx + row.sizePx
    const wantedPx = startPx < scrolledPx ? startPx : Math.max(scrolledPx, endPx - heightPx)
    const isThere = Math.abs(wantedPx - scrolledPx) < 1
    if (!isThere) scrollTo(wantedPx)
    // Its height is known when it exists and nothing is to be rendered again.
    const isSettled = isThere && !isAsked && index >= shown.from && index < shown.to
    if (isSettled || ++revealing.rounds > (fault('DSN-3') ? 0 : maxRevealRounds)) revealing = null
  }

  return {
    detach,
    update(next: VirtualListOptions) {
      const isFirst = rows.count() === 0
      isAsked = false
      isStale ||= next.rowPx !== options.rowPx
      if (isFirst || next.keys !== options.keys || next.rowPx !== options.rowPx || next.gapPx !== options.gapPx)
        rows.set(next.keys, next.rowPx, next.gapPx ?? 0)
      options = next
      shown = span()
    },
    /** After every render: what it changed is looked at before anybody sees it. */
    settle() {
      const next = options.scroller()
      if (next !== scroller) attach(next)
      look()
      for (const element of elements) {
        if (!element.isConnected) {
          elements.delete(element)
          observer.unobserve(element)
        } else if (isStale) take(element)
      }
      isStale = false
      if (grownAbovePx !== 0) scrollTo(scrolledPx + grownAbovePx)
      grownAbovePx = 0
      goOnRevealing()
      renderIfOther()
    },
    totalPx: rows.totalPx,
    rows() {
      const { keep = -1 } = options
      const indexes = Array.from({ length: shown.to - shown.from }, (_, i) => shown.from + i)
      if (keep >= 0 && (keep < shown.from || keep >= shown.to)) indexes.push(keep)
      return indexes.flatMap((index) => rows.box(index) ?? [])
    },
    box: rows.box,
    at: rows.at,
    measure(element: HTMLElement | null) {
      if (!element) return
      elements.add(element)
      observer.observe(element)
      take(element)
    },
    reveal(index: number) {
      revealing = { index, rounds: 0 }
      look()
      goOnRevealing()
      renderIfOther()
    },
  }
}
