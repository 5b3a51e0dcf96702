/** How one person has arranged the table of one board: which columns, in which order, how wide, how many stay in sight. */
import { fault } from '@mutirao/documents'
import { isRecord } from '../../../engine/index.ts'
import { firstHidden, type Column } from './columns.ts'

export interface Layout {
  /** Column ids in the chosen order; those that are not in it follow in their first order. */
  readonly order: readonly string[]
  readonly hidden: readonly string[]
  /** Pixels by column id, where somebody changed it. */
  readonly widths: Readonly<Record<string, number>>
  /** The first so many columns stay in sight. */
  readonly frozen: number
}

export const firstLayout: Layout = { order: [], hidden: firstHidden, widths: {}, frozen: 1 }
export const minWidthPx = 64
const maxWidthPx = 800
const clampWidth = (width: number): number => Math.round(Math.max(minWidthPx, Math.min(maxWidthPx, width)))

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []

/** What stands in the person's document, which another version may have written. */
export function readLayout(raw: unknown): Layout {
  if (!isRecord(raw)) return firstLayout
  const widths: Record<string, number> = {}
  if (isRecord(raw['widths']))
    for (const [id, width] of Object.entries(raw['widths']))
      if (typeof width === 'number') widths[id] = clampWidth(width)
  const frozen = Number.isInteger(raw['frozen']) ? Math.max(0, raw['frozen'] as number) : 1
  return { order: texts(raw['order']), hidden: texts(raw['hidden']), widths, frozen }
}

/** All columns in the person's order. A column nobody has placed stands where it is by nature: behind the one before it. */
export function ordered(all: readonly Column[], { order }: Layout): readonly Column[] {
  if (order.length === 0) return all
  const byId = new Map<string, Column>(all.map((column) => [column.id, column]))
  const placed = order.flatMap((id) => byId.get(id) ?? [])
  const known = new Set<string>(order)
  for (const [index, column] of all.entries()) {
    if (known.has(column.id)) continue
    const before = placed.findLastIndex(({ id }) => id === all[index - 1]?.id)
    placed.splice(before < 0 ? placed.length : before + 1, 0, column)
  }
  return placed
}

/** The columns on the screen with their widths. The title cannot be hidden: a row without a name says nothing. */
export function visible(all: readonly Column[], layout: Layout): readonly Column[] {
  const hidden = new Set(layout.hidden)
  return ordered(all, layout)
    .filter(({ id }) => id === 'title' || !hidden.has(id))
    .map((column) => {
      const widthPx = layout.widths[column.id]
      return widthPx === undefined ? column : { ...column, widthPx }
    })
}

export const resized = (layout: Layout, id: string, widthPx: number): Layout => ({
  ...layout,
  widths: { ...layout.widths, [id]: clampWidth(widthPx) },
})

export const shownOrHidden = (layout: Layout, id: string, isShown: boolean): Layout => ({
  ...layout,
  hidden:
    isShown || fault('TBL-12') ? layout.hidden.filter((other) => other !== id) : [...new Set([...layout.hidden, id])],
})

/** Puts a column before another one, or to the end. */
export function moved(all: readonly Column[], layout: Layout, id: string, beforeId: string | null): Layout {
  const ids = ordered(all, layout).map((column): string => column.id)
  const rest = ids.filter((other) => other !== id)
  const at = beforeId === null ? rest.length : rest.indexOf(beforeId)
  return id === beforeId ? layout : { ...layout, order: rest.toSpliced(at < 0 ? rest.length : at, 0, id) }
}
