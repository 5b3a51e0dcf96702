/** Typed cells as the text the import reads: days in ISO, numbers so that no notation can be mistaken for another. Pure. */
import type { NumberKind } from './styles.ts'

const dayMs = 86_400_000
/** Serial 25 569 is 1 January 1970 when days count from 1900, 24 107 when they count from 1904. */
const epochSerial = { from1900: 25_569, from1904: 24_107 } as const
const lastSerial = 2_958_465

/** @param from1904 the workbook counts its days from 1904 (old Macintosh files) */
export function numberText(raw: string, kind: NumberKind, from1904: boolean): string {
  const value = Number(raw)
  if (raw === '' || !Number.isFinite(value)) return raw
  if (kind === 'date' && value >= 0 && value <= lastSerial) return dateText(value, from1904)
  // A spreadsheet calculates with 15 digits: what stands behind them is the noise of binary fractions.
  if (kind === 'percent') return `${plain(Number((value * 100).toPrecision(15)))}%`
  return plain(Number(value.toPrecision(15)))
}

/** `1.234` could be read as a thousand: with a zero behind it, it is a fraction in every notation. */
function plain(value: number): string {
  const text = String(value)
  if (text.includes('e')) return text.includes('e-') ? value.toFixed(20).replace(/0+$/u, '') : String(BigInt(value))
  return /\.\d{3}$/u.test(text) ? `${text}0` : text
}

function dateText(serial: number, from1904: boolean): string {
  // Rounded to the second: 0.1 of a day has no exact binary form.
  const seconds = Math.round(serial * 86_400)
  if (serial < 1) return new Date(seconds * 1000).toISOString().slice(11, 16)
  // Days before March 1900 are one off, because the first spreadsheet believed in a 29 February 1900.
  const shift = !from1904 && serial < 60 ? 1 : 0
  const epoch = from1904 ? epochSerial.from1904 : epochSerial.from1900
  const iso = new Date(seconds * 1000 + (shift - epoch) * dayMs).toISOString()
  return seconds % 86_400 === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`
}

/** `_x000D_` and its like are how a workbook writes signs XML cannot hold. */
export const unescapeText = (text: string): string =>
  text.replace(/_x([0-9a-f]{4})_/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** `C7` → 2. Null when it is no address. */
export function columnOf(address: string): number | null {
  const letters = /^([A-Z]{1,3})\d+$/iu.exec(address)?.[1]
  if (letters === undefined) return null
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
