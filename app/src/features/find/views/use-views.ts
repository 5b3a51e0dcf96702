import { compareRank, fault, type JsonValue, type Preferences, type ViewSnapshot } from '@mutirao/documents'
import { useMemo } from 'react'
import { usePeople } from '../../../engine/index.ts'
import type { ViewsPort } from '../../../view/index.ts'

export interface SavedView {
  readonly id: string
  readonly name: string
  readonly query: string
  readonly shared: boolean
  /** Its place among its own kind. */
  readonly rank: string
}

/** One own setting per view, so that views made on two devices at once both stay. */
export const prefixOf = (listId: string): string => `view:${listId}:`

/** Views only this person sees, in the order in which they were made or put since. What is no view is passed over. */
function ownViews(preferences: Preferences, listId: string): readonly SavedView[] {
  const prefix = prefixOf(listId)
  return Object.keys(preferences)
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => {
      const value = preferences[key]
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
      const id = key.slice(prefix.length)
      const { name, query, rank = id } = value as { readonly [key: string]: JsonValue }
      if (typeof name !== 'string' || typeof query !== 'string' || typeof rank !== 'string') return []
      return [{ id, name, query, rank, shared: false }]
    })
    .toSorted(compareRank)
}

const asShared = ({ id, name, query, rank }: ViewSnapshot): SavedView => ({ id, name, query, rank, shared: true })

/** Own views first, then the team's. */
export function useViews({ listId, shared }: ViewsPort): readonly SavedView[] {
  const { preferences } = usePeople()
  return useMemo(
    () => [...ownViews(preferences, listId), ...(fault('VUE-4') ? [] : shared.map(asShared))],
    [preferences, listId, shared],
  )
}
