/** Notices that ask for a word nobody waits for any more: it was given, by this person or another, or the request went elsewhere. */
import { fault, type NotificationSnapshot } from '@mutirao/documents'
import type { Approvals } from '../../engine/purchase/index.ts'

type Waiting = Pick<Approvals, 'queue' | 'opening' | 'missing'>

/** A yes at a level, or the answer to a wish to reopen it. */
const askedBy = (isWish: boolean, requestId: string): string => (isWish ? `wish ${requestId}` : requestId)

/** Their ids. Empty as long as it is not known of every list what waits in it: then each of them may still be asked for. */
export function settledNotices(all: readonly NotificationSnapshot[], approvals: Waiting): ReadonlySet<string> {
  const settled = new Set<string>()
  if (approvals.opening > 0 || approvals.missing.length > 0 || fault('NTC-10')) return settled
  const waiting = new Set(
    approvals.queue.flatMap(({ request, said, view }) =>
      said === null ? [askedBy(view.reopening !== null, request.id)] : [],
    ),
  )
  for (const { id, event, subject } of all) {
    const isWish = event === 'purchase_request_reopening_asked'
    if (event !== 'purchase_request_waiting' && !isWish) continue
    // The newest first: of a request that began again only that one asks.
    if (!waiting.delete(askedBy(isWish, subject))) settled.add(id)
  }
  return settled
}
