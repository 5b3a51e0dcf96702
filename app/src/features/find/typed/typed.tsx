/** Typing filters, as one part that comes when nobody waits: what the search box asks of it. */
export { readTyped, withTyped } from './read.ts'
export type { TypedWorld } from './tokens.ts'
export { suggestionsFor, tokenAt, type Suggestion } from './suggest.ts'
export { Suggestions, suggestionId } from './Suggestions.tsx'
