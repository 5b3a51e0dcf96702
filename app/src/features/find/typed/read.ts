/** What was typed into the search box, taken apart: filters, and words to look for. Pure. */
import { fault, type Condition, type Query } from '@mutirao/documents'
import { phrasesOf, waitsForMore } from './phrases.ts'
import { fieldToken, readToken, type TypedFilter, type TypedWorld } from './tokens.ts'

/** Two filters of one field: other values are added, another end completes the span, anything else takes its place. */
function joined(before: Condition | undefined, next: Condition): Condition {
  if (before?.kind === 'among' && next.kind === 'among' && before.not === next.not)
    return { ...next, values: [...new Set([...before.values, ...next.values])] }
  if (before?.kind === 'range' && next.kind === 'range' && (next.min === null || next.max === null))
    return { kind: 'range', min: next.min ?? before.min, max: next.max ?? before.max }
  if (before?.kind === 'days' && next.kind === 'days' && (next.from === null || next.to === null))
    return { kind: 'days', from: next.from ?? before.from, to: next.to ?? before.to }
  return next
}

export const withTyped = (query: Query, { field, condition }: TypedFilter): Query => ({
  ...query,
  filters: { ...query.filters, [field]: joined(query.filters[field], condition) },
})

/** What a text in the search box says. */
export interface TypedText {
  /** The query with the filters that were typed, looking for the words that are left. */
  readonly query: Query
  /** What stays in the box: the words, and a filter that is still being typed. */
  readonly text: string
}

const isUnfinished = (text: string, world: TypedWorld): boolean =>
  /^-?[#@]/u.test(text) || fieldToken(text, world) !== null

/**
 * Takes the filters out of what was typed into the search box.
 * @param caret the word that ends here is still being typed, and looked for only when it is no filter; -1: none is
 */
export function readTyped(query: Query, text: string, caret: number, world: TypedWorld): TypedText {
  let next = query
  let [kept, sought] = ['', '']
  let at = 0
  for (const token of phrasesOf(text, world)) {
    const waits = waitsForMore(token, text, caret, world)
    const isTyping = token.end === caret || waits
    const filter = waits || (isTyping && !fault('TOK-3')) ? null : readToken(token.text, world)
    const piece = text.slice(at, token.end)
    at = token.end
    if (filter) {
      next = withTyped(next, filter)
      continue
    }
    kept += piece
    if (!isTyping || !isUnfinished(token.text, world)) sought += piece
  }
  const tail = text.slice(at)
  const isTaken = next !== query
  return { query: { ...next, text: (sought + tail).trim() }, text: isTaken ? (kept + tail).trimStart() : text }
}
