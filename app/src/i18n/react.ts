/** Words in components. */
import { fault } from '@mutirao/documents/faults'
import { useEffect, useSyncExternalStore } from 'react'
import { currentLanguage, fetchWords, hasWords, lookUp, onWords, wordsVersion, type Language } from './dictionary.ts'
import type { Area, Areas, Translate } from './keys.ts'

/** One function per first area while the words are the same, so that it can stand among dependencies. */
const functions = new Map<Area, Translate<Areas>>()
let functionsOf = -1
function translateOf(version: number, area: Area): Translate<Areas> {
  if (version !== functionsOf) functions.clear()
  functionsOf = version
  const made =
    functions.get(area) ?? ((path: string, values?: Readonly<Record<string, unknown>>) => lookUp(area, path, values))
  functions.set(area, made)
  return made
}

/** Renders again when the language changes. */
export const useLanguage = (): Language => useSyncExternalStore(onWords, currentLanguage)

/**
 * The words of some areas. Whatever is not of the first screens (i18n/<language>/first.ts) may still be on its way: it is blank
 * until it has come. (Not by suspending: a component that waits in `use` and follows a store breaks React 19.3, error 467.)
 */
export function useTranslation<const A extends Areas = 'common'>(areas?: A): { readonly t: Translate<A> } {
  const version = useSyncExternalStore(onWords, wordsVersion)
  const list: readonly Area[] = typeof areas === 'string' ? [areas] : (areas ?? ['common'])
  const missing = !list.every(hasWords)
  useEffect(() => {
    if (missing && !fault('APP-17')) fetchWords(currentLanguage(), 'all').catch(reportError)
  }, [missing])
  return { t: translateOf(version, list[0] ?? 'common') as Translate<A> }
}
