/** What of a list waits for somebody's word. Pure. */
import {
  answersFor,
  delegationsOf,
  fault,
  readView,
  speaksFor,
  type ActionsAsk,
  type Answer,
  type Intent,
  type JsonObject,
  type LedgerStore,
  type RequestSnapshot,
  type RequestsStore,
  type RequestView,
} from '@mutirao/documents'

/** A request that waits for this person's word. */
export interface Queued {
  readonly listId: string
  readonly listTitle: string
  readonly currency: string
  readonly request: RequestSnapshot
  readonly view: RequestView
  /** In whose names this person may speak, the own first. */
  readonly voices: readonly string[]
  /** What they may answer: to a level, or to a wish to reopen what was cancelled. */
  readonly answers: readonly Answer[]
  /** Since when it waits for that. */
  readonly sinceMs: number
  /** What this person said about it and was not decided yet. */
  readonly said: Intent | null
}

export const delegationsIn = (ledger: LedgerStore) => {
  const delegations = ledger.rule('delegations')
  return delegations === undefined ? [] : [...delegationsOf({ delegations } as JsonObject).values()]
}

export interface QueueAsk extends Pick<ActionsAsk, 'me' | 'nowMs'> {
  readonly store: RequestsStore
  readonly ledger: LedgerStore
}

export function queueOf(listId: string, title: string, { store, ledger, me, nowMs }: QueueAsk): readonly Queued[] {
  const { userId } = me
  const delegations = delegationsIn(ledger)
  const meta = store.meta()
  const open = store.intents().filter(({ id, by }) => by === userId && ledger.outcome(id) === undefined)
  return store.requests().flatMap((request): Queued[] => {
    const view = readView(ledger.subject(request.id))
    if (view === null) return []
    const answers = answersFor({ view, requester: request.createdBy, me, delegations, nowMs })
    if (answers.length === 0 || (view.level === null && fault('PUR-36'))) return []
    const voices = view.level === null ? [] : speaksFor(view, delegations, userId, nowMs)
    const sinceMs = view.level === null ? (view.reopening?.atMs ?? view.changedAtMs) : view.levelSinceMs
    const said = open.findLast(({ subject }) => subject === request.id) ?? null
    const shown = meta.title === '' ? title : meta.title
    return [{ listId, listTitle: shown, currency: meta.currency, request, view, voices, answers, sinceMs, said }]
  })
}
