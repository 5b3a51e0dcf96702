/** What the word at the caret could become. Pure. */
import { fault, EMPTY, folded, whenNames } from '@mutirao/documents'
import { conditionWords, type Speaker } from '../bar/words.ts'
import { phrasesOf, waitsForMore } from './phrases.ts'
import { choicesFor, fieldToken, readToken, type Token, type TypedFilter, type TypedWorld } from './tokens.ts'
import { vocabularies, whenWord, whenWords } from './vocabulary.ts'

export interface Suggestion {
  readonly key: string
  /** `Responsável` */
  readonly field: string
  /** `Ana Ribeiro`, or what to type to begin this filter: `resp:`. */
  readonly words: string
  /** What the word in the box becomes when the filter still has to be typed; null: `filter` is complete. */
  readonly insert: string | null
  readonly filter: TypedFilter | null
}

const maxSuggestions = 8
/** One letter begins half of all words. */
const minLetters = 2

/** The filter or word at the caret: also one that is waiting for its next word. */
export const tokenAt = (text: string, caret: number, world: TypedWorld): Token | null =>
  phrasesOf(text, world).find(
    (phrase) => phrase.start < caret && (caret <= phrase.end || waitsForMore(phrase, text, caret, world)),
  ) ?? null

/** @param isPortuguese which of a field's words is shown */
export function suggestionsFor(
  text: string,
  caret: number,
  world: TypedWorld,
  isPortuguese: boolean,
): readonly Suggestion[] {
  const token = tokenAt(text, caret, world)
  if (!token) return []
  const { finding } = world
  const { fieldWords, late } = vocabularies[finding.of]
  const speaker = { finding, personName: (id: string) => world.members.get(id)?.name ?? null }
  const filters = filtersFor(token.text, world)
  if (filters !== null && filters.length === 0 && !fault('TOK-5'))
    return understood(token.text, world, speaker, isPortuguese)
  if (filters !== null)
    return (fault('TOK-4') ? [] : filters).slice(0, maxSuggestions).map((filter) => completed(filter, speaker))
  const word = folded(token.text)
  if (word.length < minLetters) return []
  const isLate = whenWords.overdue.some((one) => one.startsWith(word))
  const overdue: TypedFilter = { field: late, condition: { kind: 'when', when: 'overdue' } }
  const begun = finding.fields().flatMap((field) => {
    const known = fieldWords[field]
    // A field people made is typed as they called it.
    const own = folded(finding.label(field)).replace(/[^\p{L}\p{N}]+/gu, '-')
    const begins = known ? known.some((one) => one.startsWith(word)) : folded(finding.label(field)).startsWith(word)
    return begins ? [begin(field, known?.[isPortuguese ? 0 : 1] ?? own, speaker)] : []
  })
  return [...(isLate ? [completed(overdue, speaker)] : []), ...begun].slice(0, maxSuggestions)
}

const begin = (field: string, word: string, { finding }: Speaker): Suggestion => ({
  key: `begin ${field}`,
  field: finding.label(field),
  words: `${word}:`,
  insert: `${word}:`,
  filter: null,
})

function completed(filter: TypedFilter, speaker: Speaker): Suggestion {
  const { field, condition } = filter
  return {
    key: `${field} ${JSON.stringify(condition)}`,
    field: speaker.finding.label(field),
    words: conditionWords(speaker, field, condition),
    insert: null,
    filter,
  }
}

/** Everything a word that names a field could mean; null when it names none. */
function filtersFor(text: string, world: TypedWorld): readonly TypedFilter[] | null {
  const short = /^(-?)([#@])(.*)$/su.exec(text)
  const marked = vocabularies[world.finding.of].marked[short?.[2] ?? '']
  const named =
    short && marked !== undefined
      ? { field: marked, not: short[1] === '-', value: short[3] ?? '' }
      : fieldToken(text, world)
  if (!named) return null
  const { field, not, value } = named
  const kind = world.finding.kind(field)
  if (kind === 'person' || kind === 'stage' || kind === 'labels' || kind === 'choice')
    return choicesFor(field, value, world)
      .filter((one) => one !== EMPTY || value !== '')
      .map((one) => ({ field, condition: { kind: 'among', values: [one], not } }))
  const read = readToken(text, world)
  if (kind !== 'date') return read ? [read] : []
  const word = whenWord(value)
  const whens = whenNames.filter((name) => whenWords[name].some((one) => one.startsWith(word)))
  const spans = whens.map((when): TypedFilter => ({ field, condition: { kind: 'when', when } }))
  return read && read.condition.kind !== 'when' ? [read, ...spans] : spans
}

/** What a field takes, for somebody who typed what it does not: nothing of it is chosen for them. */
function understood(text: string, world: TypedWorld, speaker: Speaker, isPortuguese: boolean): readonly Suggestion[] {
  const named = fieldToken(text, world)
  const word = /^-?([^:=<>]+)/u.exec(text)?.[1] ?? ''
  if (!named || named.value === '') return []
  const { field } = named
  const kind = world.finding.kind(field)
  const hint = (insert: string, words = insert): Suggestion => {
    return { key: insert, field: world.finding.label(field), words, insert, filter: null }
  }
  if (kind === 'money') return [hint(`${word}>${isPortuguese ? '50mil' : '50k'}`), hint(`${word}:1000..5000`)]
  if (kind === 'number') return [hint(`${word}>10`), hint(`${word}:1..5`)]
  if (kind !== 'date') return []
  return whenNames.map((when) =>
    hint(`${word}:${whenWords[when][isPortuguese ? 0 : 1]}`, conditionWords(speaker, field, { kind: 'when', when })),
  )
}
