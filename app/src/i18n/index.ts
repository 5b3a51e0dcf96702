/**
 * Words. The first screens' are there from the first paint (in pt-BR bundled, in English fetched before it); all others come
 * when nobody waits, or with the screen that needs them. Keys, variables and plural forms are checked by the compiler (keys.ts).
 */
import { fault } from '@mutirao/documents/faults'
import { fetchWords, languages, lookUp, speak, type Language } from './dictionary.ts'
import type { Area, Translate } from './keys.ts'

export const languageNames: Record<Language, string> = { 'pt-BR': 'Português', en: 'English' }

const storageKey = 'mutirao.language'
const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value)

/** What was chosen here; until then the first of the browser's languages that is one of ours. `public/theme.js` says the same. */
function rememberedLanguage(): Language {
  try {
    const remembered = localStorage.getItem(storageKey)
    if (isLanguage(remembered)) return remembered
  } catch {
    // Storage is forbidden: the choice lasts as long as the tab.
  }
  if (fault('LNG-1')) return 'pt-BR'
  const spoken = navigator.languages.map((tag) => tag.split('-')[0])
  return spoken.find((tag) => tag === 'pt' || tag === 'en') === 'en' ? 'en' : 'pt-BR'
}

/** Resolves when the first screens have their words; the default language needs no waiting. Rejects as `fetchWords`. */
export async function startWords(): Promise<void> {
  const language = rememberedLanguage()
  await fetchWords(language, 'first')
  become(language)
}

/** The words of every screen, ahead of the first that asks. Rejects when they cannot be had now; whoever needs them asks again. */
export const fetchAllWords = (): Promise<void> => fetchWords(rememberedLanguage(), 'all')

/**
 * A part of the interface with its words: a screen whose heads and buttons are blank for a moment looks broken. Should the words
 * not come, the part does; it asks for them again.
 */
export const withWords =
  <T>(fetch: () => Promise<T>) =>
  async (): Promise<T> => {
    const [part] = await Promise.all([fetch(), fault('APP-45') ? null : fetchAllWords().catch(reportError)])
    return part
  }

/** Changes the words at once and remembers the choice. Rejects when the language could not be fetched (offline, first time). */
export async function chooseLanguage(language: Language): Promise<void> {
  await fetchWords(language, 'all')
  become(language)
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Storage is forbidden: the choice lasts as long as the tab.
  }
}

function become(language: Language) {
  speak(language)
  document.documentElement.lang = language
}

export { currentLanguage, languages, type Language } from './dictionary.ts'
export { useTranslation } from './react.ts'
export * from './errors.ts'
export * from './format.ts'
/** For code outside components (toasts, errors): the words of this moment. */
export const words: { readonly t: Translate<readonly ['common', ...Area[]]> } = {
  t: (key: string, values?: Readonly<Record<string, unknown>>) => lookUp('common', key, values),
}
