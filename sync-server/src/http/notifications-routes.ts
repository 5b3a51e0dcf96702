import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import {
  contentDigest,
  fault,
  firstNotificationPreferences,
  isCountable,
  isTimeZone,
  lineCents,
  MutiraoError,
  notificationFrequencies,
  notificationPreferencesKey,
  parseName,
  requestNumber,
  setPreference,
} from '@mutirao/documents'
import type { JsonValue, RequestContent } from '@mutirao/documents'
import { createPersonLimit } from '../files/person-limit.ts'
import { confirm, standingOf } from '../mail/approval.ts'
import { intentIdOf } from '../mail/links.ts'
import type { ApprovalLink } from '../mail/links.ts'
import { ownDocument, preferencesOf } from '../mail/preferences.ts'
import { callerOf } from './guard.ts'
import { callerIn, memberIn, typed } from './parts.ts'
import type { Parts } from './parts.ts'

const tags = ['notifications']
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
const preferences = z.object({
  events: z.record(z.string().max(60), z.object({ app: z.boolean(), email: z.boolean() })).default({}),
  frequency: z.enum(notificationFrequencies).default('instant'),
  soundEnabled: z.boolean().default(false),
  emailNotifications: z.boolean().default(true),
  quiet: z.object({ from: clock, to: clock }).nullable().default(null),
  zone: z.string().refine(isTimeZone, 'no IANA time zone').default(firstNotificationPreferences.zone),
})
const inWorkspace = z.object({ workspace: z.string().min(1).max(64).optional() })

/** What a person wants to hear, as their own document says; a wrapper for those who have no Yjs. */
export function notificationsRoutes(app: FastifyInstance, parts: Parts): void {
  const routes = typed(app)
  const path = '/api/user/notification-preferences'

  routes.get(path, { schema: { tags, querystring: inWorkspace } }, async (request) => {
    const [workspaceId] = await workspacesOf(request, parts)
    if (workspaceId === undefined) throw new MutiraoError('not_found', 'no workspace')
    return preferencesOf(parts, workspaceId, callerIn(request).userId)
  })

  routes.put(
    path,
    { schema: { tags, querystring: inWorkspace, body: preferences }, bodyLimit: 16_384 },
    async (request) => {
      const { userId } = callerIn(request)
      const wanted = request.body as unknown as JsonValue
      for (const workspaceId of await workspacesOf(request, parts)) {
        const name = await ownDocument(parts, workspaceId, userId)
        await parts.engine.serverEdit(name, 'client', userId, (doc) => {
          setPreference(doc, notificationPreferencesKey, wanted)
        })
      }
      return request.body
    },
  )
}

/** The workspace asked for, or all of the person's. @throws `not_found` for one that is not theirs */
async function workspacesOf(request: Parameters<typeof callerIn>[0], parts: Parts): Promise<readonly string[]> {
  const { workspace } = request.query as { readonly workspace?: string }
  if (workspace !== undefined) return [(await memberIn(parts, request, workspace)).workspaceId]
  const memberships = await parts.directory.membershipsOf(callerIn(request).userId)
  return memberships.map(({ workspaceId }) => workspaceId)
}

/** Somebody without a session asks this much: a person reads a letter, a robot tries. */
const asking = { perSecond: 1, burst: 30 }

/**
 * The page behind the button of a letter. The token is the authority, for this one yes and nothing else. Both calls are POST: what
 * fetches links ahead (mail scanners, previews) changes nothing and learns nothing.
 */
export function approvalLinkRoutes(app: FastifyInstance, parts: Parts): void {
  const routes = typed(app)
  const body = z.object({ token: z.string().min(10).max(4_000) })
  const calls = createPersonLimit(asking)
  const linkIn = (token: string, ip: string): ApprovalLink => {
    const retryAfterSeconds = calls.take(ip, 1)
    if (retryAfterSeconds > 0) throw new MutiraoError('too_fast', undefined, { retryAfterSeconds })
    const link = parts.approvalLinks.verify(token, Date.now())
    if (!link) throw new MutiraoError('not_found', 'no such link, or it is too old')
    return link
  }

  routes.post('/api/approval-links/look', { schema: { tags, body }, bodyLimit: 8_192 }, async (request, reply) => {
    const { token } = request.body
    const link = linkIn(token, request.ip)
    const seen = await look(parts, token, link)
    const isOthers = await isSomebodyElse(request, parts, link)
    return reply.header('cache-control', 'no-store').send(isOthers ? { ...seen, state: 'other' } : seen)
  })

  routes.post('/api/approval-links/confirm', { schema: { tags, body }, bodyLimit: 8_192 }, async (request, reply) => {
    const { token } = request.body
    const link = linkIn(token, request.ip)
    const before = await look(parts, token, link)
    if (await isSomebodyElse(request, parts, link))
      return reply.header('cache-control', 'no-store').send({ ...before, state: 'other' })
    if (before.state === 'open') await confirm(parts, token, link)
    const after = await look(parts, token, link)
    // Left, and not taken in yet.
    const state = after.state === 'open' ? 'asked' : after.state
    return reply.header('cache-control', 'no-store').send({ ...after, state })
  })
}

/** Who is signed in as another person does not speak for the one the letter went to: a letter is passed on easily. */
async function isSomebodyElse(
  request: Parameters<typeof callerIn>[0],
  { accounts }: Pick<Parts, 'accounts'>,
  { userId }: ApprovalLink,
): Promise<boolean> {
  if (fault('MAI-7')) return false
  try {
    return (await callerOf(request, accounts)).userId !== userId
  } catch (error) {
    // Nobody is signed in, or no longer: then the token alone is the authority.
    if (error instanceof MutiraoError && ['unauthenticated', 'signed_out'].includes(error.code)) return false
    throw error
  }
}

interface Seen {
  /**
   * open: one confirmation away · asked: on its way · counted · refused · changed: it stands otherwise than in the letter ·
   * other: another person is signed in
   */
  readonly state: 'open' | 'asked' | 'counted' | 'refused' | 'changed' | 'other'
  readonly reason: string
  readonly person: string
  readonly number: string
  readonly title: string
  readonly totalCents: number | null
  readonly currency: string
  readonly level: number
  /** What the yes is to. Empty when it stands otherwise than in the letter. */
  readonly requester: string
  readonly justification: string
  readonly items: readonly {
    readonly description: string
    readonly quantity: string
    readonly unit: string
    readonly totalCents: number | null
  }[]
}

const contentSql = `select content from decision where document_id = $1 and subject = $2 and content is not null
  order by place desc limit 1`

async function look(parts: Parts, token: string, link: ApprovalLink): Promise<Seen> {
  const { list, requestId, userId, workspaceId } = link
  const parsed = parseName(list)
  const opened = parsed ? await parts.access.open(userId, workspaceId, list) : null
  if (!opened) throw new MutiraoError('not_found', 'the person has left')
  const document = await parts.directory.documentByName(list)
  const standing = await standingOf(parts, list, requestId)
  if (!document || !standing) throw new MutiraoError('not_found', 'no such request')
  const { view } = standing
  const { rows } = await parts.database.pool.query<{ content: RequestContent }>(contentSql, [document.id, requestId])
  const person = (await parts.directory.member(workspaceId, userId))?.name ?? ''
  const about = { person, number: requestNumber(view.number), totalCents: view.totalCents, level: link.level }
  const words = { title: rows[0]?.content.title ?? '', currency: rows[0]?.content.currency ?? 'BRL' }
  const seen = await seenThrough(parts, link, rows[0]?.content)
  return { ...(await stateOf(parts, document.id, token, link, standing)), ...about, ...words, ...seen }
}

/** Everything this link would approve: nobody says yes to what was not in front of them. */
async function seenThrough(
  { directory }: Pick<Parts, 'directory'>,
  { workspaceId, digest }: ApprovalLink,
  content: RequestContent | undefined,
): Promise<Pick<Seen, 'requester' | 'justification' | 'items'>> {
  if (!content || contentDigest(content) !== digest || fault('MAI-9'))
    return { requester: '', justification: '', items: [] }
  const requester = (await directory.member(workspaceId, content.requester))?.name ?? ''
  const items = content.items.map((item) => {
    const { description, quantity, unit } = item
    return { description, quantity, unit, totalCents: lineCents(item) }
  })
  return { requester, justification: content.justification, items }
}

async function stateOf(
  parts: Parts,
  documentId: number,
  token: string,
  { digest, round, level, policy, userId }: ApprovalLink,
  { view, voicesOf }: NonNullable<Awaited<ReturnType<typeof standingOf>>>,
): Promise<Pick<Seen, 'state' | 'reason'>> {
  const id = intentIdOf(token)
  const { rows } = await parts.database.pool.query<{ accepted: boolean; reason: string }>(
    `select accepted, reason from decision where document_id = $1 and id = $2
     union all select null, 'asked' from decision_intent where document_id = $1 and id = $2`,
    [documentId, id],
  )
  const [row] = rows
  if (row) return { state: row.reason === 'asked' ? 'asked' : row.accepted ? 'counted' : 'refused', reason: row.reason }
  const isSame = view.digest === digest && view.round === round && view.level === level && view.policy === policy
  if (isSame && isCountable(view) && voicesOf(userId).length > 0) return { state: 'open', reason: '' }
  return {
    state: 'changed',
    reason: view.level === null ? view.status : view.digest === digest ? 'level_done' : 'stale_content',
  }
}
