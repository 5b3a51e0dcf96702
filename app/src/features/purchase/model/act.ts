/** Asking for decisions: what is sent with the wish, and what keeps it from being sent. Pure. */
import {
  fault,
  intentTypeOf,
  isComplete,
  isCountable,
  needsReason,
  type JsonValue,
  type NewIntent,
  type RequestAction,
  type RequestView,
} from '@mutirao/documents'
import type { Seen } from '../../../engine/purchase/index.ts'

export interface Wish {
  readonly action: RequestAction
  readonly reason?: string
  /** In whose name, when it is not plainly one's own. */
  readonly voice?: string
}

/**
 * incomplete: nothing to buy, or a line nobody can count · not_here: what would be approved is not on this device ·
 * changed: what this person sees is no longer what the round is about; it begins again by itself · reason: it needs words.
 */
export type ActProblem = 'incomplete' | 'not_here' | 'changed' | 'reason'

const levelled: ReadonlySet<RequestAction> = new Set(['approve', 'return', 'reject'])

/** The intent for a wish about a request as this device shows it, or why there is none. */
export function intentFor(
  requestId: string,
  { action, reason = '', voice }: Wish,
  view: RequestView | null,
  seen: Seen | null,
): { readonly intent: NewIntent } | { readonly problem: ActProblem } {
  if (needsReason.has(action) && reason.trim() === '') return { problem: 'reason' }
  const words = reason.trim() === '' ? {} : { reason: reason.trim() }
  const type = intentTypeOf[action]
  if (action === 'submit') {
    if (!seen) return { problem: 'not_here' }
    if (!isComplete(seen.content)) return { problem: 'incomplete' }
    return { intent: { type, subject: requestId, digest: seen.digest } }
  }
  if (!levelled.has(action) || !view) return { intent: { type, subject: requestId, args: words } }
  if (!seen) return { problem: 'not_here' }
  if (action === 'approve' && !isCountable(seen.content)) return { problem: 'incomplete' }
  if (seen.digest !== view.digest && !fault('PUR-5')) return { problem: 'changed' }
  const args: Record<string, JsonValue> = {
    round: view.round,
    level: view.level ?? 0,
    policy: view.policy,
    // What stood on the screen: for whoever has to be told that it did not count.
    shownCents: seen.content.totalCents,
    ...words,
    ...(voice === undefined ? {} : { for: voice }),
  }
  return { intent: { type, subject: requestId, digest: seen.digest, args } }
}
