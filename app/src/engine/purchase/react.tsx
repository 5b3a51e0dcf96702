import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useEngine, useSessionView } from '../react.tsx'
import type { Editing } from '../presence.ts'
import type { Present } from '../present.ts'
import type { Approvals } from './all-lists.ts'
import type { ListEdits, RequestEdits } from './edits.ts'
import type { ListView } from './list-session.ts'
import { purchaseOf, type Purchase } from './purchase.ts'
import type { RequestDetailView } from './request-session.ts'

export const usePurchase = (): Purchase => purchaseOf(useEngine())

/** A list of requests with its ledger; renders again with every change of either. */
export const useRequestList = (listId: string): ListView => useSessionView(usePurchase().lists, listId)

/** The details of a request. */
export const useRequestDetail = (listId: string, requestId: string): RequestDetailView =>
  useSessionView(usePurchase().requests, `${listId}.${requestId}`)

/** What waits for this person in all lists. */
export const useApprovals = (): Approvals => useSessionView(usePurchase().allLists, 'all')

export const useListEdits = (listId: string): ListEdits => usePurchase().listEdits(listId)
export const useRequestEdits = (listId: string, requestId: string): RequestEdits =>
  usePurchase().requestEdits(listId, requestId)

/** Who else has this list open. */
export function useListPresence(listId: string): readonly Present[] {
  const { presence } = usePurchase().lists.get(listId)
  return useSyncExternalStore(presence.subscribe, presence.people)
}
/** Who else has this request open, and where in it they are. */
export function useRequestPresence(listId: string, requestId: string): readonly Present[] {
  const { presence } = usePurchase().lists.get(listId)
  return useSyncExternalStore(presence.subscribe, () => presence.atCard(requestId))
}
/** Tells the others, while mounted, which request and field I have open. */
export function useRequestEditing(listId: string, requestId: string | null, field: string | null): void {
  const { presence } = usePurchase().lists.get(listId)
  const editing = useMemo(
    (): Editing | null => (requestId === null ? null : { cardId: requestId, field }),
    [requestId, field],
  )
  useEffect(() => presence.setEditing(editing), [presence, editing])
  useEffect(() => () => presence.setEditing(null), [presence])
}
