import { useCallback, useSyncExternalStore } from 'react'
import type { AccountsView } from './accounts-session.ts'
import type { AllBoards } from './all-boards.ts'
import { useEngine } from './react.tsx'

/** The workspace's accounts; renders again with every change of theirs. */
export function useAccounts(): AccountsView {
  const { accounts } = useEngine()
  return useSyncExternalStore(accounts.subscribe, accounts.view)
}

const only = 'all'

/** The cards of all boards on this device, opened one after the other while the component is mounted. */
export function useAllBoards(): AllBoards {
  const { allBoards } = useEngine()
  const session = allBoards.get(only)
  const subscribe = useCallback(
    (listener: () => void) => {
      const release = allBoards.retain(only)
      const stop = allBoards.get(only).subscribe(listener)
      return () => {
        stop()
        release()
      }
    },
    [allBoards],
  )
  return useSyncExternalStore(subscribe, session.view)
}
