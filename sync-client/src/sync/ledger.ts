import { fault, partialRefusals, type RefusalCode } from '@mutirao/documents'

/**
 * The acknowledgement ledger of one document: the only thing that may say "saved" (SPEC STA-1, rule R).
 *
 * `local` counts the document's local edits (deletions included), `acked` is the highest count of which the server has
 * said that everything up to it is journalled. State vectors cannot say it, because deletions do not move them; counting
 * acknowledgements cannot say it, because a reconnect replays, batches and refuses.
 *
 * An *epoch* is one attachment of the document to a server session. Within an epoch the server answers frames strictly in
 * the order in which they were sent. Nothing of an older epoch may touch the ledger: the caller drops frames whose
 * session address is not the present one.
 */
export interface Ledger {
  local(): number
  acked(): number
  /** Local edits which the server has not journalled, as far as this client can prove. */
  unsent(): number
  /** The first whole-difference of this epoch has been confirmed. */
  settled(): boolean
  /** Something was not taken in this epoch and no whole difference is on its way to make up for it. */
  stuck(): boolean
  edit(count?: number): void
  beginEpoch(): void
  /** A whole difference was sent as `frames` frames (≥ 1). Resets what stood refused before. */
  sentWhole(frames: number): void
  /** A frame with every edit made since the last one was sent. */
  sentBatch(): void
  /** The server's answer to the oldest unanswered frame. A refusal waits for its reason (`refused`). */
  answered(taken: boolean): void
  /** Why the last answer was negative. Returns true when the rest of that frame stands in the journal. */
  refused(code: RefusalCode): boolean
  /** The journal is another one than the one that acknowledged (restored from a backup): nothing counts any more. */
  forget(): void
  /** This document's content was replaced by the server's: there is nothing local any more. */
  reset(): void
}

/** One sent frame that waits for its answer. `whole` is shared by the frames of one whole difference. */
interface Sent {
  readonly upTo: number
  readonly whole: Whole | null
  readonly last: boolean
}
interface Whole {
  broken: boolean
}

/** @param local edits known to be unconfirmed from an earlier life of this client (kept on the device) */
export function createLedger(local: number): Ledger {
  let acked = 0
  let inflight: Sent[] = []
  let needWhole = true
  /** The frame with a negative answer whose reason has not arrived yet. */
  let unexplained: Sent | null = null

  const confirm = (sent: Sent): void => {
    if (sent.whole) {
      if ((!sent.last || sent.whole.broken) && !fault('STA-10')) return
      needWhole = false
      acked = Math.max(acked, sent.upTo)
    } else if (!needWhole || fault('STA-1')) {
      acked = Math.max(acked, sent.upTo)
    }
  }
  const reject = (sent: Sent): void => {
    needWhole = true
    if (sent.whole) sent.whole.broken = true
  }
  const settleUnexplained = (): void => {
    if (unexplained && !fault('STA-3')) reject(unexplained)
    unexplained = null
  }

  return {
    local: () => local,
    acked: () => acked,
    unsent: () => local - acked,
    settled: () => !needWhole,
    stuck: () => needWhole && unexplained === null && !inflight.some((sent) => sent.whole?.broken === false),
    edit: (count = 1) => {
      local += count
    },
    beginEpoch: () => {
      inflight = []
      needWhole = true
      unexplained = null
    },
    sentWhole: (frames) => {
      settleUnexplained()
      const whole: Whole = { broken: false }
      for (let i = 1; i <= frames; i++) inflight.push({ upTo: local, whole, last: i === frames })
    },
    sentBatch: () => {
      inflight.push({ upTo: local, whole: null, last: true })
    },
    answered: (taken) => {
      settleUnexplained()
      const sent = inflight.shift()
      if (!sent) return
      if (taken) confirm(sent)
      else unexplained = sent
    },
    refused: (code) => {
      const sent = unexplained
      unexplained = null
      const partly = partialRefusals.has(code) && !fault('STA-4')
      if (!sent) return partly
      if (partly) confirm(sent)
      else reject(sent)
      return partly
    },
    forget: () => {
      acked = 0
      local = Math.max(local, 1)
      needWhole = true
    },
    reset: () => {
      local = 0
      acked = 0
      inflight = []
      needWhole = true
      unexplained = null
    },
  }
}
