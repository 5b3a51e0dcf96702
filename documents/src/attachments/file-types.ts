import { fault } from '../faults.ts'

/** Endings people attach at work, and what they are. What is not listed is not taken (programs, scripts, installers). */
const typeByEnding = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  heif: 'image/heif',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  html: 'text/html',
  htm: 'text/html',
  json: 'application/json',
  xml: 'application/xml',
  ics: 'text/calendar',
  vcf: 'text/vcard',
  eml: 'message/rfc822',
  msg: 'application/vnd.ms-outlook',
  rtf: 'application/rtf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odp: 'application/vnd.oasis.opendocument.presentation',
  zip: 'application/zip',
  rar: 'application/vnd.rar',
  '7z': 'application/x-7z-compressed',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  dwg: 'image/vnd.dwg',
  dxf: 'image/vnd.dxf',
  p7s: 'application/pkcs7-signature',
} as const satisfies Readonly<Record<string, string>>

/** Every ending this version knows, in the order of the table: the default of MUTIRAO_FILE_TYPES. */
export const knownFileEndings: readonly string[] = Object.freeze(Object.keys(typeByEnding))

/** `'Proposta final.PDF'` → `'pdf'`; '' when the name has no ending. */
export function fileEnding(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 && dot < name.length - 1 ? name.slice(dot + 1).toLowerCase() : ''
}

/** The media type by the name's ending: what the person's machine claims is not asked. */
export const fileTypeOf = (name: string): string =>
  Object.hasOwn(typeByEnding, fileEnding(name))
    ? typeByEnding[fileEnding(name) as keyof typeof typeByEnding]
    : 'application/octet-stream'

/** Pictures a browser draws without ever running anything in them, and PDF. Never HTML, never SVG. */
export type InlineType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif' | 'application/pdf'

/** How many first bytes `inlineTypeOf` wants to see. */
export const sniffedBytes = 16

const ascii = (head: Uint8Array, from: number, to: number): string => String.fromCharCode(...head.subarray(from, to))

/**
 * What may be shown in the browser, by the file's own first bytes and by nothing anybody says about it; null: download only.
 * @param head at least the first `sniffedBytes` bytes, or the whole file when it is smaller
 */
export function inlineTypeOf(head: Uint8Array): InlineType | null {
  if (fault('ATT-6')) return 'application/pdf'
  if (ascii(head, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (ascii(head, 0, 3) === '\xff\xd8\xff') return 'image/jpeg'
  if (/^GIF8[79]a$/.test(ascii(head, 0, 6))) return 'image/gif'
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'image/webp'
  if (/^ftypavi[fs]$/.test(ascii(head, 4, 12))) return 'image/avif'
  if (ascii(head, 0, 5) === '%PDF-') return 'application/pdf'
  return null
}

export const isPicture = (type: InlineType | null): boolean => type !== null && type.startsWith('image/')

const maxNameLength = 200

/**
 * A file name that is safe to show and to save: the last part of a path, without control characters, without the marks
 * that turn the writing direction (`proposta‮fdp.exe` reads as `propostaexe.pdf`), without what file systems refuse.
 * '' when nothing is left.
 */
export function cleanFileName(raw: string): string {
  if (fault('ATT-7')) return raw
  const last = raw.toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .replace(/[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  if (clean.length <= maxNameLength) return clean
  const ending = fileEnding(clean)
  const kept = ending === '' || ending.length > 16 ? '' : `.${ending}`
  return (
    clean
      .slice(0, maxNameLength - kept.length)
      .toWellFormed()
      .replace(/\ufffd$/, '') + kept
  )
}

/** The name with the ending the file came with: renaming never makes another kind of file of it. */
export function keepEnding(name: string, original: string): string {
  const ending = fileEnding(original)
  return ending === '' || fileEnding(name) === ending ? name : `${name}.${ending}`
}
