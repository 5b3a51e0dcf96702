/** What can be looked for in a list of requests. */
import {
  priorities,
  requestFilterFields,
  requestFilterType,
  requestStatuses,
  requestTable,
  type RequestFilterField,
} from '@mutirao/documents'
import { today, words } from '../../../i18n/index.ts'
import type { Finding } from '../../../view/index.ts'
import type { ListRow } from '../model/rows.ts'

const labels: Readonly<Record<RequestFilterField, () => string>> = {
  status: () => words.t('purchase:table.status'),
  waiting: () => words.t('purchase:field.waiting'),
  requester: () => words.t('purchase:field.requester'),
  total: () => words.t('purchase:items.total'),
  costCentre: () => words.t('purchase:field.costCentre'),
  category: () => words.t('purchase:field.category'),
  priority: () => words.t('purchase:field.priority'),
  needBy: () => words.t('purchase:field.needBy'),
  project: () => words.t('purchase:field.project'),
  place: () => words.t('purchase:field.place'),
  title: () => words.t('purchase:field.title'),
  number: () => words.t('purchase:table.number'),
  createdOn: () => words.t('purchase:field.createdOn'),
}
export const fieldLabel = (field: RequestFilterField): string => labels[field]()

/** Those people pick from rather than write. */
const listed: ReadonlySet<RequestFilterField> = new Set(['costCentre', 'category', 'project', 'place'])

export interface FindingSource {
  /** Everything of the list, archived requests included. */
  readonly all: readonly ListRow[]
  /** What the query shows. */
  readonly shown: readonly ListRow[]
  readonly currency: string
  readonly isFiltered: boolean
}

export function requestFinding({ all, shown, currency, isFiltered }: FindingSource): Finding<RequestFilterField> {
  const live = all.filter(({ request }) => request.deletedAt === null)
  const counts = { visible: shown.length, all: live.length }
  return {
    of: 'requests',
    fields: () => requestFilterFields,
    sortable: () => requestFilterFields,
    ownOrder: () => words.t('purchase:newestFirst'),
    label: fieldLabel,
    kind: requestFilterType,
    values: (field) => live.map((row) => requestTable.valueOf(row, field, today)),
    choices: (field) => (field === 'status' ? requestStatuses : field === 'priority' ? priorities.toReversed() : null),
    nameOf(field, value) {
      const status = requestStatuses.find((one) => one === value)
      if (field === 'status' && status) return words.t(`purchase:status.${status}`)
      const priority = priorities.find((one) => one === value)
      return field === 'priority' && priority ? words.t(`purchase:priority.${priority}`) : null
    },
    isListed: (field) => listed.has(field),
    currency: () => currency,
    isFiltered,
    counts: () => counts,
    // A new finding is made whenever anything of the list changed.
    onCounts: () => () => undefined,
    say: {
      search: () => words.t('purchase:searchHere'),
      typedHint: () => words.t('purchase:typedHint'),
      nothing: () => words.t('purchase:empty.filteredText'),
      shown: (said) => words.t('purchase:shownSay', { ...said }),
    },
  }
}
