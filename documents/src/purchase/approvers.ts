import { isMember } from '../decisions/settle.ts'
import type { DecisionAsk } from '../decisions/types.ts'
import { fault } from '../faults.ts'
import { delegationsOf, standIns } from './delegations.ts'
import { levelOf, requirementsAt, silentAbout } from './state.ts'
import type { Approval, Requirement, RequestState } from './state.ts'

type People = Pick<DecisionAsk, 'members'>

/** The people a requirement names who are here and not in `silent`: the requester above all. */
export function namedBy(
  { people, group }: Pick<Requirement, 'people' | 'group'>,
  { members }: People,
  silent: ReadonlySet<string>,
): readonly string[] {
  return members
    .filter(
      ({ userId, active, groups }) =>
        (active || fault('APV-14')) && (people.includes(userId) || (group !== '' && groups.includes(group))),
    )
    .map(({ userId }) => userId)
    .filter((userId) => !silent.has(userId) || fault('APV-4'))
}

/** Those it escalates to who are here and not in `silent`. */
export const escalatedTo = (
  { escalateTo }: Pick<Requirement, 'escalateTo'>,
  { members }: People,
  silent: ReadonlySet<string>,
): readonly string[] => escalateTo.filter((userId) => !silent.has(userId) && isMember(members, userId))

/** Whose yes counts for a requirement at the moment. */
function countingFor(requirement: Requirement, ask: People, silent: ReadonlySet<string>): readonly string[] {
  const named = namedBy(requirement, ask, silent)
  return requirement.escalatedAtMs === null ? named : [...named, ...escalatedTo(requirement, ask, silent)]
}

const approvalsOf = (state: RequestState, { id, level }: Requirement): readonly Approval[] =>
  state.approvals.filter((approval) => approval.rule === id && approval.level === level)

/** One yes when any will do; everybody's who is named and here, or one of those it was escalated to. */
export function isMet(requirement: Requirement, state: RequestState, ask: People): boolean {
  const given = approvalsOf(state, requirement)
  if (given.length === 0) return false
  if (requirement.mode === 'any' || fault('APV-7')) return true
  const silent = silentAbout(state)
  const escalated = requirement.escalatedAtMs === null ? [] : escalatedTo(requirement, ask, silent)
  const named = namedBy(requirement, ask, silent)
  if (given.some(({ for: person }) => !named.includes(person) && escalated.includes(person))) return true
  return named.every((person) => given.some((approval) => approval.for === person))
}

/** Requirements of the level the request waits at that nobody has met yet. */
export function openRequirements(state: RequestState, ask: People): readonly Requirement[] {
  const level = levelOf(state)
  return level === null ? [] : requirementsAt(state, level).filter((requirement) => !isMet(requirement, state, ask))
}

/** The people a request waits for: named, or let in by escalation, without those who have said yes. */
export function waitingFor(state: RequestState, ask: People): readonly string[] {
  const people = openRequirements(state, ask).flatMap((requirement) => {
    const given = new Set(approvalsOf(state, requirement).map((approval) => approval.for))
    return countingFor(requirement, ask, silentAbout(state)).filter((person) => !given.has(person))
  })
  return [...new Set(people)].sort()
}

/** In whose name somebody may speak about a request at this moment. Own name first, then by id. */
export function voicesOf(actorId: string, state: RequestState, ask: DecisionAsk): readonly string[] {
  const silent = silentAbout(state)
  if (silent.has(actorId) && !fault('APV-4')) return []
  const delegations = [...delegationsOf(ask.world).values()]
  const level = levelOf(state)
  const counting = (level === null ? [] : requirementsAt(state, level)).flatMap((requirement) =>
    countingFor(requirement, ask, silent),
  )
  const mine = [...new Set(counting)].filter(
    (person) => person === actorId || standIns(delegations, person, ask.nowMs, silent).has(actorId),
  )
  return mine.sort((a, b) => Number(b === actorId) - Number(a === actorId) || (a < b ? -1 : 1))
}

/** Open requirements this person's yes would count for. */
export const openFor = (person: string, state: RequestState, ask: People): readonly Requirement[] =>
  openRequirements(state, ask).filter(
    (requirement) =>
      countingFor(requirement, ask, silentAbout(state)).includes(person) &&
      !approvalsOf(state, requirement).some((approval) => approval.for === person),
  )
