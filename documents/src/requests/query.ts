import type { RequestStatus } from '../purchase/state.ts'
import { requestStatuses } from '../purchase/state.ts'
import { folded, idsByKey, matcher, queryCodec } from '../query/index.ts'
import type { Asker, FieldTable, FieldValue, FilterType, Query, Sort } from '../query/index.ts'
import { fault } from '../faults.ts'
import { priorities } from './shape.ts'
import type { RequestSnapshot } from './shape.ts'

/**
 * What can be asked of the requests of a list: the fields by which one can filter and sort, in the order in which they are
 * written and offered, with what each is called in an address (docs/PROTOCOL.md "Addresses").
 */
const requestFields = {
  status: ['choice', 'situacao'],
  waiting: ['person', 'aguarda'],
  requester: ['person', 'solicitante'],
  total: ['money', 'valor'],
  costCentre: ['text', 'centro'],
  category: ['text', 'categoria'],
  priority: ['choice', 'prioridade'],
  needBy: ['date', 'precisa'],
  project: ['text', 'projeto'],
  place: ['text', 'entrega'],
  title: ['text', 'titulo'],
  number: ['text', 'numero'],
  createdOn: ['date', 'criada'],
} as const satisfies Readonly<Record<string, readonly [FilterType, string]>>
export type RequestFilterField = keyof typeof requestFields
export const requestFilterFields = Object.keys(requestFields) as readonly RequestFilterField[]
export const requestFilterType = (field: RequestFilterField): FilterType => requestFields[field][0]

export type RequestQuery = Query<RequestFilterField>

/** A request with what its list knows about it: what queries look at. */
export interface RequestEntry {
  readonly request: RequestSnapshot
  readonly status: RequestStatus
  /** `SC-2026-0001` or ''. */
  readonly number: string
  readonly totalCents: number | null
  /** User ids whose answer would count now: whom the policy names, and whoever stands in for them. */
  readonly waitsFor: readonly string[]
  /** '' when nobody knows. */
  readonly requesterName: string
}

function valueOf(entry: RequestEntry, field: RequestFilterField, dayOf: (ms: number) => string): FieldValue {
  const { request } = entry
  switch (field) {
    case 'status':
      return entry.status
    case 'waiting':
      return entry.waitsFor
    case 'requester':
      return request.createdBy
    case 'total':
      return entry.totalCents
    case 'number':
      return entry.number
    case 'createdOn':
      return request.createdAt === null ? null : dayOf(request.createdAt)
    default:
      return request[field]
  }
}

const fieldOf = new Map<string, RequestFilterField>(
  requestFilterFields.map((field) => [requestFields[field][1], field]),
)

export const requestTable: FieldTable<RequestEntry, RequestFilterField> = {
  fields: requestFilterFields,
  typeOf: requestFilterType,
  paramOf: (field) => requestFields[field][1],
  fieldOf: (param) => fieldOf.get(param) ?? null,
  valueOf,
  searchText({ number, requesterName, request: { title, costCentre, category, project, place } }) {
    return folded([fault('PUR-2') ? '' : number, title, costCentre, category, project, place, requesterName].join('\n'))
  },
  isArchived: ({ request }) => request.deletedAt !== null,
  groupWord: null,
}

/** The query of a list of requests as the search part of its address, and back. */
export const requestCodec = queryCodec(requestTable)

const finished: ReadonlySet<RequestStatus> = new Set(['aprovada', 'rejeitada', 'cancelada'])
/** Nothing is waited for any more. */
export const isFinished = (status: RequestStatus): boolean => finished.has(status)

export interface RequestAsker extends Omit<Asker<never>, 'isOpen'> {
  /** Names by which people are sorted. */
  readonly personName: (userId: string) => string
}

/** Steps in their order, not by their names; empty = null. */
function sortKey(entry: RequestEntry, { by }: Sort<RequestFilterField>, asker: RequestAsker): string | number | null {
  const value = valueOf(entry, by, asker.dayOf)
  if (by === 'status') return fault('PUR-15') ? entry.status : requestStatuses.indexOf(entry.status)
  if (by === 'priority') return priorities.indexOf(entry.request.priority)
  if (value === null || typeof value === 'number') return value
  const texts = typeof value === 'string' ? [value] : value
  const isPeople = requestFilterType(by) === 'person'
  return folded((isPeople ? texts.map(asker.personName).toSorted() : texts).join(' ')) || null
}

/** The entries a query shows, in its order; without one in the order they are given in. */
export function findRequests<T extends RequestEntry>(
  entries: readonly T[],
  query: RequestQuery,
  asker: RequestAsker,
): readonly T[] {
  const isOpen = ({ status }: RequestEntry) => !isFinished(status)
  const found = entries.filter(matcher(requestTable, query, { ...asker, isOpen }))
  const { sort } = query
  if (sort === null) return found
  const byId = new Map(found.map((entry) => [entry.request.id, entry]))
  const keyed = found.map((entry) => ({ id: entry.request.id, key: sortKey(entry, sort, asker) }))
  return idsByKey(keyed, sort.descending).flatMap((id) => byId.get(id) ?? [])
}
