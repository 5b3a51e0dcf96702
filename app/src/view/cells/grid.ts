/**
 * Where the person is in the table: the active cell, the selection that grows from it, the cell being edited. Outside
 * React, so that a step renders the two rows it concerns and no other. Cells are named by row and column, not by place:
 * the cursor stays on its row when rows move.
 */
import { fault } from '@mutirao/documents'
import { rangeOf, step, tab, type Cell, type Range } from './range.ts'

/** All a cursor has to know of a column. */
export interface GridColumn {
  readonly id: string
}

export interface Place {
  readonly rowId: string
  readonly columnId: string
}

/** What one row has to know: the selected columns in it, the active one, and what is typed over it. The same object while equal. */
export interface RowMark {
  readonly from: number
  readonly to: number
  /** Index of the active column, or -1. */
  readonly active: number
  /** The active cell is edited, beginning with this text; null text: with what stands there. */
  readonly editing: { readonly seed: string | null } | null
  /** The selection ends in this row: its last cell has the handle that fills. */
  readonly isEnd: boolean
}
const unmarked: RowMark = Object.freeze({ from: -1, to: -1, active: -1, editing: null, isEnd: false })

export interface Grid<Column extends GridColumn = GridColumn> {
  readonly subscribe: (listener: () => void) => () => void
  rows(): readonly string[]
  columns(): readonly Column[]
  setRows(rows: readonly string[]): void
  setColumns(columns: readonly Column[]): void
  /** null while there is no cell. */
  active(): Cell | null
  activePlace(): Place | null
  range(): Range | null
  editing(): boolean
  mark(rowId: string): RowMark
  /** Number of changes so far: for those who follow everything. */
  version(): number
  go(to: Cell, extend?: boolean): void
  goTo(place: Place, extend?: boolean): void
  move(rows: number, columns: number, extend?: boolean): void
  /** False beyond the first or last cell. */
  tab(direction: 1 | -1): boolean
  selectAll(): void
  select(range: Range): void
  collapse(): void
  edit(seed: string | null): void
  endEdit(): void
}

class LiveGrid<Column extends GridColumn> implements Grid<Column> {
  readonly #listeners = new Set<() => void>()
  #rows: readonly string[] = []
  #columns: readonly Column[] = []
  #rowAt = new Map<string, number>()
  #columnAt = new Map<string, number>()
  #active: Place | null = null
  #anchor: Place | null = null
  /** Where the active cell was last: the cursor stays there when its row goes. */
  #lastAt: Cell = { row: 0, column: 0 }
  #editing: { readonly seed: string | null } | null = null
  /** Keeps its identity while the place is the same. */
  #cell: Cell | null = null
  readonly #marks = new Map<string, RowMark>()
  /** Only for the named fault: marks that are new after every step. */
  readonly #markedAt = new Map<string, number>()
  #version = 0

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  rows = () => this.#rows
  columns = () => this.#columns
  version = () => this.#version
  editing = () => this.#editing !== null
  active = (): Cell | null => {
    const cell = this.#cellOf(this.#active)
    const known = this.#cell
    if (cell?.row !== known?.row || cell?.column !== known?.column) this.#cell = cell
    return this.#cell
  }
  activePlace = () => this.#active

  range = (): Range | null => {
    const active = this.active()
    return active && rangeOf(this.#cellOf(this.#anchor) ?? active, active)
  }

  mark = (rowId: string): RowMark => {
    const range = this.range()
    const row = this.#rowAt.get(rowId) ?? -1
    const isMarked = range !== null && row >= range.top && row <= range.bottom
    if (!isMarked && !fault('TBL-2')) return unmarked
    const [from, to] = isMarked ? [range.left, range.right] : [-1, -1]
    const isActive = this.#active?.rowId === rowId
    const active = isActive ? (this.active()?.column ?? -1) : -1
    const editing = isActive ? this.#editing : null
    const isEnd = isMarked && row === range.bottom
    const known = this.#marks.get(rowId)
    const same = known?.from === from && known.to === to && known.active === active && known.isEnd === isEnd
    const isOld = fault('TBL-2') && this.#markedAt.get(rowId) !== this.#version
    if (known && same && known.editing === editing && !isOld) return known
    const mark: RowMark = Object.freeze({ from, to, active, editing, isEnd })
    this.#marks.set(rowId, mark)
    if (fault('TBL-2')) this.#markedAt.set(rowId, this.#version)
    return mark
  }

  setRows = (rows: readonly string[]): void => {
    if (rows === this.#rows) return
    const chosen = this.#chosen()
    this.#rows = rows
    this.#rowAt = new Map(rows.map((id, index) => [id, index]))
    this.#settle(chosen)
  }
  setColumns = (columns: readonly Column[]): void => {
    if (columns === this.#columns) return
    const chosen = this.#chosen()
    this.#columns = columns
    this.#columnAt = new Map(columns.map(({ id }, index) => [id, index]))
    this.#settle(chosen)
  }

  go = (to: Cell, extend = false): void => {
    const place = this.#placeOf(to)
    if (place) this.goTo(place, extend)
  }
  goTo = (place: Place, extend = false): void => {
    this.#active = place
    if (!extend || this.#anchor === null) this.#anchor = place
    this.#editing = null
    this.#tell()
  }
  move = (rows: number, columns: number, extend = false): void => {
    const from = this.active() ?? this.#lastAt
    this.go(step(from, rows, columns, this.#counts()), extend)
  }
  tab = (direction: 1 | -1): boolean => {
    const next = tab(this.active() ?? this.#lastAt, direction, this.#counts())
    if (next) this.go(next)
    return next !== null
  }
  select = (range: Range): void => {
    const [from, to] = [
      this.#placeOf({ row: range.top, column: range.left }),
      this.#placeOf({ row: range.bottom, column: range.right }),
    ]
    if (!from || !to) return
    // The cursor stays at the corner it came from; the far corner is the anchor.
    this.#active = from
    this.#anchor = to
    this.#tell()
  }
  selectAll = (): void => {
    this.select({ top: 0, left: 0, bottom: this.#rows.length - 1, right: this.#columns.length - 1 })
  }
  collapse = (): void => {
    this.#anchor = this.#active
    this.#tell()
  }
  edit = (seed: string | null): void => {
    if (!this.#active) return
    this.#editing = { seed }
    this.#tell()
  }
  endEdit = (): void => {
    if (!this.#editing) return
    this.#editing = null
    this.#tell()
  }

  #counts = () => ({ rows: this.#rows.length, columns: this.#columns.length })
  #cellOf(place: Place | null): Cell | null {
    const row = place && this.#rowAt.get(place.rowId)
    const column = place && this.#columnAt.get(place.columnId)
    return typeof row === 'number' && typeof column === 'number' ? { row, column } : null
  }
  #placeOf({ row, column }: Cell): Place | null {
    const [rowId, found] = [this.#rows[row], this.#columns[column]]
    return rowId === undefined || !found ? null : { rowId, columnId: found.id }
  }

  /** Rows and columns of the selection, by name. */
  #chosen(): ReadonlySet<string> {
    const range = this.range()
    if (!range) return new Set()
    return new Set([
      ...this.#rows.slice(range.top, range.bottom + 1),
      ...this.#columns.slice(range.left, range.right + 1).map(({ id }) => id),
    ])
  }

  /**
   * After rows or columns changed: who stood on something that is gone stands at the same place now, and a selection whose
   * corners moved apart (another order, a card that came between) falls back to its cell. Whoever clears, fills or pastes
   * must never reach what they did not choose.
   */
  #settle(before: ReadonlySet<string>): void {
    if (this.#active && !this.#cellOf(this.#active)) {
      this.#active = this.#placeOf(step(this.#lastAt, 0, 0, this.#counts()))
      this.#anchor = this.#active
      this.#editing = null
    }
    if (this.#anchor && !this.#cellOf(this.#anchor)) this.#anchor = this.#active
    const reaches = [...this.#chosen()].every((id) => before.has(id))
    if (!reaches && !fault('TBL-19')) this.#anchor = this.#active
    this.#tell()
  }
  #tell(): void {
    this.#version++
    this.#lastAt = this.active() ?? this.#lastAt
    for (const listener of this.#listeners) listener()
  }
}

export const createGrid = <Column extends GridColumn>(): Grid<Column> => new LiveGrid<Column>()
