import type { Cell, SheetColumn } from './column.ts'

/** Takes rows as they come and gives the file at the end. */
export interface FileWriter {
  rows(rows: readonly (readonly Cell[])[]): void
  /** The pieces of the file, in order. Nothing may follow. */
  finish(): readonly Uint8Array<ArrayBuffer>[]
}

export const formats = ['xlsx', 'csv-br', 'csv', 'json'] as const
export type Format = (typeof formats)[number]

/** What a file is about, besides its rows. */
export interface FileHead {
  readonly format: Format
  readonly columns: readonly SheetColumn[]
  /** Name of the board. */
  readonly title: string
  /** ISO 4217. */
  readonly currency: string
}
