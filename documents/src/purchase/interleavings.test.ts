import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../random.ts'
import type { Intent, JsonObject, Member } from '../decisions/index.ts'
import { contentDigest, editorsRules } from './index.ts'
import type { Policy, PolicyRule, RequestState, RequestStatus } from './index.ts'
import { content, Office, rule, staff } from './testing/office.ts'

/*
 * Any number of people say anything in any order, late, twice, in each other's names, about things they no longer see. The
 * oracle below knows what must hold and is written without the code it checks.
 */

const hourMs = 3_600_000
const requests = ['r1', 'r2', 'r3'] as const
const people = staff.map(({ userId }) => userId)
const types = ['submit', 'approve', 'approve', 'approve', 'reject', 'return', 'cancel'] as const

const legal: Readonly<Record<RequestStatus | 'none', readonly (RequestStatus | 'none')[]>> = {
  none: ['none', 'pending_a1', 'pending_a2', 'pending_a3'],
  rascunho: ['rascunho', 'pending_a1', 'pending_a2', 'pending_a3', 'cancelada'],
  pending_a1: ['pending_a1', 'pending_a2', 'pending_a3', 'aprovada', 'devolvida', 'rejeitada', 'cancelada'],
  pending_a2: ['pending_a1', 'pending_a2', 'pending_a3', 'aprovada', 'devolvida', 'rejeitada', 'cancelada'],
  pending_a3: ['pending_a1', 'pending_a2', 'pending_a3', 'aprovada', 'devolvida', 'rejeitada', 'cancelada'],
  aprovada: ['aprovada', 'pending_a1', 'pending_a2', 'pending_a3', 'devolvida', 'cancelada'],
  devolvida: ['devolvida', 'pending_a1', 'pending_a2', 'pending_a3', 'cancelada'],
  rejeitada: ['rejeitada'],
  cancelada: ['cancelada', 'rascunho'],
}

interface Left {
  readonly from: string
  readonly to: string
  readonly by: string
  readonly startMs: number
  readonly endMs: number
}

class Oracle {
  readonly #desk: Office
  /** Every policy that was ever in force, by version, and since when. */
  readonly #policies = new Map<number, readonly PolicyRule[]>()
  /** Versions under which whoever rewrote a request says nothing about it. */
  readonly #refusing = new Set<number>()
  /** Whoever was away at some moment of this run: at that moment "all of them" was without them. */
  readonly #everGone = new Set<string>()
  readonly #numbers = new Map<string, string>()
  readonly #outcomes = new Map<string, number>()
  readonly #statuses = new Map<string, RequestStatus | 'none'>()
  #seen = 0

  constructor(desk: Office) {
    this.#desk = desk
  }

  check(): void {
    for (const { userId, active } of this.#desk.members) if (!active) this.#everGone.add(userId)
    for (const made of this.#desk.made.slice(this.#seen)) {
      this.#outcomes.set(made.id, (this.#outcomes.get(made.id) ?? 0) + 1)
      expect(this.#outcomes.get(made.id), `outcomes of ${made.id}`).toBe(1)
      if (!made.accepted) expect(made.state, `a refusal changes nothing: ${made.reason}`).toBeNull()
      this.#learn(made.world)
      if (made.accepted && made.type === 'request.approve') this.#checkVoice(made)
      if (made.state) this.#checkState(made.subject, made.state as unknown as RequestState)
    }
    this.#seen = this.#desk.made.length
    for (const id of requests) this.#checkApproved(id)
    const byYear = Map.groupBy([...this.#numbers.values()], (number) => number.slice(0, 4))
    for (const given of byYear.values())
      expect(given.map((number) => Number(number.slice(5))).sort((a, b) => a - b)).toEqual(
        Array.from({ length: given.length }, (_, i) => i + 1),
      )
  }

  #learn(world: JsonObject): void {
    const policy = world['policy'] as Policy | undefined
    if (policy) this.#policies.set(policy.version, policy.rules)
    if (policy?.editors === 'refused') this.#refusing.add(policy.version)
  }

  /** Whoever said it was here, and spoke for themselves or for somebody who had left it to them at that moment. */
  #checkVoice({ by, onBehalfOf, world, atMs, state: raw }: Office['made'][number]): void {
    const { requester, edited, policy, approvals } = raw as unknown as RequestState
    expect(by).not.toBe(requester)
    if (this.#refusing.has(policy)) expect(edited, `${by} rewrote it`).not.toContain(by)
    expect(approvals.findLast((one) => one.by === by)?.edited).toBe(edited.includes(by))
    expect(this.#desk.members.find(({ userId }) => userId === by)?.active).toBe(true)
    if (onBehalfOf === null) return
    const delegations = Object.values(world['delegations'] ?? {}) as unknown as readonly Left[]
    const reached = new Set([onBehalfOf])
    for (const _ of people)
      for (const { from, to, by: entered, startMs, endMs } of delegations)
        if (reached.has(from) && ![to, entered].includes(requester) && startMs <= atMs && atMs < endMs) reached.add(to)
    expect([...reached], `${by} for ${onBehalfOf}`).toContain(by)
  }

  #checkState(id: string, state: RequestState): void {
    const before = this.#statuses.get(id) ?? 'none'
    expect(legal[before], `${before} → ${state.status}`).toContain(state.status)
    this.#statuses.set(id, state.status)
    const known = this.#numbers.get(id)
    const number = state.number ? `${state.number.year} ${state.number.number}` : undefined
    if (known) expect(number).toBe(known)
    else if (number) this.#numbers.set(id, number)
    if (state.status.startsWith('pending') || state.status === 'aprovada') expect(number).toBeDefined()
  }

  /** Approved only with a yes for every rule of the policy, each by somebody entitled, each for what stands there now. */
  #checkApproved(id: string): void {
    const { state: raw, content: now } = this.#desk.subject(id)
    const state = raw as unknown as RequestState | null
    if (state?.status !== 'aprovada' || !now) return
    expect(state.digest).toBe(contentDigest(now))
    expect(now.totalCents, 'a sum').not.toBeNull()
    const rules = this.#policies.get(state.policy) ?? []
    for (const level of [1, 2, 3]) {
      for (const costCentre of new Set(now.items.map((item) => item.costCentre || now.costCentre))) {
        const wanted = rules.find(
          (one) =>
            one.level === level &&
            (now.totalCents ?? 0) >= one.fromCents &&
            (one.costCentres.length === 0 || one.costCentres.includes(costCentre)),
        )
        if (wanted) this.#checkRule(wanted, state, now.requester)
      }
    }
    expect(state.approvals.length).toBeGreaterThan(0)
  }

  #checkRule(wanted: PolicyRule, state: RequestState, requester: string): void {
    const given = state.approvals.filter((one) => one.rule === wanted.id && one.level === wanted.level)
    expect(given.length, `approvals of ${wanted.id}`).toBeGreaterThan(0)
    const named = (person: string): boolean => {
      const member = staff.find(({ userId }) => userId === person) as Member
      return (
        wanted.people.includes(person) ||
        (wanted.group !== '' && member.groups.includes(wanted.group)) ||
        wanted.escalateTo.includes(person)
      )
    }
    for (const one of given) {
      expect([one.by, one.for]).not.toContain(requester)
      expect(one.digest).toBe(state.digest)
      expect(one.policy).toBe(state.policy)
      expect(named(one.for), `${one.for} is named`).toBe(true)
    }
    if (wanted.mode === 'any') return
    const must = staff.filter(
      ({ userId, groups, active }) =>
        active &&
        !this.#everGone.has(userId) &&
        userId !== requester &&
        !(this.#refusing.has(state.policy) && state.edited.includes(userId)) &&
        (wanted.people.includes(userId) || (wanted.group !== '' && groups.includes(wanted.group))),
    )
    const isEscalated = given.some(
      (one) => wanted.escalateTo.includes(one.for) && !must.some((m) => m.userId === one.for),
    )
    if (!isEscalated) for (const { userId } of must) expect(given.map((one) => one.for)).toContain(userId)
  }
}

/** Everything that may happen, chosen by dice. */
class Chance {
  readonly #random: () => number
  readonly #desk: Office
  readonly #said: { subject: string; intent: Intent; actor: string }[] = []
  readonly #seen: { subject: string; digest: string; args: Intent['args'] }[] = []
  #ids = 0

  constructor(desk: Office, seed: number) {
    this.#desk = desk
    this.#random = seededRandom(seed)
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T
  }
  #is(chance: number): boolean {
    return this.#random() < chance
  }

  step(): void {
    const roll = this.#random()
    if (roll < 0.12) this.#write()
    else if (roll < 0.15) this.#policy()
    else if (roll < 0.2) this.#delegate()
    else if (roll < 0.25) this.#desk.nowMs += Math.floor(this.#random() * 80) * hourMs
    else if (roll < 0.3) this.#leave()
    else if (roll < 0.36) this.#replay()
    else if (roll < 0.42) this.#reopen()
    else this.#say()
    const subject = this.#pick(requests)
    this.#desk.look(subject)
    this.#seen.push({ subject, ...this.#desk.shown(subject) })
  }

  #write(): void {
    const id = this.#pick(requests)
    const requester = this.#desk.subject(id).content?.requester ?? this.#pick(['bruno', 'carla', 'davi', 'marina'])
    const cents = this.#pick([500_000, 2_000_000, 6_000_000])
    const item = content(requester, cents).items[0]
    if (!item) return
    const items = this.#is(0.4) ? [item, { ...item, id: 'item-0002', costCentre: 'Obras' }] : [item]
    // Somebody writes a line nobody can count.
    const uncounted = this.#is(0.15) ? { totalCents: null } : {}
    this.#desk.write(id, content(requester, cents, { items, ...uncounted }), this.#pick(people))
  }

  #policy(): void {
    const editors = this.#pick(editorsRules)
    this.#desk.policy(this.#rules(), this.#pick(['ana', 'ana', 'marina', 'carla']), editors)
  }

  #rules(): readonly PolicyRule[] {
    const who = (): readonly string[] =>
      [...new Set([this.#pick(people), this.#pick(people)])].filter((one) => one !== 'left')
    return [
      rule(1, who(), { id: 'obras', costCentres: ['Obras'], mode: this.#pick(['any', 'all']) }),
      rule(1, who(), { escalateAfterHours: this.#is(0.5) ? 24 : null, escalateTo: ['eva'] }),
      rule(2, [], { group: 'diretoria', fromCents: 1_000_000, mode: this.#pick(['any', 'all']) }),
      rule(3, who(), { fromCents: 5_000_000 }),
    ]
      .filter(({ people: named, group }) => named.length > 0 || group !== '')
      .map((one) => (one.escalateAfterHours === null ? { ...one, escalateTo: [] } : one))
  }

  #delegate(): void {
    const start = this.#desk.nowMs + Math.floor((this.#random() - 0.5) * 40) * hourMs
    const of = this.#is(0.5) ? { from: this.#pick(people) } : {}
    const args = { ...of, to: this.#pick(people), start, end: start + Math.floor(this.#random() * 90) * hourMs }
    this.#desk.say(this.#pick(people), 'delegation.set', '', { args })
  }

  /** People come and go; the one who administers stays. */
  #leave(): void {
    const gone = this.#is(0.5) ? [] : [this.#pick(['carla', 'davi', 'eva'])]
    this.#desk.members = staff.map((one) => (gone.includes(one.userId) ? { ...one, active: false } : one))
    for (const id of requests) this.#desk.look(id)
  }

  #say(): void {
    const subject = this.#pick(requests)
    const type = `request.${this.#pick(types)}`
    const requester = this.#desk.subject(subject).content?.requester ?? 'bruno'
    const named = this.#desk.state(subject)?.requirements.flatMap((one) => one.people) ?? []
    const likely = type === 'request.submit' ? [requester] : named
    const by = likely.length > 0 && this.#is(0.7) ? this.#pick(likely) : this.#pick(people)
    const shown = this.#is(0.75) ? this.#desk.shown(subject) : this.#pick([...this.#seen, this.#desk.shown(subject)])
    const args = { ...shown.args, reason: 'Porque', ...(this.#is(0.15) ? { for: this.#pick(people) } : {}) }
    const intent: Intent = { id: `i${this.#ids++}`, type, subject, digest: shown.digest, by, atMs: 0, args }
    const actor = this.#is(0.1) ? this.#pick(people) : by
    this.#send({ subject, intent, actor })
  }

  #send(said: { subject: string; intent: Intent; actor: string }): void {
    this.#said.push(said)
    this.#desk.decide(said.subject, said.intent, said.actor)
  }

  /** The same again: by the same person, by another, under another id. */
  #replay(): void {
    if (this.#said.length === 0) return
    const { subject, intent, actor } = this.#pick(this.#said)
    const again = this.#is(0.5) ? intent : { ...intent, id: `i${this.#ids++}` }
    this.#desk.decide(subject, again, this.#is(0.7) ? actor : this.#pick(people))
  }

  #reopen(): void {
    const type = this.#pick(['reopening.ask', 'reopening.grant', 'reopening.deny'])
    this.#desk.say(this.#pick(people), type, this.#pick(requests), { args: { reason: 'Voltou' } })
  }
}

describe('any interleaving', { timeout: 60_000 }, () => {
  it('[APV-16] of stale, repeated, forged and concurrent intents: one outcome each, legal transitions, numbers without gaps, nothing approved that is not', () => {
    let approved = 0
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 30 }), (seed) => {
        const desk = new Office()
        const [oracle, chance] = [new Oracle(desk), new Chance(desk, seed)]
        desk.policy([rule(1, ['carla', 'davi']), rule(2, ['davi', 'eva'], { fromCents: 1_000_000 })])
        for (const id of requests) desk.write(id, content(id === 'r3' ? 'marina' : 'bruno', 500_000))
        for (let step = 0; step < 60; step++) {
          chance.step()
          oracle.check()
        }
        approved += desk.made.filter(
          ({ state, type }) => type === 'request.approve' && state?.['status'] === 'aprovada',
        ).length
      }),
      { numRuns: 100 },
    )
    // The dice do reach what the test is about.
    expect(approved).toBeGreaterThan(20)
  })
})
