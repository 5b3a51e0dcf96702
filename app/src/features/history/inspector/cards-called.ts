import { fault, type BoardStore, type CardSnapshot } from '@mutirao/documents'

/** More than anybody reads: whoever looks for one writes another word. */
const most = 50

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Cards with all of these words in title or account, in the order of the board; the first ones when no word is given. */
export function cardsCalled(store: BoardStore, words: string): readonly CardSnapshot[] {
  const wanted = fault('HSC-11')
    ? [words]
    : plain(words)
        .split(/\s+/)
        .filter((word) => word !== '')
  const found: CardSnapshot[] = []
  for (const { id: stageId } of store.stages())
    for (const id of store.column(stageId)) {
      const card = store.card(id)
      if (!card) continue
      const text = plain(`${card.title} ${card.account}`)
      if (wanted.every((word) => text.includes(word))) found.push(card)
      if (found.length === most) return found
    }
  return found
}
