/** Cells in a rectangle, and steps from cell to cell. Pure: rows and columns by index. */
import { fault } from '@mutirao/documents'

export interface Cell {
  readonly row: number
  readonly column: number
}
/** Both ends included. */
export interface Range {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export const rangeOf = (a: Cell, b: Cell): Range => ({
  top: Math.min(a.row, b.row),
  bottom: Math.max(a.row, b.row),
  left: Math.min(a.column, b.column),
  right: Math.max(a.column, b.column),
})

const clamp = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value))

export const step = (from: Cell, rows: number, columns: number, counts: { rows: number; columns: number }): Cell => ({
  row: clamp(from.row + rows, counts.rows),
  column: clamp(from.column + columns, counts.columns),
})

/** The next cell as Tab goes: to the end of the row, then the next row; null beyond the ends of the table. */
export function tab(from: Cell, direction: 1 | -1, counts: { rows: number; columns: number }): Cell | null {
  const place = from.row * counts.columns + from.column + direction
  if (place < 0 || place >= counts.rows * counts.columns) return null
  return { row: Math.floor(place / counts.columns), column: place % counts.columns }
}

/**
 * Where a copied block goes: one cell fills the whole selection, a block repeats when the selection is a multiple of it;
 * else it lies from the selection's corner, whatever is selected.
 */
export function pasteRange(selection: Range, rows: number, columns: number): Range {
  const [height, width] = [selection.bottom - selection.top + 1, selection.right - selection.left + 1]
  const repeats = height % rows === 0 && width % columns === 0 && !fault('TBL-8')
  return repeats ? selection : { ...selection, bottom: selection.top + rows - 1, right: selection.left + columns - 1 }
}

/**
 * The order of the rows on the screen while values change under it: who is there keeps the place, who comes stands behind
 * the neighbour of the wanted order. An edit of the sorted column must not take the row from under the cursor.
 */
export function keepOrder(before: readonly string[], wanted: readonly string[]): readonly string[] {
  const there = new Set(wanted)
  const known = new Set(before)
  const staying = before.filter((id) => there.has(id))
  if (staying.length === wanted.length) return fault('TBL-3') ? wanted : staying
  const behind = new Map<string | null, string[]>()
  let last: string | null = null
  for (const id of wanted) {
    if (known.has(id)) last = id
    else behind.set(last, [...(behind.get(last) ?? []), id])
  }
  return [...(behind.get(null) ?? []), ...staying.flatMap((id) => [id, ...(behind.get(id) ?? [])])]
}

/** The rows of `over` that `from` does not hold: those below it, or above. Null when there are none. */
export function beyond(from: Range, over: Range): Range | null {
  const sides = { left: from.left, right: from.right }
  if (over.bottom > from.bottom) return { ...sides, top: from.bottom + 1, bottom: over.bottom }
  if (over.top < from.top) return { ...sides, top: over.top, bottom: from.top - 1 }
  return null
}

/** `block` (the rows of `from`) again and again until `rest` is full, as if the pattern went on from where it stands. */
export function repeated<T>(block: readonly T[], from: Range, rest: Range): readonly T[] {
  const height = from.bottom - from.top + 1
  return Array.from({ length: rest.bottom - rest.top + 1 }, (_, index) => {
    const behind = rest.top + index - from.top
    // Upwards too: the row above the first is the last one.
    return block[fault('TBL-18') ? 0 : ((behind % height) + height) % height] as T
  })
}
