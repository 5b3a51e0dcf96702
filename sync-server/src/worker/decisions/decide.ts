import { fault, mustParseName, readIntent, settle } from '@mutirao/documents'
import type { Asked, DecisionAsk, Decisions, Settled } from '@mutirao/documents'
import type {
  DecisionFacts,
  DecisionList,
  DecisionResult,
  DecisionStore,
  NewDecisionIntent,
} from '@mutirao/persistence'
import type { Calm } from './calm.ts'
import type { Copies } from './copies.ts'

export interface DecideParts {
  readonly store: Pick<DecisionStore, 'subjectsToReview' | 'isWorldDue' | 'intents' | 'decide'>
  readonly copies: Copies
  readonly decisions: Decisions
  readonly calm: Calm
  readonly point: (name: string) => void
}

/** So many looks and so many decisions about one list, then the others have their turn. */
const perTurn = 50

/** An intent that waits although something else followed is asked again after so long. */
const againMs = 500

export interface DecidedList {
  readonly steps: number
  /** What all decisions of the workspace go by has changed. */
  readonly isWorldChanged: boolean
  /** After so long what was left alone has its turn; null: nothing was. */
  readonly restMs: number | null
}

/**
 * Looks at what changed, then decides the intents of a list in the order of the journal: as many as one turn has, so that
 * however much is asked about one list nobody waits for all of it. What follows for the subject of an intent is looked at
 * before it in any case.
 */
export async function decideList(parts: DecideParts, list: DecisionList): Promise<DecidedList> {
  const desk = new Desk(parts, list)
  if (await parts.store.isWorldDue(list.workspaceId)) await desk.decide('', null)
  const turn = fault('DEC-15') ? Infinity : perTurn
  const subjects = await parts.store.subjectsToReview(list.documentId)
  const rests = subjects.map((subject) => parts.calm.restMs(list.documentId, subject))
  const wanted = subjects.filter((_, i) => rests[i] === 0)
  for (const subject of wanted.slice(0, turn)) await desk.decide(subject, null)
  const later = rests.filter((restMs) => restMs > 0)
  if (later.length > 0) desk.restMs = Math.min(...later)
  // A subject whose turn has not come holds up its own intents and nobody else's.
  const held = new Set<string>()
  const end = desk.steps + turn
  for (const intent of await parts.store.intents(list.documentId)) {
    if (desk.steps >= end) break
    if (held.has(intent.subject)) continue
    const isDecided = !intent.isResting && (await desk.decide(intent.subject, intent.id))
    if (!isDecided && intent.subject !== '') held.add(intent.subject)
  }
  return desk
}

class Desk implements DecidedList {
  steps = 0
  isWorldChanged = false
  restMs: number | null = null
  readonly #parts: DecideParts
  readonly #list: DecisionList
  readonly #listId: string

  constructor(parts: DecideParts, list: DecisionList) {
    this.#parts = parts
    this.#list = list
    const parsed = mustParseName(list.name)
    this.#listId = parsed.kind === 'requests' ? parsed.listId : ''
  }

  /** @returns false when the intent has to wait */
  async decide(subject: string, intentId: string | null): Promise<boolean> {
    const { store, decisions, calm, point } = this.#parts
    const detailName = subject === '' ? null : decisions.detailName(this.#listId, subject)
    let isWaiting = false
    await store.decide({ list: this.#list, subject, intentId, detailName }, async (facts) => {
      const result = await this.#run(subject, facts)
      isWaiting = result.restMs !== null
      if (intentId === null && result.settled?.made.length) calm.moved(this.#list.documentId, subject)
      this.isWorldChanged ||= result.settled !== null && result.settled.world !== facts.world
      point('deciding')
      return result
    })
    this.steps++
    point('decided')
    return !isWaiting
  }

  async #run(subject: string, facts: DecisionFacts): Promise<DecisionResult> {
    const { decisions } = this.#parts
    const content = subject === '' ? null : await this.#content(subject, facts)
    const { world, state, members, editors, intent, nowMs, version } = facts
    const waitedMs = intent ? Math.max(0, nowMs - intent.receivedAtMs) : 0
    const ask = { world, state, content, members, editors, nowMs: intent?.receivedAtMs ?? nowMs, waitedMs }
    const asked = intent && { id: intent.id, intent: intentOf(intent, subject), actorId: intent.actorId }
    const step = settle({ decisions, subject, version, ask, asked, clockMs: nowMs })
    if (step.kind === 'wait')
      return { settled: null, content, notices: [], restMs: Math.max(step.untilWaitedMs - waitedMs, 1) }
    const isDecided = !intent || step.made.some(({ id }) => id === intent.id)
    const notices = noticesOf(decisions, step, ask, { asked, standings: facts.standings })
    return { settled: step, content, notices, restMs: isDecided ? null : againMs }
  }

  /** What the documents say, as far as their rows are taken in: never less than any decision before has seen. */
  async #content(subject: string, { listSeq, detail }: DecisionFacts) {
    const { copies, decisions } = this.#parts
    const list = await copies.at(this.#list.documentId, listSeq)
    const details = detail ? await copies.at(detail.documentId, detail.seq) : null
    return decisions.content(list.doc, details?.doc ?? null, subject)
  }
}

/** Who is told what of the decisions of one step, each as things stood before and after it. */
function noticesOf(
  decisions: Decisions,
  { made, world }: Settled,
  ask: DecisionAsk,
  { asked, standings }: { readonly asked: Asked | null } & Pick<DecisionFacts, 'standings'>,
) {
  let before = ask.state
  return made.flatMap((one) => {
    const after = one.state ?? before
    const intent = one.id === asked?.id ? asked.intent : null
    const { content, members, nowMs } = ask
    const told = decisions.notices({ made: one, before, after, intent, content, world, members, nowMs, standings })
    before = after
    return told.map((notice) => ({ ...notice, decision: one.id }))
  })
}

/** An intent about something that can be no subject is none. */
function intentOf({ id, body }: NewDecisionIntent, subject: string) {
  const intent = readIntent(id, body)
  return intent && intent.subject === subject ? intent : null
}
