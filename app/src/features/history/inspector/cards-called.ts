import { fault, type BoardStore, type CardSnapshot } from '@mutirao/documents'

/** More than anybody reads: whoever looks for one writes another word. */
export const mostCalled = 50

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Whether all words stand in a text, whatever their case and accents; no words stand in every text. */
export function wordsIn(words: string): (text: string) => boolean {
  const wanted = fault('HSC-11')
    ? [words]
    : plain(words)
        .split(/\s+/)
        .filter((word) => word !== '')
  return (text) => {
    const found = plain(text)
    return wanted.every((word) => found.includes(word))
  }
}

/** Cards with all of these words in title or account, in the order of the board; the first ones when no word is given. */
export function cardsCalled(store: BoardStore, words: string): readonly CardSnapshot[] {
  const isIn = wordsIn(words)
  const found: CardSnapshot[] = []
  for (const { id: stageId } of store.stages())
    for (const id of store.column(stageId)) {
      const card = store.card(id)
      if (!card) continue
      if (isIn(`${card.title} ${card.account}`)) found.push(card)
      if (found.length === mostCalled) return found
    }
  return found
}
