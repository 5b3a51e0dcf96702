/** Addresses in plain text. Only http and https become links: everything else stays what it is, text. */
import { fault } from '@mutirao/documents'

export type TextPart = { readonly text: string; readonly href?: string }

const address = /\bhttps?:\/\/[^\s<>"']+/giu
/** Signs that end a sentence rather than an address; a closing bracket belongs to it only if it was opened in it. */
const tail = /[.,;:!?…]+$/u

/** The parts put together are exactly the text. */
export function linkParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let done = 0
  for (const match of text.matchAll(fault('CRD-8') ? /\b[a-z]+:\S+/giu : address)) {
    const href = trimAddress(match[0])
    if (match.index > done) parts.push({ text: text.slice(done, match.index) })
    parts.push({ text: href, href })
    done = match.index + href.length
  }
  if (done < text.length) parts.push({ text: text.slice(done) })
  return parts
}

function trimAddress(raw: string): string {
  let found = raw
  for (;;) {
    const bare = found.replace(tail, '')
    const unopened = bare.endsWith(')') && !bare.includes('(')
    const next = unopened ? bare.slice(0, -1) : bare
    if (next === found) return found
    found = next
  }
}
