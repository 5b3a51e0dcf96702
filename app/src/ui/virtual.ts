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

const same = (a: RowSpan, b: RowSpan): boolean => a.from === b.from && a.to === b.to

let waiting = new Set<() => void>()
/** Runs when what was just rendered is on the screen; all that wait run in one task, so that React renders them together. */
function afterPaint(run: () => void): void {
  if (waiting.size === 0)
    requestAnimationFrame(() =>
      setTimeout(() => {
        const now = waiting
        waiting = new Set()
        for (const one of now) one()
      }),
    )
  waiting.add(run)
}

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
  /** The rows may have moved under the scroller, so that where it stands has to be read: a layout for every list. */
  let isMoved = true
  /** Other rows came: those nobody sees yet are not made before those in sight are painted. */
  let isThin = false
  let inSight: RowSpan = { from: 0, to: 0 }
  /** The rows of the last render, and of the last one on the page. */
  let made: readonly RowKey[] = []
  let isHeldBack = false
  let present: ReadonlySet<RowKey> = new Set()
  let revealing: { readonly index: number; rounds: number } | null = null

  const span = (overscan = options.overscan): RowSpan => {
    const topPx = scrolledPx - (options.abovePx ?? 0)
    return heightPx === 0 ? { from: 0, to: 0 } : rows.span(topPx, topPx + heightPx, overscan)
  }
  const ask = () => {
    isAsked = true
    render()
  }
  const renderIfOther = () => {
    if (!same(span(), shown) || (isThin && !same(span(0), inSight))) ask()
  }
  const thicken = () => {
    if (!isThin) return
    isThin = false
    if (scroller && isHeldBack) ask()
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
    isMoved = true
    scroller = next
    if (!next) return
    // Of this one nothing is known yet.
    scrolledPx = heightPx = 0
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
      const isOther = rows.count() === 0 || next.keys !== options.keys
      // Not in answer to a render of its own: keys made anew with every render would never let it end.
      isThin ||= isOther && !isAsked && !fault('DSN-7')
      isAsked = false
      isStale ||= next.rowPx !== options.rowPx
      if (isOther || next.rowPx !== options.rowPx || next.gapPx !== options.gapPx) {
        rows.set(next.keys, next.rowPx, next.gapPx ?? 0)
        isMoved = true
      }
      isMoved ||= next.abovePx !== options.abovePx
      options = next
      shown = span()
      inSight = span(0)
    },
    /** After every render: what it changed is looked at before anybody sees it. */
    settle() {
      const next = options.scroller()
      if (next !== scroller) attach(next)
      // At the very top nothing moves it (and its height is observed): to read it there would lay out the page once more.
      if (revealing || (isMoved && (scrolledPx > 0 || heightPx === 0))) look()
      isMoved = false
      present = new Set(made)
      if (isThin) afterPaint(thicken)
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
      const { keep = -1, keys } = options
      const indexes = Array.from({ length: shown.to - shown.from }, (_, i) => shown.from + i)
      if (keep >= 0 && (keep < shown.from || keep >= shown.to)) indexes.push(keep)
      const exists = (index: number) =>
        !isThin || (index >= inSight.from && index < inSight.to) || index === keep || present.has(keys[index] ?? '')
      const existing = indexes.filter(exists)
      isHeldBack = existing.length < indexes.length
      const now = existing.flatMap((index) => rows.box(index) ?? [])
      made = now.map(({ key }) => key)
      return now
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
      thicken()
      look()
      goOnRevealing()
      renderIfOther()
    },
  }
}
