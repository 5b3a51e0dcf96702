import { fault } from '@mutirao/documents'
import { TokenBucket } from '../submit/limits.ts'

export interface Pace {
  /** Before when no letter about something new goes to this person, milliseconds since the epoch; now, as a rule. */
  nextMs(person: { readonly workspaceId: string; readonly userId: string }): number
}

/** So many letters of one person go at once, and one more comes back every so often. */
const letters = { burst: 60, perSecond: 1 / 60 }
/** Above it what is new waits for the next of these, to be one letter. */
const gatherMs = 60_000

/**
 * How fast letters may come to one person: a colleague who changes one request all day, or names somebody in every line, fills
 * no mailbox. Nothing is left out: it comes a little later, together.
 */
export function createPace(now: () => number): Pace {
  const people = new Map<string, TokenBucket>()
  return {
    nextMs({ workspaceId, userId }) {
      const key = `${workspaceId} ${userId}`
      const bucket = people.get(key) ?? new TokenBucket(letters, now)
      people.set(key, bucket)
      const nowMs = now()
      return bucket.tryTake(1) || fault('MAI-13') ? nowMs : (Math.floor(nowMs / gatherMs) + 1) * gatherMs
    },
  }
}
