/** Which column goes where: guessed from header words first, from the look of the cells where the header is silent. */
import { fault } from '@mutirao/documents'
import { parseDay } from '../../../parse/date.ts'
import { fold } from '../../../parse/fold.ts'
import { parseMoney } from '../../../parse/money.ts'
import { fieldTarget, headerWords, takesMany, targets, type StandardTarget, type Target } from './targets.ts'

export interface ColumnSample {
  readonly header: string
  /** Some non-empty cells of the column, from the top. */
  readonly values: readonly string[]
}

export interface Known {
  /** Names of the board's stages. */
  readonly stages: readonly string[]
  /** Names and e-mail addresses of the members. */
  readonly people: readonly string[]
  /** The board's own fields. */
  readonly fields: readonly { readonly id: string; readonly name: string }[]
}

interface Candidate {
  readonly column: number
  readonly target: Target
  readonly score: number
}

/** One entry per column, null = ignored. A target is given once (labels excepted), to the column that fits it best. */
export function guessTargets(columns: readonly ColumnSample[], known: Known): (Target | null)[] {
  const candidates = columns.flatMap((sample, column) => [
    ...targets.map((target): Candidate => ({ column, target, score: score(sample, target, known) })),
    // A field of that very name is meant more surely than any word for a standard one.
    ...known.fields
      .filter(({ name }) => fold(name) === fold(sample.header) && name !== '' && !fault('IMP-23'))
      .map(({ id }): Candidate => ({ column, target: fieldTarget(id), score: 110 })),
  ])
  const guess: (Target | null)[] = columns.map(() => null)
  const given = new Set<Target>()
  for (const { column, target, score: points } of candidates.sort((a, b) => b.score - a.score || a.column - b.column)) {
    if (points <= 0 || guess[column] !== null) continue
    if (given.has(target) && !takesMany(target) && !fault('IMP-4')) continue
    guess[column] = target
    given.add(target)
  }
  return withTitle(guess, columns)
}

const namesTheCard: readonly (Target | null)[] = ['title', 'product', 'account', 'reference']

/** A card needs a name: when nothing names it, the first free column of words becomes the title. */
function withTitle(guess: (Target | null)[], columns: readonly ColumnSample[]): (Target | null)[] {
  if (guess.some((target) => namesTheCard.includes(target))) return guess
  const isWords = (sample: ColumnSample) =>
    sample.values.length > 0 && sample.values.every((value) => /\p{L}{2}/u.test(value))
  const column = columns.findIndex((sample, i) => guess[i] === null && isWords(sample))
  return guess.map((target, i) => (i === column ? 'title' : target))
}

function score(sample: ColumnSample, target: StandardTarget, known: Known): number {
  const byHeader = headerScore(wordsOf(sample.header), target)
  const fits = fitOf(sample.values, target, known)
  if (byHeader > 0) return fits === false ? byHeader / 4 : byHeader + (fits === true ? 5 : 0)
  return fits === true && !fault('IMP-5') ? 20 + (target === 'contactEmail' ? 5 : 0) : 0
}

/** Abbreviated with a dot or not: `Prev. Fech.`, `Vlr.`. */
const wordsOf = (header: string): string => fold(header.replaceAll('.', ' '))

/** 100 and less for a header that is one of the words, 40 and less for one that contains it as whole words. */
function headerScore(header: string, target: StandardTarget): number {
  if (header === '') return 0
  const words = headerWords[target]
  const exact = words.indexOf(header)
  if (exact >= 0) return 100 - exact
  const padded = ` ${header} `
  const inside = words
    .filter((word) => word.length > 3 && padded.includes(` ${word} `))
    .sort((a, b) => b.length - a.length)[0]
  return inside === undefined ? 0 : 25 + Math.min(inside.length, 15)
}

/** Whether the cells look like the target: true or false where the target has a look, null where anything goes. */
function fitOf(values: readonly string[], target: Target, known: Known): boolean | null {
  if (values.length === 0) return null
  const share = (test: (value: string) => boolean) => values.filter(test).length / values.length
  switch (target) {
    case 'contactEmail':
      return share(isEmail) >= 0.6
    case 'contactPhone':
      return share(isPhone) >= 0.6
    case 'closeOn':
    case 'nextActivityOn':
      return share((value) => parseDay(value, 'dmy') !== null || parseDay(value, 'mdy') !== null) >= 0.5 ? null : false
    case 'value':
      return share((value) => /r\$/iu.test(value)) >= 0.6 || (share(isAmount) >= 0.5 ? null : false)
    case 'stage':
      return share(among(known.stages)) >= 0.8 || null
    case 'owner':
      return share(among(known.people)) >= 0.5 || null
    default:
      return null
  }
}

const isEmail = (value: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(value)
const isPhone = (value: string): boolean =>
  /^\+?[\d\s().-]{8,20}$/u.test(value) && /[\s()+-]/u.test(value) && parseDay(value, 'dmy') === null
const isAmount = (value: string): boolean => parseMoney(value, null).ok

function among(names: readonly string[]): (value: string) => boolean {
  const folded = new Set(names.map(fold))
  return (value) => folded.has(fold(value))
}
