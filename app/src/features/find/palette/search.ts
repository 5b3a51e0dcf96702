/** Cards of all boards on this device by words, the best first. Pure. */
import { fault, folded, foldedWords, searchText } from '@mutirao/documents'
import type { BoardCards, PlacedCard } from '../../../engine/index.ts'

export interface FoundCard extends PlacedCard {
  readonly boardTitle: string
}

/** Lower is better: how well a title fits what was typed, then live before archived. */
function rankOf(title: string, phrase: string, isArchived: boolean): number {
  const text = folded(title)
  const fit =
    text === phrase ? 0 : text.startsWith(phrase) ? 1 : text.includes(` ${phrase}`) ? 2 : text.includes(phrase) ? 3 : 4
  return fit + (isArchived && !fault('CMD-2') ? 10 : 0)
}

/**
 * Every word must occur in the card's own fields. Looks through all cards: folded texts are kept per card, so that
 * 10 000 of them cost a few milliseconds a keystroke.
 * @param hereId the board on the screen: of equals its cards stand first
 */
export function findCards(
  boards: readonly BoardCards[],
  text: string,
  limit: number,
  hereId: string | null = null,
): readonly FoundCard[] {
  const words = foldedWords(text)
  if (words.length === 0) return []
  const phrase = words.join(' ')
  const found: { readonly card: FoundCard; readonly rank: number }[] = []
  for (const board of boards)
    for (const placed of board.cards) {
      const hay = searchText(placed.card, board.fields)
      if (!words.every((word) => hay.includes(word))) continue
      const rank =
        rankOf(placed.card.title, phrase, placed.card.deletedAt !== null) * 2 + (board.boardId === hereId ? 0 : 1)
      found.push({ card: { ...placed, boardTitle: board.title }, rank })
    }
  found.sort((a, b) => a.rank - b.rank || (a.card.card.title < b.card.card.title ? -1 : 1))
  return found.slice(0, limit).map(({ card }) => card)
}

/** True when every word occurs in the text, in any order. */
export function saysAll(text: string, words: readonly string[]): boolean {
  const hay = folded(text)
  return words.every((word) => hay.includes(word))
}

/** Of boards whose titles say all the words, those that say them as they were typed. */
export const bestFirst = <T extends { readonly title: string }>(boards: readonly T[], words: readonly string[]): T[] =>
  words.length === 0 || fault('CMD-6')
    ? [...boards]
    : boards.toSorted((a, b) => rankOf(a.title, words.join(' '), false) - rankOf(b.title, words.join(' '), false))
