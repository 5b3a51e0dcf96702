import { findDuplicates, type AccountsStore, type Duplicate } from '@mutirao/documents'
import { useMemo } from 'react'

const none: readonly Duplicate[] = []

/** Pairs that may be one company, found again whenever an account changed. @param version of the accounts' view */
export function useDuplicates(store: AccountsStore | null, version: number): readonly Duplicate[] {
  return useMemo(() => {
    void version
    return store ? findDuplicates(store.accounts(), store.contactsOf, store.isDismissed) : none
  }, [store, version])
}
