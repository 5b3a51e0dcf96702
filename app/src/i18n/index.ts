/**
 * Words. pt-BR is bundled and complete from the first paint; English is fetched when somebody chooses it. Keys, variables
 * and plural forms are checked by the compiler (i18next.d.ts).
 */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { ptBR } from './pt-BR/index.ts'

export const languages = ['pt-BR', 'en'] as const
export type Language = (typeof languages)[number]
export const languageNames: Record<Language, string> = { 'pt-BR': 'Português', en: 'English' }

const storageKey = 'mutirao.language'
const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value)

/** The language of the words on the screen. */
export const currentLanguage = (): Language => (isLanguage(i18next.language) ? i18next.language : 'pt-BR')

function rememberedLanguage(): Language {
  try {
    const remembered = localStorage.getItem(storageKey)
    return isLanguage(remembered) ? remembered : 'pt-BR'
  } catch {
    return 'pt-BR' // storage is forbidden: the choice lasts as long as the tab
  }
}

/** Resolves when words can be shown; the default language needs no waiting. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'pt-BR',
    fallbackLng: 'pt-BR',
    ns: Object.keys(ptBR),
    defaultNS: 'common',
    resources: { 'pt-BR': ptBR },
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  if (rememberedLanguage() === 'en') await chooseLanguage('en')
}

/** Changes the words at once and remembers the choice. Rejects when the language could not be fetched (offline, first time). */
export async function chooseLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'common')) {
    const { en } = await import('./en/index.ts')
    for (const [area, words] of Object.entries(en)) i18next.addResourceBundle('en', area, words)
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Storage is forbidden: the choice lasts as long as the tab.
  }
}

export { useTranslation } from 'react-i18next'
export * from './errors.ts'
export * from './format.ts'
/** For code outside components (toasts, errors): the words of this moment. */
export const words = i18next
