import type { Cell, SheetColumn } from './column.ts'

/** `view`: what the query on the screen shows, in its order. */
export type ExportScope = 'view' | 'all'

/** A list behind the dialog that takes it out as a file. */
export interface ExportSource {
  readonly title: string
  readonly currency: string
  readonly columns: readonly SheetColumn[]
  readonly counts: Readonly<Record<ExportScope, number>>
  /** The entries of this moment, and a way to read them as rows piece by piece. */
  read(
    scope: ExportScope,
    columns: readonly SheetColumn[],
  ): { readonly total: number; readonly rows: (from: number, to: number) => readonly (readonly Cell[])[] }
  /** What it is called that leaves. */
  readonly say: {
    readonly title: string
    all(count: string): string
    start(count: number): string
    done(count: number, name: string): string
  }
}
