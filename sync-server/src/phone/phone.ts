/** "Abrir no celular": opens this machine's Mutirão to the local network, and closes it again by itself. */
import { networkInterfaces } from 'node:os'
import type { Logger } from 'pino'
import { MutiraoError, fault } from '@mutirao/documents'
import { networkAddresses, type NetworkAddress } from './addresses.ts'
import { openListener, type Inside, type Listener } from './listener.ts'
import { createTickets } from './tickets.ts'

/** Turning it on again begins a new hour. */
const openForMs = 60 * 60_000
/** A link is scanned, not typed: who is wrong this often is guessing. */
const maxWrongTickets = 20

export interface PhoneState {
  /** False: this machine is on no network a phone could share. */
  readonly available: boolean
  /** `http://192.168.0.7:41234`, or null while nothing listens. */
  readonly address: string | null
  readonly endsAtMs: number | null
  /** Phones that came in since it was opened. */
  readonly entered: number
}
export interface PhoneInvitation extends PhoneState {
  /** With the ticket behind `#`, which browsers send to nobody. */
  readonly link: string
  readonly linkEndsAtMs: number
}

/** Signs a person in without a password: the ticket stood for it. Returns the cookies and the way to end that session. */
export interface Door {
  enter(
    email: string,
    remote: string,
  ): Promise<{ readonly setCookies: readonly string[]; readonly end: () => Promise<void> }>
}

export interface Phone {
  state(): PhoneState
  /** Opens (or keeps open) and makes a fresh link for this person. @throws MutiraoError `not_found` without a network */
  invite(email: string): Promise<PhoneInvitation>
  /** @throws MutiraoError `forbidden` */
  enter(ticket: string, remote: string): Promise<readonly string[]>
  /** Ends the listener, its connections and the sessions made through it. Never rejects. */
  close(): Promise<void>
}

export interface PhoneOptions {
  readonly inside: Inside
  readonly door: Door
  readonly log: Logger
  /** For tests: the addresses of this machine. */
  readonly addresses?: () => readonly NetworkAddress[]
  readonly nowMs?: () => number
  readonly openForMs?: number
}

interface Open {
  readonly listener: Listener
  readonly ends: (() => Promise<void>)[]
  endsAtMs: number
  timer: NodeJS.Timeout
  wrong: number
}

export function createPhone(options: PhoneOptions): Phone {
  const { inside, door, log, nowMs = Date.now } = options
  const addresses = options.addresses ?? (() => networkAddresses(networkInterfaces()))
  const lifeMs = options.openForMs ?? openForMs
  const tickets = createTickets()
  let open: Open | null = null
  // One after the other: two presses open one listener.
  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const run = queue.then(work)
    queue = run.catch(() => undefined)
    return run
  }

  const state = (): PhoneState => ({
    available: open !== null || addresses().length > 0,
    address: open === null ? null : `http://${open.listener.host}`,
    endsAtMs: open?.endsAtMs ?? null,
    entered: open?.ends.length ?? 0,
  })
  async function shut(): Promise<void> {
    const closing = open
    if (closing === null) return
    open = null
    tickets.clear()
    clearTimeout(closing.timer)
    await closing.listener.close()
    if (!fault('PHO-6')) await Promise.all(closing.ends.map((end) => end()))
    log.info({ host: closing.listener.host }, 'closed to the local network')
  }
  const close = (): Promise<void> =>
    inTurn(shut).catch((error: unknown) => log.error({ err: error }, 'closing to the local network failed'))
  const later = (): NodeJS.Timeout => setTimeout(() => void close(), lifeMs).unref()

  async function opened(): Promise<Open> {
    const endsAtMs = nowMs() + lifeMs
    if (open !== null) {
      clearTimeout(open.timer)
      Object.assign(open, { endsAtMs, timer: later() })
      return open
    }
    const [at] = addresses()
    if (at === undefined) throw new MutiraoError('not_found', 'this machine is on no local network')
    const listener = await openListener(at, inside)
    log.info({ host: listener.host }, 'open to the local network')
    return (open = { listener, ends: [], endsAtMs, timer: later(), wrong: 0 })
  }

  return {
    state,
    invite: (email) =>
      inTurn(async () => {
        const { listener } = await opened()
        const { ticket, endsMs } = tickets.issue(email, nowMs())
        return { ...state(), link: `http://${listener.host}/#celular=${ticket}`, linkEndsAtMs: endsMs }
      }),
    async enter(ticket, remote) {
      const here = open
      const email = here === null ? null : tickets.redeem(ticket, nowMs())
      if (here === null || email === null) {
        if (here !== null && ++here.wrong >= maxWrongTickets && !fault('PHO-7')) void close()
        throw new MutiraoError('forbidden', 'no such ticket')
      }
      const { setCookies, end } = await door.enter(email, remote)
      // Turned off meanwhile: nobody would end this session any more.
      if (open !== here && !fault('PHO-9')) {
        await end()
        throw new MutiraoError('forbidden', 'turned off meanwhile')
      }
      here.ends.push(end)
      here.listener.admit(remote)
      return setCookies
    },
    close,
  }
}
