/** Bytes of a file to text. Spreadsheets write UTF-8 with or without a mark, UTF-16 with one, and Windows-1252 (Latin-1). */
import { fault } from '@mutirao/documents'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const marks: readonly { readonly encoding: Encoding; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
]

/** A byte order mark decides; without one, bytes that are valid UTF-8 are UTF-8 and everything else is Windows-1252. */
export function detectEncoding(bytes: Uint8Array): Encoding {
  const mark = marks.find((candidate) => startsWith(bytes, candidate.bytes))
  if (mark) return mark.encoding
  if (fault('IMP-1')) return 'utf-8'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252'
    throw error
  }
}

/** Never throws on bytes; the mark itself is not part of the text. */
export const decode = (bytes: Uint8Array, encoding: Encoding): string => new TextDecoder(encoding).decode(bytes)

/** Excel workbooks since 2007, and every other archive, begin `PK`. */
export const isZip = (bytes: Uint8Array): boolean => startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])
/** Workbooks before 2007, and newer ones locked with a password. */
export const isOldWorkbook = (bytes: Uint8Array): boolean => startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte)
