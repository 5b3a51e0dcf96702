/** Words in components. */
import { useSyncExternalStore } from 'react'
import { currentLanguage, fetchWords, hasWords, lookUp, onLanguage, type Language } from './dictionary.ts'
import type { Area, Areas, Translate } from './keys.ts'

/** Per language and first area one function, so that it can stand among dependencies. */
const functions = new Map<string, Translate<Areas>>()
function translateOf(language: Language, area: Area): Translate<Areas> {
  const key = `${language} ${area}`
  const made =
    functions.get(key) ?? ((path: string, values?: Readonly<Record<string, unknown>>) => lookUp(area, path, values))
  functions.set(key, made)
  return made
}

/** Renders again when the language changes. */
export const useLanguage = (): Language => useSyncExternalStore(onLanguage, currentLanguage)

/**
 * The words of some areas. Whatever is not of the first screens (i18n/<language>/first.ts) may still be on its way: the
 * component then waits in the nearest `Suspense`, as it does for its own code.
 */
export function useTranslation<const A extends Areas = 'common'>(areas?: A): { readonly t: Translate<A> } {
  const language = useLanguage()
  const list: readonly Area[] = typeof areas === 'string' ? [areas] : (areas ?? ['common'])
  // Thrown, not `use`d: after `use` has waited React renders the component again keeping its hooks, and fails when hooks come
  // after it ("Update hook called on initial render", react/react#27043). Here nearly all of them do.
  // oxlint-disable-next-line typescript/only-throw-error
  if (!list.every(hasWords)) throw fetchWords(language, 'all')
  return { t: translateOf(language, list[0] ?? 'common') as Translate<A> }
}
