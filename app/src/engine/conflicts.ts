import { parseName, type OwnConflict } from '@mutirao/documents'
import { useCallback, useSyncExternalStore } from 'react'
import type { Engine } from './engine.ts'
import { resolveConflict } from './history.ts'
import { useEngine } from './react.tsx'

/** Open conflicts this person has a value in and has not put aside, newest first. Known offline, live with the socket. */
export function useConflicts(): readonly OwnConflict[] {
  const { people } = useEngine()
  return useSyncExternalStore(people.subscribe, () => people.people().conflicts)
}

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
    engine.boardEdits(parsed.id).takeLost({ cardId, key, value: conflict.lost })
  } finally {
    release()
  }
}
