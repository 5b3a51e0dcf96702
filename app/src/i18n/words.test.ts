import { describe, expect, it } from 'vitest'
import { fetchWords, lookUp, speak } from './dictionary.ts'
import { en } from './en/index.ts'
import { ptBR } from './pt-BR/index.ts'

/** `{a: {b: 'x'}}` → `a.b → x`. */
function flat(words: object, prefix = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(words) as [string, unknown][]) {
    if (typeof value === 'string') found.set(prefix + key, value)
    else for (const [inner, text] of flat(value as object, `${prefix}${key}.`)) found.set(inner, text)
  }
  return found
}
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').toSorted()
const portuguese = flat(ptBR)
const english = flat(en)

describe('words', () => {
  it('[APP-16] every sentence exists in both languages', () => {
    expect([...english.keys()].toSorted()).toEqual(
      [...portuguese.keys()].filter((key) => !key.endsWith('_many')).toSorted(),
    )
    expect([...english, ...portuguese].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('[APP-16] both languages fill in the same variables', () => {
    const differing = [...english.keys()].filter((key) => {
      const [ours, theirs] = [portuguese.get(key) ?? '', english.get(key) ?? '']
      // One of something needs no number: "a change" may leave {{count}} out.
      const rest = (text: string) => variables(text).filter((name) => name !== 'count')
      return rest(ours).join() !== rest(theirs).join()
    })
    expect(differing).toEqual([])
  })

  it('[APP-16] whatever has one plural form has all its language knows', () => {
    const forms = (keys: Iterable<string>, suffixes: readonly string[]) =>
      [...keys]
        .filter((key) => key.endsWith('_other'))
        .flatMap((key) => suffixes.map((suffix) => key.replace(/_other$/, suffix)))
    expect(forms(portuguese.keys(), ['_one', '_many']).filter((key) => !portuguese.has(key))).toEqual([])
    expect(forms(english.keys(), ['_one']).filter((key) => !english.has(key))).toEqual([])
  })

  it('[LNG-2] a count in a sentence is written as the language writes numbers', async () => {
    expect(lookUp('board', 'cards', { count: 8800 })).toBe('8.800 oportunidades')
    await fetchWords('en', 'first')
    speak('en')
    expect(lookUp('board', 'cards', { count: 8800 })).toBe('8,800 opportunities')
    speak('pt-BR')
  })

  it('[LNG-3] nothing is many, in both languages', async () => {
    expect(lookUp('board', 'cards', { count: 0 })).toBe('0 oportunidades')
    await fetchWords('en', 'first')
    speak('en')
    expect(lookUp('board', 'cards', { count: 0 })).toBe('0 opportunities')
    speak('pt-BR')
  })
})
