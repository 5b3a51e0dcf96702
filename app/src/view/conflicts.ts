import { keptStands, type CardSnapshot, type OwnConflict } from '@mutirao/documents'
import { useMemo } from 'react'
import { useConflicts } from '../engine/index.ts'

const none: readonly OwnConflict[] = []
/** One list per card for each list of conflicts: a board of thousands of cards asks once, not once a card. */
const byCard = new WeakMap<readonly OwnConflict[], ReadonlyMap<string, readonly OwnConflict[]>>()

/** `board:<id>` with the card in the path, or the card's own document: both are about that card. */
export function cardOf({ document, path }: OwnConflict): string | null {
  if (document.startsWith('card:')) return document.slice('card:'.length)
  const [root, cardId] = path
  return document.startsWith('board:') && root === 'cards' && cardId !== undefined
    ? `${document.slice('board:'.length)}.${cardId}`
    : null
}

function grouped(conflicts: readonly OwnConflict[]): ReadonlyMap<string, readonly OwnConflict[]> {
  const known = byCard.get(conflicts)
  if (known) return known
  const made = new Map<string, readonly OwnConflict[]>()
  for (const conflict of conflicts) {
    const key = cardOf(conflict)
    if (key !== null) made.set(key, [...(made.get(key) ?? none), conflict])
  }
  byCard.set(conflicts, made)
  return made
}

/** Whether nobody wrote there since, as far as this device knows: my own edit ends it before the server has heard of it. */
export function standsOn(card: CardSnapshot | undefined, { document, path, kept }: OwnConflict): boolean {
  const [, cardId, key] = path
  if (!card || !document.startsWith('board:') || cardId !== card.id || key === undefined) return true
  return keptStands(card, key, kept)
}

/** The open conflicts of one card that concern this person, newest first. */
export function useCardConflicts(boardId: string, card: CardSnapshot): readonly OwnConflict[] {
  const own = grouped(useConflicts()).get(`${boardId}.${card.id}`) ?? none
  return useMemo(() => (own === none ? none : own.filter((conflict) => standsOn(card, conflict))), [own, card])
}
