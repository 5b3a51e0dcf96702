/** The beginning of a delegation: from then on somebody else is asked, also about what waits already. */
import type { DecisionAsk, JsonObject, NewNotice, Review, Told } from '../decisions/types.ts'
import { isMember } from '../decisions/settle.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { delegationsOf, standIns } from './delegations.ts'
import type { Delegation } from './delegations.ts'
import { readView, speaksFor } from './view.ts'

export const delegationBegan = 'delegation.begin'
export const delegationEvent = 'approval_delegation_began'

const idOf = (delegation: Delegation): string => `${delegationBegan}.${delegation.id}`

const untold = (world: JsonObject): readonly Delegation[] =>
  [...delegationsOf(world).values()].filter(({ isTold }) => !isTold)

/** When the next one begins. */
export function nextBeginMs(world: JsonObject): number | null {
  const starts = untold(world).map(({ startMs }) => startMs)
  return starts.length > 0 ? Math.min(...starts) : null
}

/** The next one that has begun and was not told; one that has ended by now is passed over. */
export function reviewDelegations({ world, nowMs }: DecisionAsk): Review | null {
  const begun = untold(world).find(({ startMs, endMs }) => startMs <= nowMs && nowMs < endMs)
  if (!begun) return null
  const known = world['delegations'] as JsonObject
  const told = { ...(known[begun.id] as JsonObject), isTold: true }
  const delegations: JsonValue = { ...known, [begun.id]: told }
  return {
    kind: 'decided',
    type: delegationBegan,
    id: idOf(begun),
    accepted: true,
    reason: 'delegation_began',
    world: { ...world, delegations },
    onBehalfOf: begun.from,
  }
}

/** Everybody who speaks for others by it from now on hears of it once, with how much already waits for that. */
export function begunNotices({ made, world, members, nowMs, standings }: Told): readonly NewNotice[] {
  const all = [...delegationsOf(world).values()]
  const begun = all.find((delegation) => idOf(delegation) === made.id)
  if (!begun) return []
  const others = all.filter((delegation) => delegation !== begun)
  const views = standings.flatMap(({ view }) => readView(view) ?? [])
  const { from, reason, endMs } = begun
  return [...standIns(all, begun.to, nowMs, new Set([from]))]
    .filter((userId) => isMember(members, userId) && !fault('NTC-15'))
    .map((userId) => {
      const voices = (known: readonly Delegation[], view: (typeof views)[number]): number =>
        speaksFor(view, known, userId, nowMs).length
      const waiting = views.filter((view) => view.level !== null && voices(all, view) > voices(others, view))
      const args = { by: from, endMs, text: reason, count: waiting.length }
      return { to: userId, event: delegationEvent, args }
    })
}
