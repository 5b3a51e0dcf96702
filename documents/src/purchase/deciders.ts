import type { Intent } from '../decisions/intents.ts'
import type { Decided, Decider, DecisionAsk, Member } from '../decisions/types.ts'
import { fault } from '../faults.ts'
import { isMet, openFor, voicesOf } from './approvers.ts'
import { contentDigest, isComplete } from './content.ts'
import { takeNumber } from './numbers.ts'
import { contentIn, newRound, obstacle } from './rounds.ts'
import { atNextLevel, levelOf, numberArg, requirementsAt, silentAbout, stateOf, stored, textArg } from './state.ts'
import type { Approval, RequestState, RequestStatus } from './state.ts'

export const no = (reason: string): Decided => ({ kind: 'decided', accepted: false, reason })
export const yes = (reason: string, state: RequestState, more: Partial<Decided> = {}): Decided => ({
  kind: 'decided',
  accepted: true,
  reason,
  state: stored(state),
  ...more,
})

/**
 * An intent of an offline spell may be journalled before the rows of the details it is about: so long it waits for them.
 */
const contentGraceMs = 30_000

const emptyState = (requester: string, nowMs: number): RequestState => ({
  status: 'rascunho',
  requester,
  number: null,
  round: 0,
  digest: '',
  totalCents: null,
  policy: 0,
  requirements: [],
  edited: [],
  editorsMay: true,
  approvals: [],
  levelSinceMs: nowMs,
  submittedAtMs: null,
  changedAtMs: nowMs,
  reason: { code: '', text: '', by: '' },
  reopening: null,
})

/** `request.submit`, digest of what the requester saw: a draft, or one that was returned, goes to its first level. */
const submit: Decider = (ask, intent, actor) => {
  const content = contentIn(ask)
  if (!content) return no('not_found')
  if (content.requester !== actor.userId) return no('not_requester')
  const before = stateOf(ask) ?? emptyState(actor.userId, ask.nowMs)
  if (before.status !== 'rascunho' && before.status !== 'devolvida') return no('wrong_state')
  if (intent.digest !== contentDigest(content))
    return ask.waitedMs < contentGraceMs && !fault('APV-13')
      ? { kind: 'wait', untilWaitedMs: contentGraceMs }
      : no('stale_content')
  if (content.isTooLarge) return no('too_large')
  if (!isComplete(content)) return no('incomplete')
  const blocked = obstacle(ask, content)
  if (blocked) return no(blocked)
  const numbered = before.number && !fault('APV-3') ? null : takeNumber(ask.world, ask.nowMs)
  // Whoever sends it answers for what it says now, whoever wrote it.
  const state = newRound({ ...before, edited: [] }, ask, content, 'submitted')
  const number = numbered?.number ?? before.number
  const submitted = { ...state, number, submittedAtMs: ask.nowMs }
  return yes('submitted', submitted, numbered ? { world: numbered.world } : {})
}

/** Somebody who may speak at this level, about exactly this round, content and policy; else why not. */
function speaker(
  ask: DecisionAsk,
  intent: Intent,
  actor: Member,
): { readonly state: RequestState; readonly voice: string } | Decided {
  const state = stateOf(ask)
  const level = state && levelOf(state)
  if (!state) return no('wrong_state')
  if (level === null) return no(isOvertaken(state, intent) ? 'level_done' : 'wrong_state')
  const { round, level: shownLevel, policy, for: wanted } = intent.args
  if (actor.userId === state.requester && !fault('APV-4')) return no('own_request')
  if (numberArg(policy) !== state.policy && !fault('APV-6')) return no('stale_policy')
  if (intent.digest !== state.digest && !fault('APV-5')) return no('stale_content')
  if (numberArg(round) !== state.round) return no('stale_round')
  if (numberArg(shownLevel) !== level) return no((numberArg(shownLevel) ?? 0) < level ? 'level_done' : 'wrong_state')
  if (silentAbout(state).has(actor.userId) && actor.userId !== state.requester) return no('own_edit')
  const voices = voicesOf(actor.userId, state, ask)
  if (voices.length === 0) return no('not_approver')
  if (typeof wanted === 'string') return voices.includes(wanted) ? { state, voice: wanted } : no('not_approver')
  const [voice] = voices.filter((person) => openFor(person, state, ask).length > 0)
  return voice === undefined ? no('already_approved') : { state, voice }
}

/** Somebody else of the level was first, and with theirs the last yes was given. */
const isOvertaken = (state: RequestState, { args, digest }: Intent): boolean =>
  state.status === 'aprovada' && numberArg(args['round']) === state.round && digest === state.digest

const behalf = (voice: string, actor: Member): Partial<Decided> => (voice === actor.userId ? {} : { onBehalfOf: voice })

/** `request.approve` {round, level, policy, for?}. */
const approve: Decider = (ask, intent, actor) => {
  const found = speaker(ask, intent, actor)
  if ('kind' in found) return found
  const { state, voice } = found
  // What was complete when it was submitted may have been written into since: nobody says yes to a sum nobody knows.
  if (state.totalCents === null && !fault('APV-25')) return no('incomplete')
  const open = openFor(voice, state, ask)
  if (open.length === 0) return no('already_approved')
  const given = open.map(({ id, level }): Approval => {
    const { digest, policy } = state
    const edited = state.edited.includes(actor.userId) && !fault('APV-20')
    return { level, rule: id, for: voice, by: actor.userId, atMs: ask.nowMs, digest, policy, edited }
  })
  const reason = { code: 'approved', text: textArg(intent.args['reason']), by: actor.userId }
  const approved = { ...state, approvals: [...state.approvals, ...given], changedAtMs: ask.nowMs, reason }
  return yes('approved', advanced(approved, ask), behalf(voice, actor))
}

/** One level on when everything at this one is met. */
export function advanced(state: RequestState, ask: DecisionAsk): RequestState {
  const level = levelOf(state)
  const isDone = level !== null && requirementsAt(state, level).every((requirement) => isMet(requirement, state, ask))
  return isDone ? atNextLevel(state, level, ask.nowMs) : state
}

/** `request.reject`, `request.return` {round, level, policy, reason, for?}: one is enough, and says why. */
const turnDown =
  (status: RequestStatus, word: string): Decider =>
  (ask, intent, actor) => {
    const found = speaker(ask, intent, actor)
    if ('kind' in found) return found
    const text = textArg(intent.args['reason'])
    if (text === '') return no('reason_needed')
    const reason = { code: word, text, by: actor.userId }
    return yes(word, { ...found.state, status, changedAtMs: ask.nowMs, reason }, behalf(found.voice, actor))
  }

/** `request.cancel` {reason?}: by its requester or a manager, as long as it is not at an end. */
const cancel: Decider = (ask, intent, actor) => {
  const state = stateOf(ask)
  if (!state || state.status === 'rejeitada' || state.status === 'cancelada') return no('wrong_state')
  const may = actor.userId === state.requester || actor.role === 'manager' || actor.role === 'admin' || fault('APV-2')
  if (!may) return no('not_allowed')
  const reason = { code: 'cancelled', text: textArg(intent.args['reason']), by: actor.userId }
  return yes('cancelled', { ...state, status: 'cancelada', changedAtMs: ask.nowMs, reason })
}

export const requestDeciders: Readonly<Record<string, Decider>> = {
  'request.submit': submit,
  'request.approve': approve,
  'request.reject': turnDown('rejeitada', 'rejected'),
  'request.return': turnDown('devolvida', 'returned'),
  'request.cancel': cancel,
}
