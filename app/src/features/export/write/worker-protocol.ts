/** The export's worker as messages: a head, rows piece by piece, the end. */
import type { Cell } from '../plan/columns.ts'
import { brazilianCsv, csvWriter, plainCsv } from '../../../tables/write/csv.ts'
import { jsonWriter } from './json.ts'
import type { FileHead, FileWriter } from '../../../tables/write/writer.ts'
import { xlsxWriter } from '../../../tables/write/xlsx.ts'

export type ExportMessage =
  | { readonly type: 'head'; readonly head: FileHead }
  | { readonly type: 'rows'; readonly rows: readonly (readonly Cell[])[] }
  | { readonly type: 'end' }

export type ExportAnswer =
  | { readonly type: 'written'; readonly rows: number }
  | { readonly type: 'file'; readonly parts: readonly Uint8Array<ArrayBuffer>[] }
  | { readonly type: 'failed'; readonly message: string }

export function writerFor(head: FileHead): FileWriter {
  switch (head.format) {
    case 'csv-br':
      return csvWriter(head.columns, brazilianCsv)
    case 'csv':
      return csvWriter(head.columns, plainCsv)
    case 'xlsx':
      return xlsxWriter(head)
    case 'json':
      return jsonWriter(head)
  }
}

/** Answers every message; never throws. */
export function createExportService(): (message: ExportMessage) => ExportAnswer | null {
  let writer: FileWriter | null = null
  let written = 0
  return (message) => {
    try {
      if (message.type === 'head') {
        writer = writerFor(message.head)
        return null
      }
      if (!writer) throw new Error('rows before the head')
      if (message.type === 'end') return { type: 'file', parts: writer.finish() }
      writer.rows(message.rows)
      return { type: 'written', rows: (written += message.rows.length) }
    } catch (error) {
      return { type: 'failed', message: error instanceof Error ? error.message : String(error) }
    }
  }
}
