/** What is done with the chosen cells: written, pasted, copied, cleared, filled down. */
import type { ItemFieldName, ItemSnapshot } from '@mutirao/documents'
import type { RequestEdits } from '../../../engine/purchase/index.ts'
import { useLocale, useTranslation } from '../../../i18n/index.ts'
import { toast } from '../../../ui/index.ts'
import type { Grid } from '../../../view/cells/grid.ts'
import { readTsv, writeTsv } from '../../../view/cells/tsv.ts'
import { itemColumns, plainCell, planItems, typedCell, type ItemColumn } from '../model/item-columns.ts'
import { arrange } from '../model/item-table.ts'

const maxPasted = 200

interface CellCommandsAsk {
  readonly grid: Grid<ItemColumn>
  readonly items: readonly ItemSnapshot[]
  readonly edits: RequestEdits
}

export function useCellCommands({ grid, items, edits }: CellCommandsAsk) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
  const write = (itemId: string, field: ItemFieldName, text: string) => {
    const typed = typedCell(field, text, locale)
    if (!typed.ok) return typed.problem
    edits.setCells([{ itemId, field, value: typed.value }])
    return null
  }
  /** @param below the last item, whichever cell is chosen */
  const paste = (text: string, below = false) => {
    const range = below ? null : grid.range()
    const { block, column } = arrange(readTsv(text), range?.left ?? 0)
    if (block.length > maxPasted) {
      toast({ message: t('items.tooMany', { count: maxPasted }), tone: 'warning' })
      return
    }
    const plan = planItems(items, { row: range?.top ?? items.length, column }, block, locale)
    if (plan.cells.length > 0) edits.setCells(plan.cells, { loud: plan.added.length === 0 })
    if (plan.added.length > 0) edits.addItems(plan.added, { loud: true })
    const [first] = plan.troubles
    if (first)
      toast({
        message: t('items.refused', { count: plan.troubles.length, row: first.row, text: first.text.slice(0, 40) }),
        tone: 'warning',
        key: 'items',
      })
  }
  const copy = (): string | null => {
    const range = grid.range()
    if (!range) return null
    const columns = itemColumns.slice(range.left, range.right + 1)
    return writeTsv(
      items.slice(range.top, range.bottom + 1).map((item) => columns.map(({ id }) => plainCell(item, id, locale))),
    )
  }
  const clear = () => {
    const range = grid.range()
    if (!range) return
    const columns = itemColumns.slice(range.left, range.right + 1)
    const chosen = items.slice(range.top, range.bottom + 1)
    if (columns.length === itemColumns.length) return void edits.removeItems(chosen.map(({ id }) => id))
    const fields = columns.flatMap(({ id }) => (id === 'line' || id === 'description' ? [] : [id]))
    const cells = chosen.flatMap(({ id }) => fields.map((field) => ({ itemId: id, field, value: null })))
    if (cells.length > 0) edits.setCells(cells)
  }
  const fillDown = () => {
    const range = grid.range()
    if (!range || range.top === range.bottom) return
    const first = items[range.top]
    if (!first) return
    const columns = itemColumns.slice(range.left, range.right + 1)
    const line = columns.map(({ id }) => plainCell(first, id, locale))
    const block = Array.from({ length: range.bottom - range.top }, () => line)
    edits.setCells(planItems(items, { row: range.top + 1, column: range.left }, block, locale).cells)
  }
  return { write, paste, copy, clear, fillDown }
}
