import { createHash, randomInt } from 'node:crypto'
import { fault, mailAtMs } from '@mutirao/documents'
import type { NotificationPreferences } from '@mutirao/documents'
import type { DueMail, NotificationRecord, Notifications } from '@mutirao/persistence'
import type { Logger } from 'pino'
import { createPace } from './pace.ts'
import type { Pace } from './pace.ts'
import { letterOf } from './letters.ts'
import type { LetterLinks } from './letters.ts'

/** What goes over the wire; nodemailer's transporter is one. */
export interface MailTransport {
  sendMail(mail: {
    readonly from: string
    readonly to: string
    readonly subject: string
    readonly text: string
    readonly html: string
    readonly messageId: string
    readonly textEncoding: 'quoted-printable'
    readonly headers: Readonly<Record<string, string>>
  }): Promise<unknown>
}

export interface MailerParts {
  readonly notifications: Notifications
  readonly transport: MailTransport
  readonly from: string
  readonly domain: string
  /** @param notices of one workspace */
  readonly links: (workspaceId: string, notices: readonly NotificationRecord[]) => Promise<LetterLinks>
  readonly preferencesOf: (workspaceId: string, userId: string) => Promise<NotificationPreferences>
  /** Null: nobody, or somebody who has left. */
  readonly addressOf: (workspaceId: string, userId: string) => Promise<string | null>
  readonly log: Logger
  readonly now?: () => number
}

export interface Mailer {
  /** Decides and sends whatever is due; resolves when it is done. For tests and for whoever heard of something new. */
  run(): Promise<void>
  wake(): void
  close(): Promise<void>
}

const maxAgeMs = 86_400_000
/** What belongs to a group is still being decided when the first of it is here: its letter waits so long for the last of it. */
const gatherMs = 10_000
const leaseMs = 120_000
const batch = 1_000
const maxAttempts = 12
const [firstPauseMs, longestPauseMs] = [15_000, 6 * 3_600_000]
const longestSleepMs = 60_000

/** The same for ever, whoever sends it and however often. */
const messageIdOf = ({ userId, id }: Pick<NotificationRecord, 'userId' | 'id'>, domain: string): string =>
  `<${createHash('sha256').update(`${userId} ${id}`).digest('hex').slice(0, 40)}@${domain}>`

/**
 * Sends the mail of notifications: whether and when by each person's preferences, several at once as one letter. A row is
 * taken for two minutes before anything is sent, so that who dies in the middle is followed by somebody who sends it again, with
 * the same Message-ID.
 */
export function startMailer(parts: MailerParts): Mailer {
  const { notifications, log, now = Date.now } = parts
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let isAgain = false
  let isClosed = false

  const pace = createPace(now)
  const work = async (): Promise<void> => {
    for (const own of perPerson(await notifications.undecided(maxAgeMs, batch))) await decide(parts, own, pace, now())
    for (const own of perPerson(await notifications.claimMail(leaseMs, batch))) await send(parts, own, now())
  }
  const run = async (): Promise<void> => {
    isAgain = true
    running ??= (async () => {
      while (isAgain && !isClosed) {
        isAgain = false
        await work().catch((error: unknown) => log.warn({ err: error }, 'mail waits'))
      }
    })().finally(() => (running = null))
    await running
  }
  const sleep = async (): Promise<void> => {
    const dueMs = isClosed ? null : await notifications.nextMailInMs().catch(() => null)
    if (isClosed) return
    if (timer) clearTimeout(timer)
    timer = setTimeout(loop, Math.max(50, Math.min(dueMs ?? longestSleepMs, longestSleepMs))).unref()
  }
  const loop = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    // Neither rejects.
    void run().then(sleep)
  }
  loop()
  return {
    run,
    wake: loop,
    async close() {
      isClosed = true
      if (timer) clearTimeout(timer)
      await running
    },
  }
}

/** What one person in one workspace is to be told: their preferences, address and colleagues are asked for once. */
interface OfPerson<T> {
  readonly first: T
  /** The first one included. */
  readonly all: readonly T[]
}

function perPerson<T extends NotificationRecord>(notices: readonly T[]): readonly OfPerson<T>[] {
  const groups = Map.groupBy(notices, ({ userId, workspaceId }) => `${workspaceId} ${userId}`)
  return [...groups.values()].flatMap((all) => all.slice(0, 1).map((first) => ({ first, all })))
}

async function decide(parts: MailerParts, own: OfPerson<NotificationRecord>, pace: Pace, nowMs: number): Promise<void> {
  const { notifications, preferencesOf, domain } = parts
  const preferences = await preferencesOf(own.first.workspaceId, own.first.userId)
  const notBeforeMs = pace.nextMs(own.first)
  for (const notice of own.all) {
    const soonestMs = notice.group === '' || fault('MAI-12') ? nowMs : nowMs + gatherMs
    const wantedMs = mailAtMs(preferences, notice.event, soonestMs) ?? (fault('MAI-2') ? nowMs : null)
    const atMs = wantedMs === null ? null : Math.max(wantedMs, notBeforeMs)
    await notifications.decideMail(notice, atMs, messageIdOf(notice, domain))
  }
}

async function send(parts: MailerParts, { first, all: mails }: OfPerson<DueMail>, nowMs: number): Promise<void> {
  const { notifications, transport, links, addressOf, from, log } = parts
  const { workspaceId, userId } = first
  const to = await addressOf(workspaceId, userId)
  if (to === null) {
    const all = mails.map(({ id }) => id)
    return notifications.failed(userId, all, 'nobody to send it to', null)
  }
  const where = await links(workspaceId, mails)
  const over = fault('MAI-8') ? [] : mails.filter(where.isOver)
  const told = mails.filter((mail) => !over.includes(mail))
  if (over.length > 0)
    await notifications.failed(
      userId,
      over.map(({ id }) => id),
      'not waited for any more',
      null,
    )
  if (told.length === 0) return
  const ids = told.map(({ id }) => id)
  const letter = letterOf(told, where)
  // Of a digest the first one's: sent again it is the same letter.
  const messageId = fault('MAI-1') ? `<${randomInt(2 ** 40)}@${parts.domain}>` : first.messageId
  try {
    const headers = { 'Auto-Submitted': 'auto-generated' }
    // Marked after it is out, never before: who dies in between costs a second copy, not the letter.
    if (fault('MAI-6')) await notifications.sent(userId, ids)
    await transport.sendMail({ from, to, ...letter, messageId, headers, textEncoding: 'quoted-printable' })
    await notifications.sent(userId, ids)
  } catch (error) {
    const attempts = Math.max(...mails.map((mail) => mail.attempts))
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempts - 1)) * (0.75 + Math.random() / 2)
    const againAtMs = attempts >= maxAttempts ? null : nowMs + pauseMs
    // Never the error as it is: a server's answer may quote what was sent.
    const reason = codeOf(error)
    log.warn({ userId, attempts, reason }, 'a mail could not be sent')
    await notifications.failed(userId, ids, reason, againAtMs)
  }
}

function codeOf(error: unknown): string {
  const { code, responseCode } = (error ?? {}) as { readonly code?: unknown; readonly responseCode?: unknown }
  return (
    [code, responseCode].filter((part) => typeof part === 'string' || typeof part === 'number').join(' ') || 'unknown'
  )
}
