import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterEach, expect, it, vi } from 'vitest'
import { currentLanguage, speak } from './dictionary.ts'
import { startWords } from './index.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  speak('pt-BR')
})

const beforePaint = readFileSync(join(import.meta.dirname, '../../public/theme.js'), 'utf8')

/** The language of the words and of the page before its first paint, in a browser that asks for these and keeps that choice. */
async function opened(languages: readonly string[], chosen: string | null): Promise<readonly [string, string]> {
  const page = () => ({
    navigator: { languages },
    localStorage: { getItem: (key: string) => (key === 'mutirao.language' ? chosen : null) },
    document: { documentElement: { lang: 'pt-BR', dataset: {} } },
  })
  const first = page()
  runInNewContext(beforePaint, first)
  for (const [name, value] of Object.entries(page())) vi.stubGlobal(name, value)
  await startWords()
  expect(document.documentElement.lang).toBe(currentLanguage())
  return [currentLanguage(), first.document.documentElement.lang]
}

it.each([
  [['en-GB', 'pt-BR'], null, 'en'],
  [['de-DE', 'en', 'pt'], null, 'en'],
  [['pt-PT', 'en-US'], null, 'pt-BR'],
  [['ja', 'enm'], null, 'pt-BR'],
  [[], null, 'pt-BR'],
  [['en-US'], 'pt-BR', 'pt-BR'],
  [['pt-BR'], 'en', 'en'],
])('[LNG-1] a browser that asks for %j and remembers %j reads %j', async (languages, chosen, expected) => {
  expect(await opened(languages, chosen)).toEqual([expected, expected])
})
