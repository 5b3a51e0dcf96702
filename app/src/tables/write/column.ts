/** What the cells of a column hold: cents, a number, `YYYY-MM-DD`, or text. */
export type ColumnType = 'text' | 'money' | 'number' | 'day'

/** Money in cents, numbers as they are, everything else as text; null is an empty cell. */
export type Cell = string | number | null

/** A column of a file. */
export interface SheetColumn {
  readonly id: string
  readonly header: string
  readonly type: ColumnType
}
