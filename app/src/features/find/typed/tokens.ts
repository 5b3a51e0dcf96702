/** Filters typed as words: `resp:ana etapa:proposta valor>10000 atrasada #frota`. Pure. */
import { EMPTY, fault, folded, ME, whenNames, type Condition, type MemberSnapshot } from '@mutirao/documents'
import type { DateStyle } from '../../../parse/date.ts'
import type { NumberStyle } from '../../../parse/money.ts'
import { parseAmount, parseNumber, parseTypedDay } from '../../../parse/typed.ts'
import type { Finding } from '../../../view/index.ts'
import { optionsOf } from '../bar/options.ts'
import { valueWords } from '../bar/words.ts'
import { emptyWords, meWords, multipliers, vocabularies, whenWord, whenWords } from './vocabulary.ts'

/** What words mean depends on the list, its people, the day and how numbers are written here. */
export interface TypedWorld {
  readonly finding: Finding
  readonly members: ReadonlyMap<string, MemberSnapshot>
  readonly me: string
  /** `YYYY-MM-DD` */
  readonly today: string
  readonly numbers: NumberStyle
  readonly days: DateStyle
}
export interface TypedFilter {
  readonly field: string
  readonly condition: Condition
}
/** A word of the text, or several in quotes. */
export interface Token {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Blanks within quotes belong to the word. */
export function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(/(?:[^\s"]+|"[^"]*"?)+/gu)].map((match) => {
    return { start: match.index, end: match.index + match[0].length, text: match[0] }
  })
}

type Sign = ':' | '=' | '>' | '<' | '>=' | '<='
/** A word that names a field: `-etapa:proposta`. */
export interface FieldToken {
  readonly field: string
  readonly not: boolean
  readonly sign: Sign
  /** As typed, without quotes. */
  readonly value: string
}

const bare = (name: string): string => folded(name).replace(/[^\p{L}\p{N}]+/gu, '')

function fieldNamed(word: string, { finding }: TypedWorld): string | null {
  const name = folded(word)
  const { fieldWords } = vocabularies[finding.of]
  const fields = finding.fields()
  return (
    fields.find((field) => fieldWords[field]?.includes(name)) ??
    // A field people made is called as they called it.
    fields.find((field) => !(field in fieldWords) && bare(finding.label(field)) === bare(word) && bare(word) !== '') ??
    null
  )
}

export function fieldToken(text: string, world: TypedWorld): FieldToken | null {
  const match = /^(-?)([\p{L}\p{N}][\p{L}\p{N}._-]*)(>=|<=|[:=<>])(.*)$/su.exec(text)
  const field = match && fieldNamed(match[2] ?? '', world)
  if (!match || field === null) return null
  return { field, not: match[1] === '-', sign: match[3] as Sign, value: (match[4] ?? '').replaceAll('"', '').trim() }
}

/** The filter a finished word stands for; null when it is only a word to look for. */
export function readToken(text: string, world: TypedWorld): TypedFilter | null {
  const word = folded(text)
  const { late, marked } = vocabularies[world.finding.of]
  if (whenWords.overdue.includes(word)) return { field: late, condition: { kind: 'when', when: 'overdue' } }
  const short = fault('TOK-1') ? null : /^(-?)([#@])(.+)$/su.exec(text)
  const field = marked[short?.[2] ?? '']
  const named: FieldToken | null =
    short && field !== undefined
      ? { field, not: short[1] === '-', sign: ':', value: (short[3] ?? '').replaceAll('"', '') }
      : fieldToken(text, world)
  if (!named || named.value === '') return null
  const condition = conditionOf(named, world)
  return condition && { field: named.field, condition }
}

function conditionOf(named: FieldToken, world: TypedWorld): Condition | null {
  const { field, not, sign, value } = named
  const kind = world.finding.kind(field)
  const isEqual = sign === ':' || sign === '='
  if (isEqual && emptyWords.includes(folded(value))) return { kind: 'among', values: [EMPTY], not }
  if (kind === 'money' || kind === 'number') return not ? null : amounts(named, world, kind)
  if (kind === 'date') return not ? null : days(named, world)
  if (!isEqual) return null
  if (kind === 'text') return { kind: 'contains', text: value, not }
  const found = choicesFor(field, value, world)[0]
  return found === undefined ? null : { kind: 'among', values: [found], not }
}

/** Values of a field by what people call them: the same name first, then those that begin so, then those that hold it. */
export function choicesFor(field: string, typed: string, world: TypedWorld): readonly string[] {
  const kind = world.finding.kind(field)
  const needle = folded(typed.trim())
  if (kind === 'person' && meWords.includes(needle)) return [ME]
  const speaker = { finding: world.finding, personName: (id: string) => world.members.get(id)?.name ?? null }
  const found: { readonly value: string; readonly rank: number }[] = []
  const offered = optionsOf(world.finding, field, world.members, world.me).map(({ value }) => value)
  // Who types their own name means that name, for everybody the address is sent to; the list offers "me" in its place.
  const values = kind === 'person' && !fault('TOK-6') ? [...offered, world.me] : offered
  for (const value of values) {
    const name = folded(valueWords(speaker, field, value))
    const rank =
      name === needle
        ? 0
        : name.startsWith(needle)
          ? 1
          : name.includes(` ${needle}`)
            ? 2
            : name.includes(needle)
              ? 3
              : 4
    if (rank < 4) found.push({ value, rank })
  }
  return found.toSorted((a, b) => a.rank - b.rank).map(({ value }) => value)
}

/** Both ends of `10..20`, one of `>10`; undefined: not understood. */
function ends<T>({ sign, value }: FieldToken, read: (text: string) => T | null): readonly [T | null, T | null] | null {
  const [from = '', to, ...more] = value.split('..')
  if (more.length > 0) return null
  const first = from === '' ? null : read(from)
  if (from !== '' && first === null) return null
  if (to !== undefined) {
    const last = to === '' ? null : read(to)
    const isNothing = (from === '' && to === '') || (to !== '' && last === null)
    return isNothing || !(sign === ':' || sign === '=') ? null : [first, last]
  }
  if (first === null) return null
  return sign.startsWith('>') ? [first, null] : sign.startsWith('<') ? [null, first] : [first, first]
}

/** Integer minor units for money. Above and below a sum of money leave that sum out; other numbers may lie between any two. */
function amounts(named: FieldToken, world: TypedWorld, kind: 'money' | 'number'): Condition | null {
  const read = (text: string): number | null => {
    const word = folded(text)
    const [pattern, times] = multipliers.find(([ending]) => ending.test(word)) ?? [null, 1]
    const digits = (pattern === null ? text : word.replace(pattern, '')).trim()
    const parsed = kind === 'money' ? parseAmount(digits, world.numbers) : parseNumber(digits, world.numbers)
    return parsed.ok && parsed.value !== null ? Math.round(parsed.value * times * 100) / 100 : null
  }
  const span = ends(named, read)
  if (!span) return null
  const [min, max] = span
  const step = kind === 'money' && !fault('TOK-2') ? 1 : 0
  if (named.sign === '>' && min !== null) return { kind: 'range', min: min + step, max: null }
  if (named.sign === '<' && max !== null) return { kind: 'range', min: null, max: max - step }
  return { kind: 'range', min, max }
}

function days(named: FieldToken, world: TypedWorld): Condition | null {
  const word = whenWord(named.value)
  const when = whenNames.find((name) => whenWords[name].includes(word))
  if (when && (named.sign === ':' || named.sign === '=')) return { kind: 'when', when }
  const read = (text: string): string | null => {
    const parsed = parseTypedDay(text, world.days, world.today)
    return parsed.ok ? parsed.value : null
  }
  const span = ends(named, read)
  if (!span) return null
  const [from, to] = span
  if (named.sign === '>' && from !== null) return { kind: 'days', from: dayBeside(from, 1), to: null }
  if (named.sign === '<' && to !== null) return { kind: 'days', from: null, to: dayBeside(to, -1) }
  return { kind: 'days', from, to }
}

const dayBeside = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
