import { createBoardStore, foldCompanyName } from '@mutirao/documents'
import type { LiveDoc } from './undo.ts'

/** Ids of a board's cards, archived ones too, whose account is one of these names in any spelling and not written `except`. */
export function cardsCalled(doc: LiveDoc, names: readonly string[], except: string): readonly string[] {
  const wanted = new Set(names.map(foldCompanyName))
  const store = createBoardStore(doc)
  store.destroy()
  return [...store.cardIds()].filter((cardId) => {
    const account = store.card(cardId)?.account ?? ''
    return account !== '' && account !== except && wanted.has(foldCompanyName(account))
  })
}
