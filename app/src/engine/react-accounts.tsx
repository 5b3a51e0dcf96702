import { useSyncExternalStore } from 'react'
import type { AccountsView } from './accounts-session.ts'
import type { AllBoards } from './all-boards.ts'
import { useEngine, useSessionView } from './react.tsx'

/** The workspace's accounts; renders again with every change of theirs. */
export function useAccounts(): AccountsView {
  const { accounts } = useEngine()
  return useSyncExternalStore(accounts.subscribe, accounts.view)
}

/** The cards of all boards on this device, opened one after the other while the component is mounted. */
export const useAllBoards = (): AllBoards => useSessionView(useEngine().allBoards, 'all')
