import type { DecisionAsk } from '../decisions/types.ts'
import { escalatedTo, namedBy } from './approvers.ts'
import { contentDigest } from './content.ts'
import type { RequestContent } from './content.ts'
import { policyOf, rulesFor } from './policy.ts'
import type { PolicyRule } from './policy.ts'
import { atNextLevel, silentAbout } from './state.ts'
import type { RequestState } from './state.ts'

export const contentIn = ({ content }: Pick<DecisionAsk, 'content'>): RequestContent | null =>
  content as unknown as RequestContent | null

/** What keeps a request from being approved by anybody; null when nothing does. */
export function obstacle(
  ask: DecisionAsk,
  content: RequestContent,
  edited: readonly string[] = [],
): 'no_policy' | 'no_rule' | 'no_approver' | null {
  const policy = policyOf(ask.world)
  if (!policy) return 'no_policy'
  const rules = rulesFor(policy, content)
  if (rules.length === 0) return 'no_rule'
  const silent = silentAbout({ requester: content.requester, edited, editorsMay: policy.editors === 'marked' })
  return rules.some((rule) => hasNobody(rule, ask, silent)) ? 'no_approver' : null
}

/** Nobody could ever say yes, neither now nor after it escalated. */
export const hasNobody = (rule: PolicyRule, ask: Pick<DecisionAsk, 'members'>, silent: ReadonlySet<string>): boolean =>
  namedBy(rule, ask, silent).length === 0 &&
  (rule.escalateAfterHours === null || escalatedTo(rule, ask, silent).length === 0)

/**
 * The approvals begin (again): under the policy in force, for what the documents say now, with no yes from before. When
 * nobody could approve it, it goes back to its requester with the reason.
 */
export function newRound(state: RequestState, ask: DecisionAsk, content: RequestContent, code: string): RequestState {
  const policy = policyOf(ask.world)
  const blocked = obstacle(ask, content, state.edited)
  const requirements = policy ? rulesFor(policy, content).map((rule) => ({ ...rule, escalatedAtMs: null })) : []
  const begun: RequestState = {
    ...state,
    round: state.round + 1,
    digest: contentDigest(content),
    totalCents: content.totalCents,
    policy: policy?.version ?? 0,
    requirements,
    editorsMay: policy?.editors !== 'refused',
    approvals: [],
    changedAtMs: ask.nowMs,
    reason: { code, text: '', by: '' },
    reopening: null,
  }
  if (!blocked) return atNextLevel(begun, 0, ask.nowMs)
  return { ...begun, status: 'devolvida', reason: { code: blocked, text: '', by: '' } }
}
