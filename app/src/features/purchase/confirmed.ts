/** What was asked is told as asked only until it is decided. */
import { fault, type OutcomeSnapshot } from '@mutirao/documents'
import type { ListSession } from '../../engine/purchase/index.ts'
import { toast } from '../../ui/index.ts'

export interface Telling {
  /** A later one of the same kind takes its place. */
  readonly key: string
  readonly asked: string
  /** Once it counts. */
  readonly counted: string
  /** It does not count, whenever that comes. Absent: it is told as a notice. */
  readonly onRefused?: (reason: OutcomeSnapshot['reason']) => void
}

const [askedForMs, countedForMs] = [4_000, 3_000]

/** Says that it was asked and, while that still stands there, that it counts. */
export function tellAsked(
  session: Pick<ListSession, 'view' | 'subscribe'> | undefined,
  intentId: string,
  { key, asked, counted, onRefused }: Telling,
): void {
  const untilMs = performance.now() + askedForMs
  const takeAway = toast({ message: asked, key, durationMs: askedForMs })
  const stop = session?.subscribe(() => {
    const outcome = session.view().ledger?.outcome(intentId)
    if (!outcome || fault('PUR-28')) return
    stop?.()
    if (!outcome.accepted) {
      takeAway()
      onRefused?.(outcome.reason)
    } else if (performance.now() < untilMs) toast({ message: counted, key, durationMs: countedForMs })
  })
}
