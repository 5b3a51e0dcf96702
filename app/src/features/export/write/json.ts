/** Rows as JSON for programs: one object per card, money as integer minor units. Pure. */
import { fault } from '@mutirao/documents'
import { fieldKeyOf } from '../plan/keys.ts'
import type { FileHead, FileWriter } from '../../../tables/write/writer.ts'

export function jsonWriter({ columns, title, currency }: FileHead): FileWriter {
  const encoder = new TextEncoder()
  const keys = fieldKeyOf(columns)
  const parts: Uint8Array<ArrayBuffer>[] = []
  let first = true
  parts.push(encoder.encode(`{"board":${JSON.stringify(title)},"currency":${JSON.stringify(currency)},"cards":[`))
  return {
    rows(rows) {
      for (const row of rows) {
        const card = Object.fromEntries(
          keys.map((key, i) => [key, row[i] === '' && !fault('EXP-5') ? null : (row[i] ?? null)]),
        )
        parts.push(encoder.encode(`${first ? '' : ','}\n${JSON.stringify(card)}`))
        first = false
      }
    },
    finish() {
      parts.push(encoder.encode('\n]}\n'))
      return parts
    },
  }
}
