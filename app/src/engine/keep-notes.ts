/** Keeps the letters of a card's notes while their blocks change (SPEC CRD-24). Loaded with the first card. */
import { keepLetters } from '@mutirao/documents'
import type { WatchedCopy } from '@mutirao/sync-client'

export const keepNotes = ({ doc, awareness, wasMine }: WatchedCopy): (() => void) =>
  keepLetters(doc, { nowMs: Date.now, isHere: (client) => awareness.getStates().has(client), wasMine })
