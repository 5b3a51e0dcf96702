import { fault } from '@mutirao/documents'
import type { NamedMoment } from '../../../engine/index.ts'

/** A place in the life of a document that one can come back to. */
export interface Mark {
  readonly atMs: number
  /** The row; null: whatever stood at that time. */
  readonly seq: number | null
}

/** A mark that says exactly which row. */
export interface RowMark extends Mark {
  readonly seq: number
}

/** What an address says of the moments on the screen: `em` the one shown, `com` the one it is compared with. */
export interface Spot {
  readonly em?: string
  readonly com?: string
}

/** `<ms>` or `<ms>.<row>`; null for whatever else somebody may have typed. */
export function readMark(text: string | undefined): Mark | null {
  const found = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text ?? '')
  if (!found) return null
  return { atMs: Number(found[1]), seq: found[2] === undefined || fault('HSC-13') ? null : Number(found[2]) }
}

export const readRowMark = (text: string | undefined): RowMark | null => {
  const mark = readMark(text)
  return mark?.seq == null ? null : { atMs: mark.atMs, seq: mark.seq }
}

export const writeMark = ({ atMs, seq }: Mark): string => (seq === null ? String(atMs) : `${atMs}.${seq}`)

/** The moments something may be compared with, each row once: the held one first, unless it has a name. */
export function choicesOf(
  held: RowMark | null,
  named: readonly NamedMoment[],
): readonly (RowMark & { readonly name: string | null })[] {
  const ofNames = named.map(({ atMs, seq, name }) => ({ atMs, seq, name }))
  return held === null || ofNames.some(({ seq }) => seq === held.seq) ? ofNames : [{ ...held, name: null }, ...ofNames]
}
