/** Comments, checklist and files of the open card; empty while its document is not there. */
import type { AttachmentSnapshot, ChecklistItem, CommentSnapshot } from '@mutirao/documents'
import { useCallback, useSyncExternalStore } from 'react'
import type { CardView } from '../../engine/index.ts'

const noComments: readonly CommentSnapshot[] = Object.freeze([])
const noFiles: readonly AttachmentSnapshot[] = Object.freeze([])
const noItems: readonly ChecklistItem[] = Object.freeze([])

export function useDetails({ details }: CardView): {
  readonly comments: readonly CommentSnapshot[]
  readonly checklist: readonly ChecklistItem[]
  readonly attachments: readonly AttachmentSnapshot[]
} {
  const subscribe = useCallback((listener: () => void) => details?.subscribe(listener) ?? (() => undefined), [details])
  const comments = useSyncExternalStore(subscribe, () => details?.comments() ?? noComments)
  const checklist = useSyncExternalStore(subscribe, () => details?.checklist() ?? noItems)
  const attachments = useSyncExternalStore(subscribe, () => details?.attachments() ?? noFiles)
  return { comments, checklist, attachments }
}
