import type { OwnConflict } from '@mutirao/documents'
import { useSyncExternalStore } from 'react'
import { useEngine } from './react.tsx'

/** Open conflicts this person has a value in and has not put aside, newest first. Known offline, live with the socket. */
export function useConflicts(): readonly OwnConflict[] {
  const { people } = useEngine()
  return useSyncExternalStore(people.subscribe, () => people.people().conflicts)
}
