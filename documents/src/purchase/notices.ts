import { serverDecider } from '../decisions/settle.ts'
import type { DecisionAsk, JsonObject, Made, NewNotice, Told } from '../decisions/types.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { usualCurrency } from '../requests/shape.ts'
import { waitingFor } from './approvers.ts'
import { begunNotices, delegationBegan, delegationEvent } from './begun.ts'
import { delegationsOf, standIns } from './delegations.ts'
import { contentIn } from './rounds.ts'
import { silentAbout, stateOf } from './state.ts'
import type { RequestState } from './state.ts'
import { requestNumber } from './view.ts'

/** What people are told about purchase requests. Each may be switched off by channel. */
export const purchaseEvents = [
  'purchase_request_waiting',
  'purchase_request_approved',
  'purchase_request_returned',
  'purchase_request_rejected',
  'purchase_request_cancelled',
  'purchase_request_changed',
  'purchase_request_reopening_asked',
  'purchase_request_reopened',
  'purchase_request_reopening_denied',
  'purchase_request_refused',
  delegationEvent,
] as const
export type PurchaseEvent = (typeof purchaseEvents)[number]

type People = Pick<DecisionAsk, 'members' | 'world' | 'nowMs'>

/** Those a request waits for, and those who speak for them at this moment. */
function heardBy(state: RequestState, { members, world, nowMs }: People): ReadonlySet<string> {
  const delegations = [...delegationsOf(world).values()]
  const silent = silentAbout(state)
  const all = waitingFor(state, { members }).flatMap((person) => [...standIns(delegations, person, nowMs, silent)])
  return new Set(all.filter((userId) => !silent.has(userId)))
}

const endings: Readonly<Record<string, PurchaseEvent>> = {
  aprovada: 'purchase_request_approved',
  devolvida: 'purchase_request_returned',
  rejeitada: 'purchase_request_rejected',
  cancelada: 'purchase_request_cancelled',
}

/**
 * Who is told what of one decision: who is waited for from now on, the requester how it ended, those whose yes no longer
 * counts, and whoever asked for what was refused. Nobody is told of what they have done themselves.
 */
export function purchaseNotices(told: Told): readonly NewNotice[] {
  const { made, before, after, members, world, nowMs } = told
  if (made.type === delegationBegan) return begunNotices(told)
  const [was, is] = [stateOf({ state: before }), stateOf({ state: after })]
  if (!made.accepted) return refusal(told, is)
  if (!is || made.state === null) return []
  const args = argsOf(told, is)
  const group = groupOf(made, is)
  const tell = (to: string, event: PurchaseEvent, more: JsonObject = {}): NewNotice[] =>
    to === '' || (to === made.by && !fault('NTC-1')) ? [] : [{ to, event, args: { ...args, ...more }, ...group }]
  const people = { members, world, nowMs }
  const heard = was && was.round === is.round && was.status === is.status ? heardBy(was, people) : new Set<string>()
  const waiting = [...heardBy(is, people)].filter((userId) => !heard.has(userId))
  const ending = was?.status === is.status && was.round === is.round ? undefined : endings[is.status]
  const lost = (made.type === 'request.restart' && !fault('NTC-2') ? lostBy(was, is) : []).filter(
    // It came back to the requester: that says it all.
    (to) => !ending || to !== is.requester,
  )
  return [
    ...lost.flatMap((to) => tell(to, 'purchase_request_changed', { beforeCents: was?.totalCents ?? null })),
    ...waiting.filter((to) => !lost.includes(to)).flatMap((to) => tell(to, 'purchase_request_waiting')),
    ...(ending ? tell(is.requester, ending) : []),
    ...reopeningNotices({ members, was, is }, tell),
  ]
}

/** One policy begins many requests again: to each person that is one piece of news. */
const groupOf = ({ type, reason }: Made, { policy }: RequestState): Pick<NewNotice, 'group'> =>
  type === 'request.restart' && reason === 'policy_changed' ? { group: `policy.${policy}` } : {}

type Tell = (to: string, event: PurchaseEvent, more?: JsonObject) => readonly NewNotice[]
interface Reopening extends Pick<People, 'members'> {
  readonly was: RequestState | null
  readonly is: RequestState
}

/** A wish to reopen, to everybody who may answer it; the answer, to whoever asked and to the requester. */
function reopeningNotices({ members, was, is }: Reopening, tell: Tell): readonly NewNotice[] {
  const [wished, wish] = [was?.reopening ?? null, is.reopening]
  if (fault('NTC-11')) return []
  if (wish && !wished)
    return members
      .filter(({ active, role }) => active && (role === 'manager' || role === 'admin'))
      .flatMap(({ userId }) => tell(userId, 'purchase_request_reopening_asked', { text: wish.text }))
  if (!wished || wish) return []
  const answer = is.status === 'cancelada' ? 'purchase_request_reopening_denied' : 'purchase_request_reopened'
  return [...new Set([wished.by, is.requester])].flatMap((to) => tell(to, answer))
}

/** The requester, and everybody whose yes was given for what it was before. */
const lostBy = (was: RequestState | null, is: RequestState): readonly string[] => [
  ...new Set([is.requester, ...(was?.approvals ?? []).flatMap(({ by, for: person }) => [by, person])]),
]

/** What a person asks about one request; how rules change is told where they are changed. */
const isAboutRequest = (type: string): boolean =>
  fault('NTC-6') ? type === 'request.approve' : /^(?:request|reopening)\./.test(type)

function refusal({ made, intent, content }: Told, is: RequestState | null): readonly NewNotice[] {
  if (!isAboutRequest(made.type) || made.by === serverDecider || made.reason === 'not_member') return []
  // In somebody else's name: the journal says who wrote it, and that is who is told.
  const shown = intent?.args['shownCents']
  const args = argsOf({ made, content }, is)
  return [
    {
      to: made.by,
      event: 'purchase_request_refused',
      args: { ...args, type: made.type, shownCents: typeof shown === 'number' ? shown : null },
    },
  ]
}

function argsOf({ made, content }: Pick<Told, 'made' | 'content'>, is: RequestState | null): JsonObject {
  const now = contentIn({ content })
  return {
    title: now?.title ?? '',
    number: requestNumber(is?.number ?? null),
    totalCents: is?.totalCents ?? now?.totalCents ?? null,
    currency: now?.currency ?? usualCurrency,
    by: made.by,
    reason: made.reason,
    text: textOf(is, made),
    level: is ? levelNumber(is) : 0,
    // Why it stands as it stands now, when nobody said so.
    ...(made.by === serverDecider && is ? { why: is.reason.code } : {}),
  }
}

/** What somebody wrote beside it, when it was about this. */
const textOf = (is: RequestState | null, made: Made): JsonValue =>
  is && made.state !== null && is.reason.by === made.by ? is.reason.text : ''

const levelNumber = ({ status }: RequestState): number => ['pending_a1', 'pending_a2', 'pending_a3'].indexOf(status) + 1
