/** Cards by what is written in them, with the place where it stands. Pure. */
import { fault, folded, foldedWords, searchText, type CardTextPart } from '@mutirao/documents'
import type { BoardCards, CardTexts } from '../../../engine/index.ts'
import type { FoundCard } from './search.ts'

export interface Piece {
  readonly text: string
  readonly isMatch: boolean
}
export interface FoundText {
  readonly card: FoundCard
  readonly kind: CardTextPart['kind']
  readonly excerpt: readonly Piece[]
}

/** Letters on both sides of the first word found. */
const aroundLetters = 36

/**
 * Every word must occur in the card or in what is written in it, at least one in what is written. Cards that are found by their
 * own fields alone stand elsewhere.
 */
export function findTexts(
  boards: readonly BoardCards[],
  texts: CardTexts,
  text: string,
  limit: number,
): readonly FoundText[] {
  const words = foldedWords(text)
  if (words.length === 0) return []
  const found: FoundText[] = []
  for (const board of boards)
    for (const placed of board.cards) {
      const parts = texts.cards.get(`card:${board.boardId}.${placed.card.id}`)?.parts
      if (parts === undefined || parts.length === 0) continue
      const own = searchText(placed.card, board.fields)
      if (words.every((word) => own.includes(word)) && !fault('TXT-1')) continue
      const said = parts.map((part) => foldedPart(part))
      if (!words.every((word) => own.includes(word) || said.some((one) => one.includes(word)))) continue
      // The part that says most of what was asked.
      const hits = said.map((one) => words.filter((word) => one.includes(word)).length)
      const best = hits.indexOf(Math.max(...hits))
      const part = parts[best]
      if (!part) continue
      found.push({
        card: { ...placed, boardTitle: board.title },
        kind: part.kind,
        excerpt: excerptOf(part.text, words),
      })
      if (found.length >= limit) return found
    }
  return found
}

/** Folded once per part: parts keep their identity while nothing in their card changed. */
const foldedParts = new WeakMap<CardTextPart, string>()
function foldedPart(part: CardTextPart): string {
  const known = foldedParts.get(part) ?? folded(part.text)
  foldedParts.set(part, known)
  return known
}

/** The text around the first word found, its matches marked; folding changes lengths, so it goes letter by letter. */
export function excerptOf(text: string, words: readonly string[]): readonly Piece[] {
  const letters = [...text.replaceAll(/\s+/gu, ' ')]
  const places: number[] = []
  let hay = ''
  for (const [i, letter] of letters.entries()) {
    const plain = folded(letter)
    for (let k = 0; k < plain.length; k++) places.push(i)
    hay += plain
  }
  const isMatch = letters.map(() => false)
  let first = letters.length
  for (const word of words)
    for (let at = hay.indexOf(word); at >= 0; at = hay.indexOf(word, at + word.length)) {
      for (let k = at; k < at + word.length; k++) isMatch[places[k] ?? 0] = true
      first = Math.min(first, places[at] ?? 0)
    }
  const from = first === letters.length ? 0 : Math.max(0, first - aroundLetters)
  const to = Math.min(letters.length, from + aroundLetters * 3)
  const pieces: { text: string; isMatch: boolean }[] = from > 0 ? [{ text: '…', isMatch: false }] : []
  for (let i = from; i < to; i++) {
    const last = pieces.at(-1)
    const letter = letters[i] ?? ''
    if (last && last.isMatch === isMatch[i]) last.text += letter
    else pieces.push({ text: letter, isMatch: isMatch[i] ?? false })
  }
  if (to < letters.length) pieces.push({ text: '…', isMatch: false })
  return pieces
}
