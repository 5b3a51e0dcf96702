import { settle } from '../../decisions/index.ts'
import type { Intent, JsonObject, Made, Member, StandingSubject } from '../../decisions/index.ts'
import { requestsName } from '../../names.ts'
import type { Role } from '../../protocol.ts'
import { testStartMs } from '../../testing/index.ts'
import { contentDigest, purchaseDecisions } from '../index.ts'
import type { EditorsRule, PolicyRule, RequestContent, RequestState } from '../index.ts'

const member = (userId: string, role: Role, groups: readonly string[] = [], active = true): Member => ({
  userId,
  role,
  groups,
  active,
})

export const staff: readonly Member[] = [
  member('ana', 'admin'),
  member('marina', 'manager'),
  member('bruno', 'editor', ['compras']),
  member('carla', 'editor', ['diretoria']),
  member('davi', 'editor', ['diretoria']),
  member('eva', 'editor'),
  member('gil', 'viewer'),
  member('left', 'admin', ['diretoria'], false),
]

export const rule = (level: 1 | 2 | 3, people: readonly string[], more: Partial<PolicyRule> = {}): PolicyRule => ({
  id: `a${level}`,
  level,
  fromCents: 0,
  costCentres: [],
  categories: [],
  mode: 'any',
  people,
  group: '',
  escalateAfterHours: null,
  escalateTo: [],
  ...more,
})

/** Carla from the first cent, Davi from R$ 10.000, Eva from R$ 50.000. */
export const threeLevels: readonly PolicyRule[] = [
  rule(1, ['carla']),
  rule(2, ['davi'], { fromCents: 1_000_000 }),
  rule(3, ['eva'], { fromCents: 5_000_000 }),
]

export const content = (requester: string, totalCents: number, more: Partial<RequestContent> = {}): RequestContent => ({
  requester,
  title: 'Notebooks',
  justification: '',
  costCentre: 'TI',
  category: '',
  project: '',
  place: '',
  priority: 'normal',
  needBy: null,
  currency: 'BRL',
  items: [
    {
      id: 'item-0001',
      description: 'Notebook',
      code: '',
      quantity: '1',
      unit: 'un',
      estimateCents: totalCents,
      costCentre: '',
      account: '',
    },
  ],
  totalCents,
  ...more,
})

interface Subject {
  content: RequestContent | null
  state: JsonObject | null
  version: number
}

export type Word = Partial<Omit<Intent, 'args'>> & { readonly args?: Intent['args']; readonly actor?: string }

/** A decision with what stood there when it was made. */
type MadeThere = Made & {
  readonly subject: string
  readonly atMs: number
  readonly world: JsonObject
  readonly standings: readonly StandingSubject[]
}

/** Decisions as the mechanism makes them, in memory: one world, any number of requests, one clock. */
export class Office {
  world: JsonObject = {}
  members: readonly Member[] = staff
  nowMs = testStartMs
  readonly subjects = new Map<string, Subject>()
  readonly made: MadeThere[] = []
  #ids = 0

  subject(id: string): Subject {
    const found = this.subjects.get(id) ?? { content: null, state: null, version: 0 }
    this.subjects.set(id, found)
    return found
  }
  state(id: string): RequestState | null {
    return this.subject(id).state as unknown as RequestState | null
  }
  digest(id: string): string {
    const now = this.subject(id).content
    return now ? contentDigest(now) : ''
  }

  /** Writes content, as everybody's edits would, and lets follow what follows. */
  write(id: string, written: RequestContent | null, ...by: readonly string[]): void {
    this.subject(id).content = written
    this.look(id, by)
  }

  /** Everything a person at this request has in front of them, said as one intent. */
  shown(id: string): { readonly digest: string; readonly args: Intent['args'] } {
    const state = this.state(id)
    const level = ['', 'pending_a1', 'pending_a2', 'pending_a3'].indexOf(state?.status ?? '-')
    return { digest: this.digest(id), args: { round: state?.round ?? 0, level, policy: state?.policy ?? 0 } }
  }

  /** Says what is in front of this person; `word` says otherwise. @returns the reason of the outcome, `wait` when there is none */
  say(by: string, type: string, subject: string, word: Word = {}): string {
    const shown = this.shown(subject)
    this.#ids++
    const intent: Intent = {
      id: word.id ?? `intent-${this.#ids}`,
      type,
      subject,
      digest: word.digest ?? shown.digest,
      by: word.by ?? by,
      atMs: this.nowMs,
      args: { ...shown.args, ...word.args },
    }
    return this.decide(subject, intent, word.actor ?? by)
  }

  policy(rules: readonly PolicyRule[], by = 'ana', editors: EditorsRule = 'marked'): string {
    const base = (this.world['policy'] as { version?: number } | undefined)?.version ?? 0
    return this.say(by, 'policy.change', '', { args: { rules: rules as never, base, editors } })
  }

  /** Like the mechanism: an id that was decided is not decided again. */
  decide(subject: string, intent: Intent | null, actorId: string, waitedMs = Number.POSITIVE_INFINITY): string {
    const id = intent?.id ?? 'nonsense'
    const known = this.made.find((made) => made.id === id)
    if (known) return known.reason
    const before = this.world
    this.#settle(subject, { intent, id, actorId }, waitedMs)
    if (this.world !== before) for (const other of this.subjects.keys()) this.look(other)
    return this.made.find((made) => made.id === id)?.reason ?? 'wait'
  }

  look(subject: string, editors: readonly string[] = []): void {
    this.#settle(subject, null, 0, editors)
  }

  #settle(
    id: string,
    asked: { intent: Intent | null; id: string; actorId: string } | null,
    waitedMs: number,
    editors: readonly string[] = [],
  ): void {
    const subject = this.subject(id)
    const { nowMs, members, world } = this
    const step = settle({
      decisions: purchaseDecisions,
      subject: id,
      version: subject.version,
      ask: { world, state: subject.state, content: subject.content as never, members, editors, nowMs, waitedMs },
      asked,
      clockMs: nowMs,
    })
    if (step.kind === 'wait') return
    this.world = step.world
    subject.state = step.state
    subject.version = step.version
    const standings = this.#standings()
    for (const made of step.made) this.made.push({ ...made, subject: id, atMs: nowMs, world: step.world, standings })
  }

  #standings(): readonly StandingSubject[] {
    const { nowMs, members, world } = this
    return [...this.subjects].flatMap(([subject, { state, content: said }]) => {
      if (!state) return []
      const ask = { world, state, content: said as never, members, editors: [], nowMs, waitedMs: 0 }
      const { view, isWatched } = purchaseDecisions.standing(ask)
      return isWatched ? [{ document: requestsName('01HLIST00000000000000000AA'), subject, view }] : []
    })
  }
}
