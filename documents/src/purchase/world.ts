import { isMember } from '../decisions/settle.ts'
import type { Decided, Decider, DecisionAsk, JsonObject, Member } from '../decisions/types.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { no } from './deciders.ts'
import { delegationsOf } from './delegations.ts'
import type { Delegation } from './delegations.ts'
import { policyOf, readEditors, readRules } from './policy.ts'
import { numberArg, textArg } from './state.ts'

/* Decisions about what decisions go by: they have no subject and hold for every list of the workspace. */

const turned = (reason: string, world: JsonObject): Decided => ({ kind: 'decided', accepted: true, reason, world })

/** `policy.change` {rules, base}: by an administrator who has seen version `base`. The next version holds from now on. */
const changePolicy: Decider = (ask, intent, actor) => {
  if (actor.role !== 'admin') return no('not_allowed')
  const version = policyOf(ask.world)?.version ?? 0
  if (numberArg(intent.args['base']) !== version) return no('stale_policy')
  const rules = readRules(intent.args['rules'])
  const editors = readEditors(intent.args['editors'])
  if (!rules || !editors) return no('malformed')
  const people = rules.flatMap((rule) => [...rule.people, ...rule.escalateTo])
  if (!people.every((userId) => isMember(ask.members, userId))) return no('unknown_person')
  const policy = { version: version + 1, rules, editors, by: actor.userId, atMs: ask.nowMs }
  return turned('policy_changed', { ...ask.world, policy: policy as unknown as JsonValue })
}

const [maxDelegations, maxDelegationMs, keptMs] = [500, 366 * 86_400_000, 90 * 86_400_000]
/** One person's, so that nobody's fill everybody's room. */
const maxOfOne = 20

const mayFor = (actor: Member, person: string): boolean =>
  actor.userId === person || actor.role === 'admin' || actor.role === 'manager'

/** What ended long ago leaves the world; the decisions that made it stay. */
function withDelegations(ask: DecisionAsk, all: Iterable<Delegation>): JsonObject {
  const ended = new Map<string, number>()
  // The last ones first, so that of one person's many the oldest go.
  const kept = [...all]
    .filter(({ endMs }) => endMs > ask.nowMs - keptMs)
    .sort((a, b) => b.endMs - a.endMs)
    .filter(({ from, endMs }) => {
      if (endMs > ask.nowMs || fault('APV-28')) return true
      ended.set(from, (ended.get(from) ?? 0) + 1)
      return (ended.get(from) ?? 0) <= maxOfOne
    })
  const delegations = Object.fromEntries(kept.map(({ id, ...delegation }) => [id, delegation]))
  return { ...ask.world, delegations: delegations as unknown as JsonValue }
}

/** `delegation.set` {from?, to, start, end, reason?}: one's own, or anybody's by a manager. Its id is the intent's. */
const delegate: Decider = (ask, intent, actor) => {
  const { from = actor.userId, to, start, end } = intent.args
  const [startMs, endMs] = [numberArg(start), numberArg(end)]
  if (typeof from !== 'string' || typeof to !== 'string' || from === to) return no('malformed')
  if (startMs === null || endMs === null || endMs <= startMs || endMs - startMs > maxDelegationMs)
    return no('malformed')
  if (!mayFor(actor, from)) return no('not_allowed')
  if (!isMember(ask.members, from) || !isMember(ask.members, to)) return no('unknown_person')
  const known = delegationsOf(ask.world)
  const open = [...known.values()].filter((one) => one.endMs > ask.nowMs)
  if (open.length >= maxDelegations) return no('too_many')
  if (open.filter((one) => one.from === from).length >= maxOfOne && !fault('APV-28')) return no('too_many')
  const reason = textArg(intent.args['reason']).slice(0, 500).toWellFormed()
  const made: Delegation = { id: intent.id, from, to, startMs, endMs, reason, by: actor.userId, isTold: false }
  return turned('delegated', withDelegations(ask, [...known.values(), made]))
}

/** `delegation.end` {delegation}: from now on. */
const endDelegation: Decider = (ask, intent, actor) => {
  const known = delegationsOf(ask.world)
  const id = intent.args['delegation']
  const found = typeof id === 'string' ? known.get(id) : undefined
  if (!found) return no('not_found')
  if (!mayFor(actor, found.from)) return no('not_allowed')
  if (found.endMs <= ask.nowMs) return no('wrong_state')
  const others = [...known.values()].filter((delegation) => delegation !== found)
  // What has not begun never will.
  const ended = found.startMs < ask.nowMs ? [{ ...found, endMs: ask.nowMs }] : []
  return turned('delegation_ended', withDelegations(ask, [...others, ...ended]))
}

export const worldDeciders: Readonly<Record<string, Decider>> = {
  'policy.change': changePolicy,
  'delegation.set': delegate,
  'delegation.end': endDelegation,
}
