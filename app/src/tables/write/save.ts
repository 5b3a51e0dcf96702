import type { Format } from './writer.ts'

const kinds: Readonly<Record<Format, { readonly ending: string; readonly type: string }>> = {
  'csv-br': { ending: 'csv', type: 'text/csv;charset=utf-8' },
  csv: { ending: 'csv', type: 'text/csv;charset=utf-8' },
  xlsx: { ending: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  json: { ending: 'json', type: 'application/json' },
}
/** The browser has taken the file by then at the latest. */
const keepMs = 60_000

/** `Funil Comercial 2026-11-26.xlsx`, without signs that file systems refuse. */
export function fileNameOf(title: string, day: string, format: Format): string {
  const clean = [...title.replace(/[<>:"/\\|?*]/gu, ' ')].filter((sign) => sign >= ' ').join('')
  const short = clean.replace(/\s+/gu, ' ').trim().slice(0, 80)
  return `${short === '' ? 'Mutirão' : short} ${day}.${kinds[format].ending}`
}

/** Hands the file to the person as a download. */
export function saveFile(parts: readonly Uint8Array<ArrayBuffer>[], name: string, format: Format): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: kinds[format].type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), keepMs)
}
