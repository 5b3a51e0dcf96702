/** Comments and checklist of the open card; empty while its document is not there. */
import type { ChecklistItem, CommentSnapshot } from '@mutirao/documents'
import { useCallback, useSyncExternalStore } from 'react'
import type { CardView } from '../../engine/index.ts'

const noComments: readonly CommentSnapshot[] = Object.freeze([])
const noItems: readonly ChecklistItem[] = Object.freeze([])

export function useDetails({ details }: CardView): {
  readonly comments: readonly CommentSnapshot[]
  readonly checklist: readonly ChecklistItem[]
} {
  const subscribe = useCallback((listener: () => void) => details?.subscribe(listener) ?? (() => undefined), [details])
  const comments = useSyncExternalStore(subscribe, () => details?.comments() ?? noComments)
  const checklist = useSyncExternalStore(subscribe, () => details?.checklist() ?? noItems)
  return { comments, checklist }
}
