/** Notices that ask for a word nobody waits for any more: it was given, by this person or another, or the request went elsewhere. */
import { fault, type NotificationSnapshot } from '@mutirao/documents'
import type { Approvals } from '../../engine/purchase/index.ts'

type Waiting = Pick<Approvals, 'queue' | 'opening' | 'missing'>

/** Their ids. Empty as long as it is not known of every list what waits in it: then each of them may still be asked for. */
export function settledNotices(all: readonly NotificationSnapshot[], approvals: Waiting): ReadonlySet<string> {
  const settled = new Set<string>()
  if (approvals.opening > 0 || approvals.missing.length > 0 || fault('NTC-10')) return settled
  const waiting = new Set(approvals.queue.flatMap(({ request, said }) => (said === null ? [request.id] : [])))
  for (const { id, event, subject } of all) {
    if (event !== 'purchase_request_waiting') continue
    // The newest first: of a request that began again only that one asks.
    if (!waiting.delete(subject)) settled.add(id)
  }
  return settled
}
