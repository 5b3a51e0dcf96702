import type { JsonObject, Member } from '../decisions/types.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { standIns } from './delegations.ts'
import type { Delegation } from './delegations.ts'
import { levels } from './policy.ts'
import type { Level } from './policy.ts'
import { requestStatuses, silentAbout } from './state.ts'
import type { RequestState, RequestStatus } from './state.ts'

/** How a request stands, as everybody reads it in the ledger. Times are milliseconds since the epoch. */
export interface RequestView {
  readonly status: RequestStatus
  readonly requester: string
  readonly number: { readonly year: number; readonly number: number } | null
  readonly round: number
  readonly digest: string
  readonly totalCents: number | null
  /** Version of the policy of this round. */
  readonly policy: number
  readonly level: Level | null
  /** User ids whose yes counts now, sorted. */
  readonly waiting: readonly string[]
  readonly approvals: readonly ViewedApproval[]
  /** Colleagues who have written into it since it was submitted, and whether those may approve. */
  readonly edited: readonly string[]
  readonly editorsMay: boolean
  readonly levelSinceMs: number
  readonly submittedAtMs: number | null
  readonly changedAtMs: number
  /** Of this round: who may answer as well, because nobody of those who were asked did in time. */
  readonly escalations: readonly Escalation[]
  readonly reason: RequestState['reason']
  readonly reopening: RequestState['reopening']
}
/** User ids. */
export interface Escalation {
  readonly level: number
  readonly rule: string
  /** Who was asked and had not answered, and who may answer as well since `atMs`. */
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly afterHours: number
  readonly atMs: number
}
export interface ViewedApproval {
  readonly level: number
  readonly rule: string
  readonly for: string
  readonly by: string
  readonly atMs: number
  /** Whoever said it had rewritten what it is about. */
  readonly edited: boolean
}

const objectOf = (value: JsonValue | undefined): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
const numberOf = (value: JsonValue | undefined): number => (typeof value === 'number' ? value : 0)
const numberOrNull = (value: JsonValue | undefined): number | null => (typeof value === 'number' ? value : null)

function numberIn(value: JsonValue | undefined): RequestView['number'] {
  const raw = objectOf(value)
  return raw && typeof raw['number'] === 'number' ? { year: numberOf(raw['year']), number: raw['number'] } : null
}

const idsIn = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : []

function approvalsIn(value: JsonValue | undefined): readonly ViewedApproval[] {
  if (!Array.isArray(value)) return []
  return (value as readonly JsonValue[]).flatMap((one): ViewedApproval[] => {
    const raw = objectOf(one)
    if (!raw) return []
    const { level, rule, by, atMs, edited } = raw
    const who = { for: textOf(raw['for']), by: textOf(by), edited: edited === true }
    return [{ level: numberOf(level), rule: textOf(rule), atMs: numberOf(atMs), ...who }]
  })
}

function escalationsIn(value: JsonValue | undefined): readonly Escalation[] {
  if (!Array.isArray(value)) return []
  return (value as readonly JsonValue[]).flatMap((one): Escalation[] => {
    const raw = objectOf(one)
    if (!raw) return []
    const { level, rule, from, to, afterHours, atMs } = raw
    const who = { from: idsIn(from), to: idsIn(to) }
    return [
      { level: numberOf(level), rule: textOf(rule), ...who, afterHours: numberOf(afterHours), atMs: numberOf(atMs) },
    ]
  })
}

/** What stands in the ledger about a request; null when nothing was ever decided about it. Never throws. */
export function readView(value: JsonValue | undefined): RequestView | null {
  const raw = objectOf(value)
  const status = requestStatuses.find((known) => known === raw?.['status'])
  if (!raw || !status) return null
  const [reason, reopening] = [objectOf(raw['reason']), objectOf(raw['reopening'])]
  return Object.freeze({
    status,
    requester: textOf(raw['requester']),
    number: numberIn(raw['number']),
    round: numberOf(raw['round']),
    digest: textOf(raw['digest']),
    totalCents: numberOrNull(raw['totalCents']),
    policy: numberOf(raw['policy']),
    level: levels.find((known) => known === raw['level']) ?? null,
    waiting: idsIn(raw['waiting']),
    approvals: approvalsIn(raw['approvals']),
    edited: idsIn(raw['edited']),
    editorsMay: raw['editorsMay'] !== false,
    levelSinceMs: numberOf(raw['levelSinceMs']),
    submittedAtMs: numberOrNull(raw['submittedAtMs']),
    changedAtMs: numberOf(raw['changedAtMs']),
    escalations: escalationsIn(raw['escalations']),
    reason: { code: textOf(reason?.['code']), text: textOf(reason?.['text']), by: textOf(reason?.['by']) },
    reopening: reopening && {
      by: textOf(reopening['by']),
      text: textOf(reopening['text']),
      atMs: numberOf(reopening['atMs']),
    },
  })
}

/** `SC-2026-0001`; '' before one is given. */
export const requestNumber = (number: RequestView['number']): string =>
  number === null ? '' : `SC-${number.year}-${String(number.number).padStart(fault('AQU-3') ? 0 : 4, '0')}`

/**
 * In whose names this person's yes would count for a request right now, the own one first; empty: in nobody's. The same answer as
 * the decision's, from what everybody can read.
 */
export function speaksFor(
  view: RequestView,
  delegations: Iterable<Delegation>,
  userId: string,
  nowMs: number,
): readonly string[] {
  const silent = silentAbout(view)
  if (silent.has(userId)) return []
  const all = [...delegations]
  const mine = view.waiting.filter(
    (person) => person === userId || (standIns(all, person, nowMs, silent).has(userId) && !fault('AQU-1')),
  )
  return mine.toSorted((a, b) => Number(b === userId) - Number(a === userId) || (a < b ? -1 : 1))
}

/** Everybody whose answer would count for a request right now: whom the policy names and whoever stands in for them; sorted. */
export function answerers(view: RequestView, delegations: Iterable<Delegation>, nowMs: number): readonly string[] {
  const all = [...delegations]
  const silent = silentAbout(view)
  const people = new Set(view.waiting.flatMap((person) => [...standIns(all, person, nowMs, silent)]))
  return [...people].filter((userId) => speaksFor(view, all, userId, nowMs).length > 0).toSorted()
}

/** Whether a yes can count: to a sum nobody knows it cannot. */
export const isCountable = ({ totalCents }: Pick<RequestView, 'totalCents'>): boolean =>
  totalCents !== null || fault('APV-25')

export const requestActions = [
  'submit',
  'approve',
  'return',
  'reject',
  'cancel',
  'ask_reopening',
  'grant_reopening',
  'deny_reopening',
] as const
export type RequestAction = (typeof requestActions)[number]

/** The type of the intent by which each action is asked for. */
export const intentTypeOf: Readonly<Record<RequestAction, string>> = {
  submit: 'request.submit',
  approve: 'request.approve',
  return: 'request.return',
  reject: 'request.reject',
  cancel: 'request.cancel',
  ask_reopening: 'reopening.ask',
  grant_reopening: 'reopening.grant',
  deny_reopening: 'reopening.deny',
}

/** The reverse: what somebody asked for; null when it is about no single request, or of a kind unknown here. */
export const actionOfIntent = (type: string): RequestAction | null =>
  requestActions.find((action) => intentTypeOf[action] === type) ?? null

/** Answers to what is asked of somebody: a yes at a level, a wish to reopen. The rest is everybody's own idea. */
const answers = ['approve', 'return', 'reject', 'grant_reopening', 'deny_reopening'] as const
export type Answer = (typeof answers)[number]

/** The answers a person may give to a request right now; none: it does not wait for them. */
export function answersFor(ask: ActionsAsk): readonly Answer[] {
  const may = actionsFor(ask)
  return answers.filter((answer) => may.includes(answer))
}

/** Actions that are nothing without words. */
export const needsReason: ReadonlySet<RequestAction> = new Set(['return', 'reject', 'ask_reopening'])

export interface ActionsAsk {
  /** Null: nothing was ever decided about it. */
  readonly view: RequestView | null
  /** Who made it. */
  readonly requester: string | null
  readonly me: Pick<Member, 'userId' | 'role'>
  readonly delegations: Iterable<Delegation>
  readonly nowMs: number
}

/** What a person may ask for at a request right now. Nothing is offered that would be refused for who they are or how it stands. */
export function actionsFor({ view, requester, me, delegations, nowMs }: ActionsAsk): readonly RequestAction[] {
  const { userId, role } = me
  const leads = role === 'manager' || role === 'admin'
  const isDraft = view === null || view.status === 'rascunho' || view.status === 'devolvida'
  const actions: RequestAction[] = []
  if (isDraft && requester === userId) actions.push('submit')
  if (view && view.level !== null && speaksFor(view, delegations, userId, nowMs).length > 0)
    actions.push(...(isCountable(view) ? (['approve'] as const) : []), 'return', 'reject')
  const isOver = view === null || view.status === 'rejeitada' || view.status === 'cancelada'
  if (!isOver && (view.requester === userId || leads || fault('AQU-2'))) actions.push('cancel')
  if (view?.status !== 'cancelada') return actions
  if (view.reopening === null) return role === 'viewer' ? actions : [...actions, 'ask_reopening']
  return leads && view.reopening.by !== userId ? [...actions, 'grant_reopening', 'deny_reopening'] : actions
}
