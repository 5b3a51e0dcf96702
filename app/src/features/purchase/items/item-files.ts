/** Items from a CSV or workbook and back into one. Fetched with the first file. */
import { maxItemsAtOnce, type ItemSnapshot, type NewItem } from '@mutirao/documents'
import type { RequestEdits } from '../../../engine/purchase/index.ts'
import { today, words, type Locale } from '../../../i18n/index.ts'
import { readTable } from '../../../tables/read/table.ts'
import { fileNameOf, saveFile } from '../../../tables/write/save.ts'
import { brazilianCsv, csvWriter } from '../../../tables/write/csv.ts'
import { xlsxWriter } from '../../../tables/write/xlsx.ts'
import { itemRows, itemsFrom, sheetColumns } from '../model/item-table.ts'

export interface Told {
  readonly message: string
  readonly tone: 'plain' | 'warning'
}

/** Each two hundred rows are one step of undo: more in one transaction would hold the screen. */
export async function importItems(file: File, edits: RequestEdits, locale: Locale): Promise<Told> {
  const read = readTable(new Uint8Array(await file.arrayBuffer()))
  if (!read.ok) return { message: words.t('purchase:items.unreadable', { file: file.name }), tone: 'warning' }
  const { items, skipped, unread } = itemsFrom(read.table, locale)
  if (items.length === 0) return { message: words.t('purchase:items.nothing', { file: file.name }), tone: 'warning' }
  let added = 0
  for (let from = 0; from < items.length; from += maxItemsAtOnce) {
    const part: readonly NewItem[] = items.slice(from, from + maxItemsAtOnce)
    added += edits.addItems(part).length
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  const done = words.t('purchase:items.imported', { count: added })
  if (skipped + unread === 0) return { message: done, tone: 'plain' }
  return { message: `${done} ${words.t('purchase:items.importSkipped', { skipped, unread })}`, tone: 'warning' }
}

export function exportItems(
  items: readonly ItemSnapshot[],
  about: { readonly title: string; readonly currency: string; readonly format: 'xlsx' | 'csv-br' },
): void {
  const { title, currency, format } = about
  const columns = sheetColumns((id) => words.t(`purchase:items.column.${id}`))
  const writer = format === 'xlsx' ? xlsxWriter({ format, columns, title, currency }) : csvWriter(columns, brazilianCsv)
  writer.rows(itemRows(items))
  saveFile(writer.finish(), fileNameOf(title, today(), format), format)
}
