/** The requests of a list with how each stands. Pure. */
import {
  fault,
  readView,
  requestNumber,
  type Intent,
  type RequestSnapshot,
  type RequestStatus,
  type RequestView,
} from '@mutirao/documents'
import type { ListView } from '../../../engine/purchase/index.ts'
import { fold } from '../../../parse/fold.ts'

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

export const scopes = ['all', 'mine', 'waiting'] as const
export type Scope = (typeof scopes)[number]

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

/** Every request that is not archived, newest first. */
export const rowsOf = (view: Pick<ListView, 'store' | 'ledger'>): readonly RequestRow[] =>
  (view.store?.requests() ?? []).flatMap(({ id }) => rowOf(view, id) ?? [])

export interface RowFilter {
  readonly text: string
  readonly scope: Scope
  readonly me: string
  /** Whether a request waits for the person who looks. */
  readonly waitsForMe: (row: RequestRow) => boolean
}

/** Every word of the text stands somewhere in what people know the request by. */
export function findRows(
  rows: readonly RequestRow[],
  { text, scope, me, waitsForMe }: RowFilter,
  nameOf: (userId: string) => string,
): readonly RequestRow[] {
  const wanted = fold(text).split(/\s+/u).filter(Boolean)
  return rows.filter((row) => {
    const { request, number } = row
    if (scope === 'mine' && request.createdBy !== me) return false
    if (scope === 'waiting' && !waitsForMe(row)) return false
    if (wanted.length === 0) return true
    const { title, costCentre, category, project, place } = request
    const words = [
      fault('PUR-2') ? '' : number,
      title,
      costCentre,
      category,
      project,
      place,
      nameOf(request.createdBy ?? ''),
    ]
    const said = fold(words.join(' '))
    return wanted.every((word) => said.includes(word))
  })
}
