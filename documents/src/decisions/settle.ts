import { fault } from '../faults.ts'
import type { Intent } from './intents.ts'
import type {
  Decided,
  Decider,
  DecisionAsk,
  Decisions,
  JsonObject,
  Made,
  Member,
  Review,
  Standing,
  Verdict,
} from './types.ts'

export interface Settled {
  readonly kind: 'settled'
  readonly made: readonly Made[]
  readonly state: JsonObject | null
  readonly world: JsonObject
  readonly version: number
  /** When the world must be looked at again; null: no time matters. */
  readonly worldDueMs: number | null
  /** Null while nothing was ever decided about the subject. */
  readonly standing: Standing | null
}

/** An intent in the order of the journal. */
export interface Asked {
  readonly id: string
  /** Null: what stands there is no intent at all. */
  readonly intent: Intent | null
  /** The actor of the journal row. */
  readonly actorId: string
}

export interface SettleInput {
  readonly decisions: Decisions
  readonly subject: string
  /** How many decisions have changed the subject so far. */
  readonly version: number
  readonly ask: DecisionAsk
  /** Null: only look whether something follows. */
  readonly asked: Asked | null
  /** The server's clock: what reviews go by. */
  readonly clockMs: number
}

export const serverDecider = 'server'

/** A chain of reviews longer than this is a mistake of the kind's, not a way things go. */
const maxReviews = 8

/**
 * Decides one intent about one subject, or only what follows by itself. First whatever has to follow from what changed since
 * the last time, so that nobody's yes counts for something else; then the intent. Pure: the same answer from the same input.
 */
export function settle(input: SettleInput): Settled | Extract<Verdict, { kind: 'wait' }> {
  const course = new Course(input)
  course.follow()
  if (input.asked) {
    const said = verdictOn(input, course.ask, input.asked)
    const verdict = said.kind === 'wait' && fault('DEC-12') ? refusedBy('too_early') : said
    if (verdict.kind === 'wait') return course.isMoved ? course.settled() : verdict
    const { intent, id, actorId } = input.asked
    course.take(verdict, { id, type: intent?.type ?? '', by: (fault('APV-17') ? intent?.by : null) ?? actorId })
    course.follow()
  }
  return course.settled()
}

/** The subject and the world as the decisions of one step leave them. */
class Course {
  readonly #input: SettleInput
  readonly #made: Made[] = []
  #state: JsonObject | null
  #world: JsonObject
  #version: number

  constructor(input: SettleInput) {
    this.#input = input
    this.#state = input.ask.state
    this.#world = input.ask.world
    this.#version = input.version
  }

  get ask(): DecisionAsk {
    return { ...this.#input.ask, state: this.#state, world: this.#world }
  }
  get isMoved(): boolean {
    return this.#made.length > 0
  }

  /** Whatever follows by itself. */
  follow(): void {
    for (let i = 0; i < maxReviews && !fault('DEC-7'); i++) {
      const review = this.#next({ ...this.ask, nowMs: this.#input.clockMs })
      if (!review) return
      const { type, id = `${this.#input.subject}.${this.#version + 1}` } = review
      this.take(review, { id, type, by: serverDecider })
    }
  }

  #next(ask: DecisionAsk): Review | null {
    const { decisions, subject } = this.#input
    if (subject === '') return fault('DEC-16') ? null : (decisions.world?.review(ask) ?? null)
    return this.#state ? decisions.review(ask) : null
  }

  take(decided: Decided, { id, type, by }: Pick<Made, 'id' | 'type' | 'by'>): void {
    if (decided.state) {
      this.#state = decided.state
      this.#version++
    }
    if (decided.world) this.#world = decided.world
    const { accepted, reason, onBehalfOf = null, state = null } = decided
    this.#made.push({ id, type, by, onBehalfOf, accepted, reason, version: this.#version, state })
  }

  settled(): Settled {
    const { decisions, clockMs } = this.#input
    const [state, world] = [this.#state, this.#world]
    const standing = state ? decisions.standing({ ...this.ask, state, nowMs: clockMs }) : null
    const worldDueMs = decisions.world?.dueMs(world) ?? null
    return { kind: 'settled', made: this.#made, state, world, worldDueMs, version: this.#version, standing }
  }
}

const refusedBy = (reason: string): Decided => ({ kind: 'decided', accepted: false, reason })

function verdictOn({ decisions }: SettleInput, ask: DecisionAsk, { intent, actorId }: Asked): Verdict {
  if (!intent) return refusedBy('malformed')
  if (intent.by !== actorId && !fault('DEC-5')) return refusedBy('not_yours')
  const actor = ask.members.find(({ userId }) => userId === intent.by)
  if (!actor?.active) return refusedBy('not_member')
  const decider = deciderOf(decisions, intent.type)
  return decider ? decider(ask, intent, actor) : refusedBy('unknown_type')
}

const deciderOf = ({ deciders }: Decisions, type: string): Decider | undefined =>
  Object.hasOwn(deciders, type) ? deciders[type] : undefined

export const isMember = (members: readonly Member[], userId: string): boolean =>
  members.some((member) => member.userId === userId && member.active)
