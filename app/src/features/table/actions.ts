/** What a person does to cells. Each is one step of undo; what cannot be written is told, the rest is done. */
import type { CellEdit } from '@mutirao/documents'
import type { FieldEdits } from '../../engine/index.ts'
import type { Grid } from '../../view/cells/grid.ts'
import type { CellContent, Column } from './model/columns.ts'
import { planClear, planFill, planPaste, type Plan, type Trouble } from './model/plan.ts'
import { beyond, repeated, type Range } from '../../view/cells/range.ts'
import { readTsv, writeTsv } from '../../view/cells/tsv.ts'
import { typed, type CellProblem } from './model/typed.ts'
import { plain, valueOf, type Surroundings } from './model/values.ts'

export interface Told {
  readonly what: 'paste' | 'fill' | 'clear' | 'edit'
  /** Cells that were written (or already held it). */
  readonly cells: number
  readonly troubles: readonly Trouble[]
  readonly cut: Plan['cut']
}

export interface Actions {
  /** Text typed into the active cell. The problem when it cannot be written; then nothing was. */
  commit(cardId: string, column: Column, text: string): CellProblem | null
  /** A value chosen from a list. */
  choose(cardId: string, content: CellContent): void
  /** Typed text that could not be written when the cell was left: nothing typed goes without a word. */
  tellLost(cardId: string, column: Column, text: string, problem: CellProblem): void
  /** The typed text into every selected cell. */
  fill(text: string): void
  /** The first row of the selection into the rows below it. */
  fillDown(): void
  /** The cells of `from` into the rest of `over`, again and again, by whole rows above or below. */
  fillOver(from: Range, over: Range): void
  clear(): void
  /** The selected cells as spreadsheets take them; null when nothing is selected. */
  copy(): string | null
  paste(text: string): void
}

export interface ActionsOptions {
  readonly grid: Grid<Column>
  readonly edits: FieldEdits
  readonly around: Surroundings
  readonly tell: (told: Told) => void
}

const nothingCut = { rows: 0, columns: 0 }
/** A block beyond this is no paste but an import, which has its own way in. */
const maxPastedCells = 20_000

export function createActions({ grid, edits, around, tell }: ActionsOptions): Actions {
  const sheet = () => ({ rows: grid.rows(), columns: grid.columns() })
  const carryOut = (what: Told['what'], plan: Plan) => {
    if (plan.edits.length > 0) edits.editCells(plan.edits, { loud: true })
    if (what === 'paste') grid.select(plan.range)
    tell({ what, cells: plan.edits.length, troubles: plan.troubles, cut: plan.cut })
  }
  const onRange = (work: (range: Range) => void) => {
    const range = grid.range()
    if (range) work(range)
  }
  return {
    commit(cardId, column, text) {
      const result = typed(column, text, around)
      if (!result.ok) return result.problem
      edits.editCells([{ cardId, ...result.content } as CellEdit])
      return null
    },
    choose: (cardId, content) => void edits.editCells([{ cardId, ...content } as CellEdit]),
    tellLost(cardId, column, text, problem) {
      const row = grid.rows().indexOf(cardId) + 1
      tell({ what: 'edit', cells: 0, troubles: [{ cardId, row, column, text, problem }], cut: nothingCut })
    },
    fill: (text) => onRange((range) => carryOut('fill', planFill(sheet(), range, text, around))),
    fillDown: () =>
      onRange((range) => {
        if (range.bottom === range.top) return
        const block = textOf({ ...range, bottom: range.top }, grid, around)
        carryOut('fill', planPaste(sheet(), { ...range, top: range.top + 1 }, block, around))
      }),
    fillOver(from, over) {
      const rest = beyond(from, over)
      if (rest === null) return
      const block = repeated(textOf(from, grid, around), from, rest)
      carryOut('fill', planPaste(sheet(), rest, block, around))
    },
    clear: () => onRange((range) => carryOut('clear', planClear(sheet(), range))),
    copy() {
      const range = grid.range()
      return range && writeTsv(textOf(range, grid, around))
    },
    paste: (text) =>
      onRange((range) => {
        const block = readTsv(text)
        if (block.length * (block[0]?.length ?? 0) > maxPastedCells) return tell(tooMuch(block))
        carryOut('paste', planPaste(sheet(), range, block, around))
      }),
  }
}

const tooMuch = (block: readonly (readonly string[])[]): Told => ({
  what: 'paste',
  cells: 0,
  troubles: [],
  cut: { rows: block.length, columns: block[0]?.length ?? 0 },
})

function textOf(range: Range, grid: Grid<Column>, around: Surroundings): readonly (readonly string[])[] {
  const columns = grid.columns().slice(range.left, range.right + 1)
  return grid
    .rows()
    .slice(range.top, range.bottom + 1)
    .map((cardId) => {
      const card = around.store.card(cardId)
      return columns.map((column) => (card ? plain(column, valueOf(column, card, around.store), around) : ''))
    })
}
