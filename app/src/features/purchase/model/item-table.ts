/** Rows of a file as items and back. Pure. */
import { fault, lineCents, type ItemFieldName, type ItemSnapshot, type NewItem } from '@mutirao/documents'
import type { Locale } from '../../../i18n/format.ts'
import { fold } from '../../../parse/fold.ts'
import type { Table } from '../../../tables/read/table.ts'
import type { Cell, SheetColumn } from '../../../tables/write/column.ts'
import { itemColumns, typedCell, type ItemColumnId } from './item-columns.ts'

/** Words by which a heading names a field, in both languages; the first that stands in it decides. */
const headings: readonly (readonly [ItemFieldName | 'line', readonly string[]])[] = [
  ['line', ['total', 'subtotal']],
  ['costCentre', ['centro de custo', 'centro', 'cost cent', 'cc']],
  ['code', ['codigo', 'cod', 'sku', 'code', 'catalog', 'ref']],
  ['quantity', ['quantidade', 'qtd', 'qtde', 'quantity', 'qty']],
  ['estimate', ['valor', 'preco', 'estimativa', 'estimado', 'custo', 'price', 'estimate', 'cost']],
  ['account', ['conta', 'account']],
  ['unit', ['unid', 'un', 'und', 'unit', 'uom', 'medida']],
  ['description', ['descricao', 'item', 'produto', 'material', 'servico', 'description', 'product', 'nome', 'name']],
]

function fieldOf(header: string): ItemFieldName | 'line' | null {
  const said = fold(header)
  if (said === '') return null
  const words = said.split(/[^\p{L}\p{N}]+/u)
  const names = (word: string) => (word.length <= 3 ? words.includes(word) : said.includes(word))
  return headings.find(([, known]) => known.some(names))?.[0] ?? null
}

/** Which field each column of the file holds: by its heading, else in our own order. */
function fieldsOf({ hasHeader, headers }: Pick<Table, 'hasHeader' | 'headers'>): readonly (ItemColumnId | null)[] {
  if (!hasHeader) return itemColumns.map(({ id }) => id)
  const found = headers.map(fieldOf)
  const taken = new Set<string>()
  return found.map((field) => {
    if (field === null || taken.has(field)) return null
    taken.add(field)
    return field
  })
}

export interface Arranged {
  readonly block: readonly (readonly string[])[]
  /** The column of ours its first cell belongs to. */
  readonly column: number
}

/**
 * A pasted block in the order of our columns. A first line of two headings or more and nothing else says where its cells belong and
 * is no item; without one they go from `column` on as they stand. One word alone ("Material") may be what is bought.
 */
export function arrange(block: readonly (readonly string[])[], column: number): Arranged {
  const [head = [], ...lines] = block
  const fields = fieldsOf({ hasHeader: true, headers: head })
  const known = fields.filter((field) => field !== null).length
  const isHead = known > 1 && known === head.filter((word) => word.trim() !== '').length && !fault('PUR-22')
  if (!isHead || lines.length === 0 || !fields.includes('description')) return { block, column }
  const places = itemColumns.map(({ id }) => fields.indexOf(id))
  return { block: lines.map((line) => places.map((place) => line[place] ?? '')), column: 0 }
}

export interface ItemsOfTable {
  readonly items: readonly NewItem[]
  /** Rows without words for what is bought. */
  readonly skipped: number
  /** Cells that could not be read; their items came without them. */
  readonly unread: number
}

export function itemsFrom(table: Table, locale: Locale): ItemsOfTable {
  const fields = fieldsOf(table)
  const items: NewItem[] = []
  let [skipped, unread] = [0, 0]
  for (const { cells } of table.rows) {
    const made: Partial<Record<ItemFieldName, string | number>> = {}
    fields.forEach((field, i) => {
      const text = cells[i] ?? ''
      if (field === null || field === 'line' || text === '') return
      const typed = typedCell(field, text, locale)
      if (!typed.ok) unread++
      else if (typed.value !== null) made[field] = typed.value
    })
    const { description, ...more } = made
    if (typeof description === 'string') items.push({ ...(more as Partial<NewItem>), description })
    else if (!fault('PUR-6')) skipped++
  }
  return { items, skipped, unread }
}

const typeOf = (id: ItemColumnId): SheetColumn['type'] => (id === 'estimate' || id === 'line' ? 'money' : 'text')

export const sheetColumns = (headerOf: (id: ItemColumnId) => string): readonly SheetColumn[] =>
  itemColumns.map(({ id }) => ({ id, header: headerOf(id), type: typeOf(id) }))

export const itemRows = (items: readonly ItemSnapshot[]): readonly (readonly Cell[])[] =>
  items.map((item) =>
    itemColumns.map(({ id }): Cell => {
      if (id === 'estimate') return item.estimateCents
      return id === 'line' ? lineCents(item) : item[id]
    }),
  )
