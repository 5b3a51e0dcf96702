/** Filters of several words: `valor>50 mil`, `fecha:este mês`. Pure. */
import { fault, folded, whenNames } from '@mutirao/documents'
import { fieldToken, tokensOf, type FieldToken, type Token, type TypedWorld } from './tokens.ts'
import { whenWord, whenWords } from './vocabulary.ts'

const amountWord = /^(?:mil|k|mi|milhao|milhoes|m)(?:\.\..*)?$/u
const allWhens: readonly string[] = whenNames.flatMap((name) => whenWords[name])

/** The words of a text; those that go on what a filter began belong to it. */
export function phrasesOf(text: string, world: TypedWorld): readonly Token[] {
  const phrases: Token[] = []
  for (const token of tokensOf(text)) {
    const before = phrases.at(-1)
    const named = before ? fieldToken(before.text, world) : null
    if (!before || !named || !goesOn(named, token.text, world)) phrases.push(token)
    else phrases[phrases.length - 1] = { ...before, end: token.end, text: text.slice(before.start, token.end) }
  }
  return phrases
}

function goesOn(named: FieldToken, next: string, world: TypedWorld): boolean {
  if (fault('TOK-5')) return false
  const kind = world.finding.kind(named.field)
  if (kind === 'money' || kind === 'number')
    return named.value.toLowerCase() === 'r$' ? /^\d/u.test(next) : endsInDigit(named) && amountWord.test(folded(next))
  return kind === 'date' && begins(whenWord(`${named.value} ${next}`))
}

/** Whether the next word could still belong to it. */
function mayGoOn(text: string, world: TypedWorld): boolean {
  const named = fieldToken(text, world)
  if (!named || fault('TOK-5')) return false
  const kind = world.finding.kind(named.field)
  // Whoever writes 10000 means no thousands of them.
  if (kind === 'money' || kind === 'number') return /(?:^|\.\.)(?:\d{1,3}(?:[.,]\d+)?|r\$)$/iu.test(named.value)
  return kind === 'date' && begins(`${whenWord(named.value)}-`)
}

/** The last one, with only a blank between it and the caret. */
export const waitsForMore = ({ end, text: phrase }: Token, text: string, caret: number, world: TypedWorld): boolean =>
  caret === text.length && end === text.trimEnd().length && end < caret && mayGoOn(phrase, world)

const endsInDigit = ({ value }: FieldToken): boolean => /\d$/u.test(value)
const begins = (word: string): boolean => allWhens.some((one) => one.startsWith(word))
