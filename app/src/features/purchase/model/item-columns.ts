/** The cells of a request's items: what they hold, how they are typed and shown. Pure. */
import {
  fault,
  lineCents,
  quantityMillionths,
  type ItemCell,
  type ItemFieldName,
  type ItemSnapshot,
  type NewItem,
} from '@mutirao/documents'
import { formatMoney, type Locale } from '../../../i18n/format.ts'
import { shownQuantity } from './quantity.ts'
import { parseText, parseTitle, parseValue, type FieldProblem } from '../../../parse/typed.ts'

export type ItemColumnId = ItemFieldName | 'line'
export interface ItemColumn {
  readonly id: ItemColumnId
  readonly widthPx: number
  readonly isNumeric: boolean
  /** `line` is worked out. */
  readonly editable: boolean
}
const column = (id: ItemColumnId, widthPx: number, isNumeric = false, editable = true): ItemColumn => ({
  id,
  widthPx,
  isNumeric,
  editable,
})

export const itemColumns: readonly ItemColumn[] = [
  column('description', 236),
  column('code', 88),
  column('quantity', 76, true),
  column('unit', 56),
  column('estimate', 116, true),
  column('line', 124, true, false),
  column('costCentre', 112),
  column('account', 92),
]

export type ItemProblem = FieldProblem | 'quantity'
export type TypedCell =
  | { readonly ok: true; readonly value: string | number | null }
  | { readonly ok: false; readonly problem: ItemProblem }

/** Text typed or pasted into a cell: what is written, or why it cannot be. Nothing typed clears what may be empty. */
export function typedCell(id: ItemFieldName, raw: string, locale: Locale): TypedCell {
  const text = raw.trim()
  if (id === 'description') return parseTitle(text)
  if (text === '') return { ok: true, value: null }
  if (id === 'estimate') return parseValue(text, locale === 'en' ? 'dot' : 'comma')
  if (id !== 'quantity') return parseText(text)
  const plain = fault('PUR-3') ? text : withoutThousands(text, locale)
  return quantityMillionths(plain) === null ? { ok: false, problem: 'quantity' } : { ok: true, value: plain }
}

/** `1.234,5` → `1234,5`: people write thousands, documents do not. `12.5` stays what it is. */
function withoutThousands(text: string, locale: Locale): string {
  const compact = text.replaceAll(/[\s\u00A0]/gu, '')
  const grouped = locale === 'en' ? /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u : /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/u
  if (!grouped.test(compact)) return compact
  return compact.replaceAll(locale === 'en' ? ',' : '.', '')
}

/** As a spreadsheet takes it, and as it is typed. */
export function plainCell(item: ItemSnapshot, id: ItemColumnId, locale: Locale): string {
  if (id === 'estimate') return centsText(item.estimateCents, locale)
  if (id === 'line') return centsText(lineCents(item), locale)
  return item[id]
}
function centsText(cents: number | null, locale: Locale): string {
  if (cents === null) return ''
  const digits = String(Math.abs(cents)).padStart(3, '0')
  const sign = cents < 0 ? '-' : ''
  return `${sign}${digits.slice(0, -2)}${locale === 'en' ? '.' : ','}${digits.slice(-2)}`
}

/** As it is read. */
export function shownCell(item: ItemSnapshot, id: ItemColumnId, currency: string, locale: Locale): string {
  const cents = id === 'estimate' ? item.estimateCents : id === 'line' ? lineCents(item) : undefined
  if (id === 'quantity') return shownQuantity(item.quantity, locale)
  if (cents === undefined) return plainCell(item, id, locale)
  return cents === null ? '' : formatMoney(cents, { currency, cents: true, locale })
}

export interface ItemPlan {
  readonly cells: readonly ItemCell[]
  /** Rows beyond the last one become items. */
  readonly added: readonly NewItem[]
  readonly troubles: readonly {
    readonly row: number
    readonly id: ItemColumnId
    readonly text: string
    readonly problem: ItemProblem
  }[]
}

/** A block of text onto the items from a place on. What cannot be written is told, the rest is done. */
export function planItems(
  items: readonly ItemSnapshot[],
  at: { readonly row: number; readonly column: number },
  block: readonly (readonly string[])[],
  locale: Locale,
): ItemPlan {
  const cells: ItemCell[] = []
  const added: NewItem[] = []
  const troubles: ItemPlan['troubles'][number][] = []
  block.forEach((line, index) => {
    const row = at.row + index
    const item = items[row]
    const made: Partial<Record<ItemFieldName, string | number>> = {}
    line.forEach((text, offset) => {
      const target = itemColumns[at.column + offset]
      if (!target || target.id === 'line') return
      if (!item && text.trim() === '') return
      const typed = typedCell(target.id, text, locale)
      if (!typed.ok) {
        if (!fault('PUR-4')) troubles.push({ row: row + 1, id: target.id, text, problem: typed.problem })
      } else if (item) cells.push({ itemId: item.id, field: target.id, value: typed.value })
      else if (typed.value !== null) made[target.id] = typed.value
    })
    if (item || Object.keys(made).length === 0) return
    // An item without words cannot be bought: what was pasted beside it is told, not lost.
    const { description, ...more } = made
    if (typeof description !== 'string')
      troubles.push({ row: row + 1, id: 'description', text: line.join(' '), problem: 'empty' })
    else added.push({ ...(more as Partial<NewItem>), description })
  })
  return { cells, added, troubles }
}
