/** The requests of a list with how each stands. Pure. */
import {
  answerers,
  fault,
  readView,
  requestNumber,
  type Delegation,
  type Intent,
  type RequestEntry,
  type RequestSnapshot,
  type RequestStatus,
  type RequestView,
} from '@mutirao/documents'
import type { ListView } from '../../../engine/purchase/index.ts'

export interface RequestRow {
  readonly request: RequestSnapshot
  /** Null: nothing was ever decided about it. */
  readonly view: RequestView | null
  readonly status: RequestStatus
  /** `SC-2026-0001` or ''. */
  readonly number: string
  /** What people have asked about it and was not decided yet, the oldest first. */
  readonly asked: readonly Intent[]
  /** What the ledger says it costs while it waits, else what its people added up. */
  readonly totalCents: number | null
}

export const columns = [
  'rascunho',
  'devolvida',
  'pending_a1',
  'pending_a2',
  'pending_a3',
  'aprovada',
  'closed',
] as const
export type ColumnId = (typeof columns)[number]

export const columnOf = (status: RequestStatus): ColumnId =>
  status === 'rejeitada' || status === 'cancelada' ? 'closed' : status

/** One row, or null for a request that is not there. */
export function rowOf({ store, ledger }: Pick<ListView, 'store' | 'ledger'>, requestId: string): RequestRow | null {
  const request = store?.request(requestId)
  if (!store || !request) return null
  const view = readView(ledger?.subject(requestId))
  // An intent whose outcome stands is only waiting to be cleared away.
  const asked = store
    .intents()
    .filter(({ id, subject }) => subject === requestId && (ledger?.outcome(id) === undefined || fault('PUR-1')))
  return {
    request,
    view,
    status: view?.status ?? 'rascunho',
    number: requestNumber(view?.number ?? null),
    asked,
    totalCents: request.totalCents ?? view?.totalCents ?? null,
  }
}

/** A row with what queries ask of it. */
export type ListRow = RequestRow & RequestEntry

export interface RowsAsk {
  readonly delegations: readonly Delegation[]
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Who answers a wish to reopen, by id: managers and administrators. */
  readonly leaders: readonly string[]
  /** '' for somebody nobody knows. */
  readonly nameOf: (userId: string) => string
}

/** Whose word the request waits for: a yes at its level, or the answer to a wish to reopen it, which nobody gives to their own. */
function waitingFor(view: RequestView, { leaders, delegations }: RowsAsk, nowMs: number): readonly string[] {
  const wish = view.reopening
  if (wish && !fault('PUR-26')) return leaders.filter((userId) => userId !== wish.by)
  return view.level === null ? [] : answerers(view, delegations, nowMs)
}

/** Every request, newest first, archived ones at the end. */
export function rowsOf(view: Pick<ListView, 'store' | 'ledger'>, ask: RowsAsk): readonly ListRow[] {
  const { store } = view
  if (!store) return []
  const nowMs = ask.now()
  return [...store.requests(), ...store.archived()].flatMap(({ id }) => {
    const row = rowOf(view, id)
    if (!row) return []
    const waitsFor = row.view === null ? [] : waitingFor(row.view, ask, nowMs)
    return [{ ...row, waitsFor, requesterName: ask.nameOf(row.request.createdBy ?? '') }]
  })
}

/** What was archived, the last first. */
export function archivedRows(view: Pick<ListView, 'store' | 'ledger'>): readonly RequestRow[] {
  const rows = (fault('PUR-24') ? [] : (view.store?.archived() ?? [])).flatMap(({ id }) => rowOf(view, id) ?? [])
  return rows.toSorted((a, b) => (b.request.deletedAt ?? 0) - (a.request.deletedAt ?? 0))
}
