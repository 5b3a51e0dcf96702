import {
  fault,
  addComment,
  addItems,
  contentDigest,
  createRequest,
  leaveIntent,
  readContent,
  requestName,
  setJustification,
  totalCents,
} from '@mutirao/documents'
import type { JsonValue, NewIntent, PolicyRule } from '@mutirao/documents'
import type { Parts } from '../http/parts.ts'
import { createRequestList } from '../people/request-lists.ts'
import { openWriter } from './month.ts'
import type { DemoMember } from './month.ts'
import { demoRequests } from './purchases.ts'
import type { DemoRequest } from './purchases.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

/** Places of the team's people: the writers among `demoWorkspaces`, in order. */
const [ana, carla, davi, eva] = [0, 3, 4, 5]
const approvers = [carla, davi, eva] as const
/** From which sum each level is asked, integer minor units. */
const fromCents = [0, 10_000_00, 50_000_00] as const

const policyOf = (team: readonly DemoMember[]): readonly PolicyRule[] =>
  approvers.map((place, i) => ({
    id: `a${i + 1}`,
    level: (i + 1) as 1 | 2 | 3,
    fromCents: fromCents[i] ?? 0,
    costCentres: [],
    categories: [],
    mode: 'any',
    people: [team[place]?.userId ?? ''],
    group: '',
    escalateAfterHours: null,
    escalateTo: [],
  }))

type Writer = Awaited<ReturnType<typeof openWriter>>
interface Office {
  readonly parts: Parts
  readonly workspaceId: string
  readonly listId: string
  readonly list: Writer
  readonly team: readonly DemoMember[]
  readonly nowMs: number
}

/**
 * A month of purchase requests: drafts, pending ones at every level, approved, returned, rejected, cancelled. Everybody writes
 * and asks through the same door as in life; what is decided about it the worker decides when it starts, in this order.
 */
export async function createDemoRequests(
  parts: Parts,
  { workspaceId, members }: { readonly workspaceId: string; readonly members: readonly DemoMember[] },
): Promise<void> {
  const userId = members[ana]?.userId
  if (userId === undefined || members.length <= eva) return
  const made = await createRequestList(parts.directory, parts.engine, { workspaceId, title: 'Compras', userId })
  const list = await openWriter(parts, made.name, members)
  const listId = made.name.slice('requests:'.length)
  const office: Office = { parts, workspaceId, listId, list, team: members, nowMs: Date.now() }
  await say(office, ana, 31, {
    type: 'policy.change',
    args: { base: 0, rules: policyOf(members) as unknown as JsonValue },
  })
  for (const request of demoRequests) await live(office, request)
}

/** An intent of somebody, so many days ago by their clock. */
const say = ({ list, nowMs }: Office, by: number, daysAgo: number, wanted: NewIntent): Promise<void> =>
  list.write([{ by, atMs: nowMs - daysAgo * dayMs }], (doc, context) => leaveIntent(doc, context, wanted))

async function live(office: Office, request: DemoRequest): Promise<void> {
  const { list, listId, parts, workspaceId, team, nowMs } = office
  const { by, daysAgo, fields, items, why, comments = [] } = request
  const atMs = nowMs - daysAgo * dayMs
  const needBy = new Date(atMs + request.needInDays * dayMs).toISOString().slice(0, 10)
  const total = totalCents(items.map(({ quantity, estimate }) => ({ quantity, estimateCents: estimate }))) ?? 0
  let requestId = ''
  await list.write([{ by, atMs }], (doc, context) => {
    requestId = createRequest(doc, context, { ...fields, needBy, total }).requestId
  })
  const name = requestName(listId, requestId)
  await parts.directory.ensureDetailDocument(workspaceId, name, team[by]?.userId ?? '')
  const details = await openWriter(parts, name, team)
  await details.write([{ by, atMs: atMs + minuteMs }], (doc, context) => {
    addItems(doc, context, items)
    setJustification(doc, context, why)
  })
  for (const [i, comment] of comments.entries())
    await details.write([{ by: comment.by, atMs: atMs + (i + 2) * 45 * minuteMs }], (doc, context) =>
      addComment(doc, context, { text: comment.text }),
    )
  if (request.ends === 'draft' || (request.ends === 'rejected' && fault('PUR-7'))) return
  const content = readContent(list.doc, details.doc, requestId)
  if (!content) throw new Error('the demo lost a request it has just made')
  const digest = contentDigest(content)
  await say(office, by, daysAgo, { type: 'request.submit', subject: requestId, digest })
  await walk(office, request, requestId, { digest, total })
}

/** The words of those who were asked, up to where the request stands. */
async function walk(
  office: Office,
  { ends, daysAgo, by, reason = '' }: DemoRequest,
  subject: string,
  { digest, total }: { readonly digest: string; readonly total: number },
): Promise<void> {
  const needed = fromCents.filter((from) => total >= from).length
  const passed = ends === 'approved' ? needed : ends === 'pending2' ? 1 : ends === 'pending3' ? 2 : 0
  const ask = (level: number, type: string, words: object = {}): Promise<void> => {
    const args = { round: 1, level, policy: 1, shownCents: total, ...words }
    return say(office, approvers[level - 1] ?? carla, Math.max(0, daysAgo - level), { type, subject, digest, args })
  }
  for (let level = 1; level <= passed; level++) await ask(level, 'request.approve')
  if (ends === 'returned') await ask(1, 'request.return', { reason })
  if (ends === 'rejected') await ask(1, 'request.reject', { reason })
  if (ends === 'cancelled')
    await say(office, by, Math.max(0, daysAgo - 1), { type: 'request.cancel', subject, args: { reason } })
}
