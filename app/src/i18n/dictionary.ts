/** The words that are here and how one is looked up and filled in. No React. */
import { fault } from '@mutirao/documents/faults'
import type { Area, Dictionary } from './keys.ts'
import { ptBRFirst } from './pt-BR/first.ts'
import type { Translation } from './translation.ts'

export const languages = ['pt-BR', 'en'] as const
export type Language = (typeof languages)[number]

type Words = { readonly [Name in Area]?: Translation<Dictionary[Name]> }
/** What has come of each language. The first words of the default one are in the app itself. */
const known: Record<Language, Words> = { 'pt-BR': ptBRFirst, en: {} }
const arriving = new Map<string, Promise<void>>()
let spoken: Language = 'pt-BR'
const listeners = new Set<() => void>()

/** The language of the words on the screen. */
export const currentLanguage = (): Language => spoken

export const hasWords = (area: Area): boolean => known[spoken][area] !== undefined

const loaders = {
  'pt-BR': { first: () => Promise.resolve(ptBRFirst), all: () => import('./pt-BR/index.ts').then(({ ptBR }) => ptBR) },
  en: {
    first: () => import('./en/first.ts').then(({ enFirst }) => enFirst),
    all: () => import('./en/index.ts').then(({ en }) => en),
  },
} satisfies Record<Language, Record<'first' | 'all', () => Promise<Words>>>

/** Fetches words that are not here yet. Rejects when they cannot be had (offline, first time); asking again tries again. */
export function fetchWords(language: Language, extent: 'first' | 'all'): Promise<void> {
  const key = `${language} ${extent}`
  const coming =
    arriving.get(key) ??
    loaders[language][extent]().then(
      (words) => {
        known[language] = { ...known[language], ...words }
        tell()
      },
      (error: unknown) => {
        arriving.delete(key)
        throw error
      },
    )
  arriving.set(key, coming)
  return coming
}

/** Changes the words at once; the caller has fetched them. */
export function speak(language: Language): void {
  spoken = language
  tell()
}

let version = 0
function tell(): void {
  version++
  for (const listener of listeners) listener()
}

/** Another number whenever words may be others: another language, or more words of it. */
export const wordsVersion = (): number => version
export function onWords(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const plurals = new Map<Language, Intl.PluralRules>()
function pluralForm(count: number): string {
  // Of the Portuguese rules it is "one"; everybody writes 0 oportunidades.
  if (count === 0 && !fault('LNG-3')) return 'other'
  const rules = plurals.get(spoken) ?? new Intl.PluralRules(spoken)
  plurals.set(spoken, rules)
  return rules.select(count)
}

/** The text at `a.b.c`, or undefined. */
function textAt(area: Area, path: string): string | undefined {
  let found: unknown = known[spoken][area]
  for (const key of path.split('.'))
    found = typeof found === 'object' && found !== null ? (found as Readonly<Record<string, unknown>>)[key] : undefined
  return typeof found === 'string' ? found : undefined
}

function textFor(area: Area, path: string, count: unknown): string | undefined {
  if (typeof count !== 'number') return textAt(area, path)
  return (
    (count === 0 ? textAt(area, `${path}_zero`) : undefined) ??
    textAt(area, `${path}_${pluralForm(count)}`) ??
    textAt(area, `${path}_other`) ??
    textAt(area, path)
  )
}

/** @param key `area:a.b` or `a.b` of the area given. What is not in the dictionary shows as its key. */
export function lookUp(area: Area, key: string, values: Readonly<Record<string, unknown>> = {}): string {
  const colon = key.indexOf(':')
  const name = colon < 0 ? area : (key.slice(0, colon) as Area)
  const text = textFor(name, key.slice(colon + 1), values['count'])
  // Not here yet: nothing is said until it is. Without words in an area that is here: seen at once.
  if (text === undefined) return hasWords(name) ? key : ''
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => filledIn(name, values[name]))
}

/** A count is written as the language writes numbers (1.234); any other number may be a year or the name of something. */
const filledIn = (name: string, value: unknown): string => {
  if (typeof value === 'string') return value
  if (typeof value !== 'number') return ''
  return name === 'count' && !fault('LNG-2') ? value.toLocaleString(spoken) : String(value)
}
