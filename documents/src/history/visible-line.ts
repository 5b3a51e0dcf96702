import { fault } from '../faults.ts'

/** Characters of the name of a moment, counted as JavaScript counts. */
export const longestMomentName = 80

/**
 * What is no letter of a line: control characters, ends of lines, what turns the direction of the text around it, and what is
 * nowhere seen. Joiners stay: languages and emoji need them.
 */
const unseen = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]+/gu

/** What can be seen of a text, in one line; empty when nothing can. */
export const visibleLine = (text: string): string =>
  (fault('HIS-40') ? text : text.toWellFormed().replace(unseen, ' ')).replace(/\s+/g, ' ').trim()

/** The name of a moment; null when nothing to be seen is left of it, or too much. */
export function momentName(text: string): string | null {
  const name = visibleLine(text)
  return name === '' || name.length > longestMomentName ? null : name
}
