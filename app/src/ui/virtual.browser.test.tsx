import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useVirtualList, type VirtualList } from './virtual.ts'

const allKeys = Array.from({ length: 10_000 }, (_, i) => i)
/** Thought to be 50 px high, the rows are from 30 to 129. */
const heightOf = (key: number) => 30 + ((key * 37) % 100)

interface RowsProps {
  readonly onList: (list: VirtualList) => void
  /** How much higher than usual every second row is. */
  readonly moreAtEvenPx?: number
  readonly keys?: readonly number[]
  readonly rowPx?: number
}

function Rows({ onList, moreAtEvenPx = 0, keys = allKeys, rowPx = 50 }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualList({ keys, scroller: () => scroller.current, rowPx, gapPx: 4, overscan: 4 })
  onList(list)
  return (
    <div ref={scroller} style={{ height: 500, overflowY: 'auto' }}>
      <div style={{ position: 'relative', height: list.totalPx() }}>
        {list.rows().map((row) => (
          <div
            key={row.key}
            ref={list.measure}
            data-index={row.index}
            style={{ position: 'absolute', inset: '0 0 auto', transform: `translateY(${row.startPx}px)` }}
          >
            <div style={{ height: heightOf(row.index) + (row.index % 2 === 0 ? moreAtEvenPx : 0) }}>{row.index}</div>
          </div>
        ))}
      </div>
    </div>
  )
}

let root: Root | null = null
afterEach(() => {
  root?.unmount()
  document.body.replaceChildren()
})

function open() {
  const place = document.body.appendChild(document.createElement('div'))
  const made = createRoot(place)
  root = made
  let list: VirtualList | null = null
  const render = (props: Omit<RowsProps, 'onList'> = {}) =>
    flushSync(() => made.render(<Rows onList={(one) => (list = one)} {...props} />))
  render()
  const scroller = place.firstElementChild
  if (!(scroller instanceof HTMLElement)) throw new Error('nothing to scroll')
  const shown = () => [...scroller.querySelectorAll<HTMLElement>('[data-index]')]
  const box = (index: number) => scroller.querySelector(`[data-index="${index}"]`)?.getBoundingClientRect()
  const use = (): VirtualList => {
    if (list === null) throw new Error('not rendered')
    return list
  }
  return { scroller, shown, box, use, render }
}

/** Every row stands right below the one before it. */
function expectNoHoles(rows: readonly HTMLElement[]) {
  const boxes = rows.map((row) => row.getBoundingClientRect())
  for (const [i, { bottom }] of boxes.entries())
    if (boxes[i + 1] !== undefined) expect(Math.round((boxes[i + 1]?.top ?? 0) - bottom)).toBe(4)
}

describe('a long list', () => {
  it('[DSN-2] holds only the rows near the screen, without holes, wherever it is scrolled', async () => {
    const { scroller, shown } = open()
    for (const px of [0, 3_000, 200_000, 100_000, 999_999_999]) {
      scroller.scrollTop = px
      await vi.waitFor(() => {
        const edge = scroller.getBoundingClientRect()
        const boxes = shown().map((row) => row.getBoundingClientRect())
        expect(Math.min(...boxes.map(({ top }) => top))).toBeLessThanOrEqual(edge.top)
        expect(Math.max(...boxes.map(({ bottom }) => bottom))).toBeGreaterThanOrEqual(edge.bottom - 4)
        expectNoHoles(shown())
      })
      expect(shown().length).toBeLessThan(30)
    }
  })

  it('[DSN-3] reveals any row whole, though nobody knows yet how high those around it are', async () => {
    const { scroller, box, use } = open()
    const inside = (index: number) => {
      const [row, edge] = [box(index), scroller.getBoundingClientRect()]
      return row !== undefined && row.top >= edge.top - 1 && row.bottom <= edge.bottom + 1
    }
    for (const index of [9_999, 5_000, 5_007, 17, 0]) {
      use().reveal(index)
      await vi.waitFor(() => expect([index, inside(index)]).toEqual([index, true]))
    }
    const before = scroller.scrollTop
    use().reveal(2)
    expect(scroller.scrollTop).toBe(before)
  })

  it('[DSN-4] what one looks at stays where it is when rows above it become higher', async () => {
    const { scroller, shown, box, render } = open()
    scroller.scrollTop = 200_000
    const edge = scroller.getBoundingClientRect()
    await vi.waitFor(() => {
      expect(shown()[0]?.getBoundingClientRect().top).toBeLessThanOrEqual(edge.top)
      expect(shown().at(-1)?.getBoundingClientRect().bottom).toBeGreaterThanOrEqual(edge.bottom)
      expectNoHoles(shown())
    })
    // The first row that is whole in sight and not one of those that grow.
    const seen = shown().find(
      (row) => row.getBoundingClientRect().top >= edge.top && Number(row.dataset['index']) % 2 === 1,
    )
    const index = Number(seen?.dataset['index'])
    const above = shown().filter((row) => Number(row.dataset['index']) < index)
    expect(above.filter((row) => Number(row.dataset['index']) % 2 === 0).length).toBeGreaterThan(1)
    const topPx = box(index)?.top ?? 0
    render({ moreAtEvenPx: 60 })
    await vi.waitFor(() => {
      expectNoHoles(shown())
      expect(Math.abs((box(index)?.top ?? 0) - topPx)).toBeLessThanOrEqual(1)
    })
  })

  it('[DSN-7] other rows: those in sight come first, those around them once these are painted; what was there stays', async () => {
    const { scroller, shown, render } = open()
    const rowPx = 80
    render({ rowPx })
    await vi.waitFor(() => expect(below(shown(), scroller)).toHaveLength(4))
    const other = allKeys.map((key) => key + 20_000)
    render({ rowPx, keys: other })
    expectNoHoles(shown())
    // The heights are not as thought: one more or less.
    expect(below(shown(), scroller).length).toBeLessThan(2)
    expect(shown().at(-1)?.getBoundingClientRect().bottom).toBeGreaterThan(scroller.getBoundingClientRect().bottom - 4)
    await vi.waitFor(() => expect(below(shown(), scroller)).toHaveLength(4))
    // One row goes: the one that moves up into the margin can wait, the others of it are there already.
    render({ rowPx, keys: other.slice(1) })
    expect(below(shown(), scroller).length).toBeGreaterThanOrEqual(2)
    await vi.waitFor(() => expect(below(shown(), scroller)).toHaveLength(4))
  })
})

/** The rows that exist below those in sight. */
const below = (rows: readonly HTMLElement[], scroller: HTMLElement) =>
  rows.filter((row) => row.getBoundingClientRect().top >= scroller.getBoundingClientRect().bottom)
