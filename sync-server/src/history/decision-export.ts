import { fault, requestNumber } from '@mutirao/documents'
import type { AuditedDecision, DecisionAudit, DocumentRecord } from '@mutirao/persistence'
import { cell } from './export.ts'

/** Each keeps what it was about: some megabytes when it is long. */
const perPage = 20

const columns = [
  'place',
  'id',
  'type',
  'subject',
  'by',
  'on_behalf_of',
  'accepted',
  'reason',
  'text',
  'policy',
  'digest',
  'written',
  'received',
  'decided',
  'journal_row',
  'shown',
  'edited_by',
  'number',
  'title',
  'total',
  'by_name',
  'on_behalf_of_name',
  'edited_by_names',
  'from',
] as const

/** Every decision of a list, oldest first, in pieces: JSON with all of it, or a table for a spreadsheet. */
export async function* decisionExport(
  audit: DecisionAudit,
  { id, name }: DocumentRecord,
  format: 'json' | 'csv',
  nameOf: (userId: string) => string,
): AsyncGenerator<string, void, undefined> {
  yield format === 'csv' ? `\uFEFF${columns.join(';')}\r\n` : `{"list":${JSON.stringify(name)},"decisions":[`
  let afterPlace = 0
  for (;;) {
    const page = await audit.decisions(id, { afterPlace, limit: perPage })
    const last = page.at(-1)
    if (!last) break
    if (format === 'csv') yield page.map((one) => lineOf(one, nameOf)).join('')
    else yield `${afterPlace > 0 ? ',' : ''}\n${page.map((one) => JSON.stringify(one)).join(',\n')}`
    afterPlace = last.place
  }
  if (format === 'json') yield '\n]}\n'
}

const timeOf = (atMs: unknown): string => {
  const date = typeof atMs === 'number' ? new Date(atMs) : null
  return date && Number.isFinite(date.getTime()) ? date.toISOString() : ''
}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const numberOf = (value: unknown): string => (typeof value === 'number' ? String(value) : '')

/** For a reader without our tables: what it was about, who they are, and how the word came. */
function inWords(one: AuditedDecision, nameOf: (userId: string) => string): readonly string[] {
  if (fault('APV-24')) return []
  const { title, totalCents } = one.content ?? {}
  const number = one.state?.['number'] as { readonly year: number; readonly number: number } | null | undefined
  const args = one.intent?.['args'] as { readonly from?: unknown } | undefined
  return [
    requestNumber(number ?? null),
    textOf(title),
    typeof totalCents === 'number' ? (totalCents / 100).toFixed(2).replace('.', ',') : '',
    nameOf(one.by),
    one.onBehalfOf ? nameOf(one.onBehalfOf) : '',
    editorsOf(one).map(nameOf).join(', '),
    one.intent ? (args?.from === 'mail' ? 'mail' : 'app') : 'server',
  ]
}

/** Colleagues who had written into it since it was submitted. */
const editorsOf = ({ state }: AuditedDecision): readonly string[] =>
  Array.isArray(state?.['edited']) ? state['edited'].filter((userId) => typeof userId === 'string') : []

function lineOf(one: AuditedDecision, nameOf: (userId: string) => string): string {
  const args = one.intent?.['args']
  const { policy, reason } = (typeof args === 'object' && args !== null ? args : {}) as Record<string, unknown>
  const cells = [
    String(one.place),
    one.id,
    one.type,
    one.subject,
    one.by,
    one.onBehalfOf ?? '',
    one.accepted ? 'true' : 'false',
    one.reason,
    textOf(reason),
    numberOf(one.state?.['policy']) || numberOf(policy),
    textOf(one.intent?.['digest']) || textOf(one.state?.['digest']),
    timeOf(one.intent?.['at']),
    timeOf(one.receivedAtMs),
    timeOf(one.decidedAtMs),
    one.seq === null ? '' : String(one.seq),
    one.content ? JSON.stringify(one.content) : '',
    editorsOf(one).join(' '),
    ...inWords(one, nameOf),
  ]
  return `${cells.map(cell).join(';')}\r\n`
}
