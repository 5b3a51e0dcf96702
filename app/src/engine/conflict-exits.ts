import { parseName, takeLostValue, type OwnConflict } from '@mutirao/documents'
import { useCallback } from 'react'
import type { Engine } from './engine.ts'
import { resolveConflict } from './history.ts'
import { useEngine } from './react.tsx'

export interface ConflictExits {
  /** Puts it aside for this person, or back. */
  readonly setSeen: (conflict: OwnConflict, seen: boolean) => void
  /** Writes the value that had lost: on a card of a board as an edit of this device with its undo, elsewhere at the server. */
  readonly takeLost: (conflict: OwnConflict) => Promise<void>
}

export function useConflictExits(): ConflictExits {
  const engine = useEngine()
  return {
    setSeen: useCallback((conflict, seen) => engine.people.setConflictSeen(conflict.id, seen), [engine]),
    takeLost: useCallback((conflict) => takeLost(engine, conflict), [engine]),
  }
}

async function takeLost(engine: Engine, conflict: OwnConflict): Promise<void> {
  const [root, cardId, key, ...rest] = conflict.path
  const parsed = parseName(conflict.document)
  if (parsed?.kind !== 'board' || root !== 'cards' || cardId === undefined || key === undefined || rest.length > 0)
    return resolveConflict(conflict.document, conflict, 'lost')
  const release = engine.boards.retain(parsed.id)
  try {
    await engine.boards.get(parsed.id).loaded
    const lost = { cardId, key, value: conflict.lost }
    engine.boardRunner(parsed.id).change((doc, at) => takeLostValue(doc, at, lost), { loud: true })
  } finally {
    release()
  }
}
