/** The requests on the screen as the rows of a file. */
import type { Cell, SheetColumn } from '../../../tables/write/column.ts'
import type { ExportSource } from '../../../tables/write/source.ts'
import { formatNumber, today, words } from '../../../i18n/index.ts'
import type { ListRow } from '../model/rows.ts'
import { fieldLabel } from './finding.ts'

type Read = (row: ListRow, nameOf: (userId: string) => string) => Cell
type Columns = Readonly<Record<string, readonly [header: () => string, type: SheetColumn['type'], read: Read]>>

const columns: Columns = {
  number: [() => fieldLabel('number'), 'text', ({ number }) => number || null],
  title: [() => fieldLabel('title'), 'text', ({ request }) => request.title],
  status: [() => fieldLabel('status'), 'text', ({ status }) => words.t(`purchase:status.${status}`)],
  waiting: [() => fieldLabel('waiting'), 'text', ({ waitsFor }, nameOf) => waitsFor.map(nameOf).join(', ') || null],
  requester: [() => fieldLabel('requester'), 'text', ({ requesterName }) => requesterName || null],
  total: [() => fieldLabel('total'), 'money', ({ totalCents }) => totalCents],
  costCentre: [() => fieldLabel('costCentre'), 'text', ({ request }) => request.costCentre || null],
  category: [() => fieldLabel('category'), 'text', ({ request }) => request.category || null],
  priority: [() => fieldLabel('priority'), 'text', ({ request }) => words.t(`purchase:priority.${request.priority}`)],
  needBy: [() => fieldLabel('needBy'), 'day', ({ request }) => request.needBy],
  project: [() => fieldLabel('project'), 'text', ({ request }) => request.project || null],
  place: [() => fieldLabel('place'), 'text', ({ request }) => request.place || null],
  createdOn: [
    () => fieldLabel('createdOn'),
    'day',
    ({ request }) => (request.createdAt === null ? null : today(request.createdAt)),
  ],
}

export interface Exported {
  readonly title: string
  readonly currency: string
  /** What the query shows, and everything that is not archived. */
  readonly shown: readonly ListRow[]
  readonly live: readonly ListRow[]
  readonly nameOf: (userId: string) => string
}

export function exportSource({ title, currency, shown, live, nameOf }: Exported): ExportSource {
  return {
    title,
    currency,
    columns: Object.entries(columns).map(([id, [header, type]]) => ({ id, header: header(), type })),
    counts: { view: shown.length, all: live.length },
    read(scope, chosen) {
      const rows = scope === 'view' ? shown : live
      const reads = chosen.flatMap(({ id }) => columns[id]?.[2] ?? [])
      const read = (from: number, to: number) => rows.slice(from, to).map((row) => reads.map((one) => one(row, nameOf)))
      return { total: rows.length, rows: read }
    },
    say: {
      title: words.t('purchase:exporting.title'),
      all: (formatted) => words.t('purchase:exporting.all', { formatted }),
      start: (count) => words.t('purchase:exporting.start', { count, formatted: formatNumber(count) }),
      done: (count, name) => words.t('purchase:exporting.done', { count, formatted: formatNumber(count), name }),
    },
  }
}
