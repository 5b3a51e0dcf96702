import { createHash, randomBytes } from 'node:crypto'
import { fault } from '@mutirao/documents'

/** Time enough to pick up a phone. */
export const ticketLifeMs = 5 * 60_000

interface Ticket {
  readonly email: string
  readonly endsMs: number
}

/** The links in the QR code: one at a time, each opens once. Only what they hash to is kept. */
export interface Tickets {
  /** A new ticket; the one before it is void. 32 random bytes, base64url. */
  issue(email: string, nowMs: number): { readonly ticket: string; readonly endsMs: number }
  /** Whose ticket this is; it is used up by asking. Null: used, too old, replaced or never made. */
  redeem(ticket: string, nowMs: number): string | null
  clear(): void
}

export function createTickets(): Tickets {
  const live = new Map<string, Ticket>()
  return {
    issue(email, nowMs) {
      live.clear()
      const ticket = randomBytes(32).toString('base64url')
      const endsMs = nowMs + ticketLifeMs
      live.set(hashOf(ticket), { email, endsMs })
      return { ticket, endsMs }
    },
    redeem(ticket, nowMs) {
      const hash = hashOf(ticket)
      const found = live.get(hash)
      if (!fault('PHO-3')) live.delete(hash)
      return found && nowMs < found.endsMs ? found.email : null
    },
    clear: () => live.clear(),
  }
}

const hashOf = (ticket: string): string => createHash('sha256').update(ticket).digest('hex')
