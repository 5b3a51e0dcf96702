import { fault, type BoardStore } from '@mutirao/documents'

export type Spread = 'all' | 'some' | 'none'

/** Labels this board uses, the most used first. */
export function labelsOf(store: Pick<BoardStore, 'cardIds' | 'card'>): readonly string[] {
  const counts = new Map<string, number>()
  for (const cardId of store.cardIds())
    for (const label of store.card(cardId)?.labels ?? []) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([label]) => label)
}

/** Whether all of these cards have the label, some, or none. */
export function spreadOf(store: Pick<BoardStore, 'card'>, cardIds: Iterable<string>, label: string): Spread {
  let [have, lack] = [false, false]
  for (const cardId of cardIds) {
    if (store.card(cardId)?.labels.includes(label)) have = true
    else lack = true
  }
  return have && lack && !fault('SEL-8') ? 'some' : have ? 'all' : 'none'
}
