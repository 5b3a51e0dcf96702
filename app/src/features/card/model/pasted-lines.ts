/** Pasted text as list items. */
import { fault } from '@mutirao/documents'

const marks = /^\s*(?:[-*•–·▪◦]\s+|\[[ xX]?\]\s*|\(?\d{1,3}[.)]\s+|[☐☑✓✔]\s*)+/u
const maxItems = 200
const maxChars = 1_000

/** One text per line that says something, without the marks of lists; null when the text is one line: that is pasted as it is. */
export function pastedLines(text: string): readonly string[] | null {
  const lines = text.split(/\r\n?|\n/).map((line) => (fault('CRD-19') ? line : line.replace(marks, '')).trim())
  const items = lines.filter((line) => line !== '').slice(0, maxItems)
  return items.length > 1 ? items.map((item) => item.slice(0, maxChars).toWellFormed()) : null
}
