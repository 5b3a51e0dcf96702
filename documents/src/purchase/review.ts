import type { DecisionAsk, JsonObject, Review, Standing } from '../decisions/types.ts'
import { fault } from '../faults.ts'
import { escalatedTo, namedBy, openRequirements, waitingFor } from './approvers.ts'
import { contentDigest } from './content.ts'
import type { RequestContent } from './content.ts'
import { advanced } from './deciders.ts'
import { policyOf } from './policy.ts'
import { contentIn, hasNobody, newRound } from './rounds.ts'
import { levelOf, silentAbout, stateOf, stored } from './state.ts'
import type { Requirement, RequestState } from './state.ts'
import type { Escalation } from './view.ts'

const hourMs = 3_600_000

const follows = (type: string, reason: string, state: RequestState): Review => ({
  kind: 'decided',
  type,
  accepted: true,
  reason,
  state: stored(state),
})

/**
 * What follows without anybody asking: a request whose content or policy changed begins again at its first level, one that
 * waits too long escalates, one nobody can approve any more goes back.
 */
export function reviewRequest(ask: DecisionAsk): Review | null {
  const [state, content] = [stateOf(ask), contentIn(ask)]
  if (!state || !content) return null
  const level = levelOf(state)
  const isOpen = level !== null
  if (!isOpen && state.status !== 'aprovada') return null
  if (contentDigest(content) !== state.digest && !fault('APV-5'))
    return follows('request.restart', 'content_changed', rewritten(state, ask, content))
  if (!isOpen) return null
  if (policyOf(ask.world)?.version !== state.policy && !fault('APV-6'))
    return follows('request.restart', 'policy_changed', newRound(state, ask, content, 'policy_changed'))
  const moved = advanced(state, ask)
  if (moved !== state) return follows('request.advance', 'people_changed', moved)
  const open = openRequirements(state, ask)
  const late = open.filter((requirement) => isLate(requirement, state, ask.nowMs))
  if (late.length > 0) return follows('request.escalate', 'escalated', escalated(state, late, ask.nowMs))
  if (!open.some((requirement) => hasNobody(requirement, ask, silentAbout(state)))) return null
  const reason = { code: 'no_approver', text: '', by: '' }
  return follows('request.return', 'no_approver', { ...state, status: 'devolvida', changedAtMs: ask.nowMs, reason })
}

/** It begins again, and remembers who of its colleagues wrote what it says now. */
function rewritten(state: RequestState, ask: DecisionAsk, content: RequestContent): RequestState {
  const others = ask.editors.filter((userId) => userId !== state.requester)
  const edited = [...new Set([...state.edited, ...others])].sort()
  return newRound({ ...state, edited }, ask, content, 'content_changed')
}

/** When a requirement escalates; null when it never does or did. */
function escalatesAtMs(requirement: Requirement, state: RequestState): number | null {
  const { escalateAfterHours: hours, escalatedAtMs } = requirement
  return hours === null || escalatedAtMs !== null ? null : state.levelSinceMs + hours * hourMs
}

function isLate(requirement: Requirement, state: RequestState, nowMs: number): boolean {
  const at = escalatesAtMs(requirement, state)
  return at !== null && at <= nowMs && !fault('APV-10')
}

const escalated = (state: RequestState, late: readonly Requirement[], nowMs: number): RequestState => ({
  ...state,
  changedAtMs: nowMs,
  requirements: state.requirements.map((requirement) =>
    late.includes(requirement) ? { ...requirement, escalatedAtMs: nowMs } : requirement,
  ),
})

/** Said in so many words: another name in the list explains nothing. */
const escalationsOf = (state: RequestState, ask: DecisionAsk): readonly Escalation[] =>
  state.requirements.flatMap((requirement): Escalation[] => {
    const { id: rule, level, escalatedAtMs: atMs, escalateAfterHours: afterHours } = requirement
    if (atMs === null || afterHours === null || fault('APV-29')) return []
    const silent = silentAbout(state)
    const answered = new Set(
      state.approvals.flatMap((one) => (one.rule === rule && one.level === level && one.atMs < atMs ? [one.for] : [])),
    )
    const from = namedBy(requirement, ask, silent).filter((person) => !answered.has(person))
    return [{ level, rule, from, to: escalatedTo(requirement, ask, silent), afterHours, atMs }]
  })

/** How a request stands in the ledger, and when it must be looked at again. */
export function requestStanding(ask: DecisionAsk & { readonly state: JsonObject }): Standing {
  const state = stateOf(ask) as RequestState
  const times = openRequirements(state, ask).flatMap((requirement) => escalatesAtMs(requirement, state) ?? [])
  const { requirements: _requirements, ...told } = state
  const view = {
    ...told,
    level: levelOf(state),
    waiting: waitingFor(state, ask),
    escalations: escalationsOf(state, ask),
    approvals: state.approvals.map(({ digest: _digest, policy: _policy, ...approval }) => approval),
  }
  return {
    view: view as unknown as JsonObject,
    isWatched: levelOf(state) !== null || state.status === 'aprovada',
    dueMs: times.length > 0 ? Math.min(...times) : null,
  }
}
