import { commentAnchor, isCountable, parseName } from '@mutirao/documents'
import { createNotifications } from '@mutirao/persistence'
import type { NotificationRecord } from '@mutirao/persistence'
import { createTransport } from 'nodemailer'
import type { Closing } from '../closing.ts'
import type { Parts } from '../http/parts.ts'
import { standingOf } from './approval.ts'
import type { LetterLinks } from './letters.ts'
import { startMailer } from './mailer.ts'
import { preferencesOf } from './preferences.ts'
import type { Mailer } from './mailer.ts'

const linkLivesMs = 7 * 86_400_000

/** Sends mail when an SMTP server is configured; null when none is. @param url where people open the app */
export function startMail(parts: Parts, closing: Closing, url: string): Mailer | null {
  const { config, database, accounts, directory, log, changes } = parts
  if (config.smtpUrl === null) return null
  const base = config.publicUrl ?? url
  const transport = createTransport(config.smtpUrl)
  const mailer = startMailer({
    notifications: createNotifications(database),
    transport,
    from: config.mailFrom,
    domain: /@([^\s>]+)/.exec(config.mailFrom)?.[1] ?? 'mutirao.invalid',
    links: (workspaceId, notices) => linksFor(parts, base, workspaceId, notices),
    preferencesOf: (workspaceId, userId) => preferencesOf(parts, workspaceId, userId),
    async addressOf(workspaceId, userId) {
      const member = await directory.member(workspaceId, userId)
      return member?.active ? ((await accounts.person(userId))?.email ?? null) : null
    },
    log: log.child({ from: 'mail' }),
  })
  const stop = changes.onChange(({ conflictsOf }) => (conflictsOf === undefined ? undefined : mailer.wake()))
  closing.add('mail', 2_000, async () => {
    stop()
    await mailer.close()
    transport.close()
  })
  return mailer
}

/** The address of what a notice is about; a comment stands behind the `#`. */
function placeOf({ document, subject }: NotificationRecord): string {
  const parsed = parseName(document)
  if (parsed?.kind === 'card')
    return `/funil/${parsed.boardId}?card=${parsed.cardId}&aba=comentarios${commentAnchor(subject)}`
  if (parsed?.kind === 'request')
    return `/solicitacoes/${parsed.listId}?solicitacao=${parsed.requestId}${commentAnchor(subject)}`
  // About no request but all that wait: where they are answered.
  if (subject === '') return '/aprovacoes'
  return parsed?.kind === 'requests' ? `/solicitacoes/${parsed.listId}?solicitacao=${subject}` : '/avisos'
}

/** Where the buttons of a letter lead. A link to approve is made only for what waits for this person right now. */
async function linksFor(
  parts: Parts,
  base: string,
  workspaceId: string,
  notices: readonly NotificationRecord[],
): Promise<LetterLinks> {
  const tokens = new Map<string, string>()
  const over = new Set<string>()
  const members = await parts.directory.membersOf(workspaceId)
  const names = new Map(members.map(({ userId, name }) => [userId, name]))
  for (const notice of notices) {
    const { document, subject, userId, event } = notice
    const standing = event === 'purchase_request_waiting' ? await standingOf(parts, document, subject) : null
    const voice = standing?.voicesOf(userId)[0]
    if (!standing || voice === undefined) {
      if (event === 'purchase_request_waiting') over.add(notice.id)
      continue
    }
    const { digest, round, policy, level, totalCents } = standing.view
    // It stands otherwise by now, and another notice says so: a button beside the old sum would approve the new one.
    const isNewest = notices.every((one) => one.event !== event || one.subject !== subject || one.atMs <= notice.atMs)
    if (!isNewest || notice.args['level'] !== level || notice.args['totalCents'] !== totalCents) {
      over.add(notice.id)
      continue
    }
    // Nobody's yes counts for a sum nobody knows: the letter goes without the button.
    if (!isCountable(standing.view)) continue
    const link = {
      workspaceId,
      list: document,
      requestId: subject,
      userId,
      digest,
      round,
      policy,
      level: level ?? 0,
      voice,
    }
    tokens.set(notice.id, parts.approvalLinks.sign({ ...link, endsAtMs: Date.now() + linkLivesMs }))
  }
  return {
    page: (notice) => base + placeOf(notice),
    approve: ({ id }) => {
      const token = tokens.get(id)
      // Behind the #: it reaches no server log and no referrer, and nothing happens by fetching it.
      return token === undefined ? null : `${base}/aprovar#${token}`
    },
    isOver: ({ id }) => over.has(id),
    nameOf: (userId) => names.get(userId) ?? '',
    list: `${base}/avisos`,
  }
}
