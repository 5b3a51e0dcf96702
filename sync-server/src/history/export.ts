import { documentState, fault } from '@mutirao/documents'
import type { HistoryFact } from '@mutirao/documents'
import type { DocumentRecord, HistoryReader, NamedMoments } from '@mutirao/persistence'
import * as Y from 'yjs'
import type { SyncEngine } from '../sync/types.ts'
import { shownState } from './at.ts'

export type ExportFormat = 'json' | 'csv' | 'update'

export const exportTypes: Readonly<Record<ExportFormat, { readonly type: string; readonly ending: string }>> = {
  json: { type: 'application/json; charset=utf-8', ending: 'json' },
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv' },
  update: { type: 'application/octet-stream', ending: 'yupdate' },
}

const factsPerPage = 1_000

/** The body of an export, in pieces. */
export async function* exportBody(
  engine: Pick<SyncEngine, 'read'>,
  reader: Pick<HistoryReader, 'facts'>,
  moments: Pick<NamedMoments, 'of'>,
  { id, name }: DocumentRecord,
  format: ExportFormat,
): AsyncGenerator<string | Uint8Array, void, undefined> {
  if (format === 'update') yield await engine.read(name, (doc) => Y.encodeStateAsUpdate(doc))
  else if (format === 'json') {
    const state = await engine.read(name, (doc) => documentState(doc))
    yield JSON.stringify({ name, state: shownState(state), moments: await moments.of(id) }, null, 2)
  } else yield* csvOf(reader, id)
}

const columns = [
  'seq',
  'index',
  'path',
  'kind',
  'before',
  'after',
  'actor',
  'origin',
  'received',
  'written',
  'reason',
] as const

/** Newest first: that is the end somebody looks for. */
async function* csvOf(
  reader: Pick<HistoryReader, 'facts'>,
  documentId: number,
): AsyncGenerator<string, void, undefined> {
  yield `\uFEFF${columns.join(';')}\r\n`
  let before: readonly [number, number] | undefined
  for (;;) {
    const facts = await reader.facts(documentId, { limit: factsPerPage, before })
    const [oldest] = facts
    if (!oldest) return
    yield facts.toReversed().map(lineOf).join('')
    before = [oldest.seq, oldest.index]
  }
}

const lineOf = (fact: HistoryFact): string =>
  `${[
    String(fact.seq),
    String(fact.index),
    fact.path.join('/'),
    fact.kind,
    fact.text ? fact.text.splices.map(({ removed }) => removed).join(' … ') : textOf(fact.before),
    fact.text ? fact.text.splices.map(({ inserted }) => inserted).join(' … ') : textOf(fact.after),
    fact.actorId,
    fact.origin,
    new Date(fact.receivedAtMs).toISOString(),
    fact.writtenAtMs === null ? '' : new Date(fact.writtenAtMs).toISOString(),
    fact.reason ?? '',
  ]
    .map(cell)
    .join(';')}\r\n`

/** Tab and line breaks, which spreadsheets show, stay. */
function picture(char: string): string {
  const code = char.charCodeAt(0)
  if (char === '\t' || char === '\n' || char === '\r' || code > 0x7f) return char
  return code === 0x7f ? '\u2421' : String.fromCharCode(0x2400 + code)
}

const textOf = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)

/**
 * Spreadsheets take a leading =, +, - or @ for a formula, some after spaces and control characters too: an apostrophe makes
 * it text again. Control characters, which end a cell or a file for some readers, are written as their pictures (␀, ␇).
 */
export function cell(text: string): string {
  if (fault('HIS-39')) return text
  const seen = text.replaceAll(/\p{Cc}/gu, picture)
  const safe = /^(?:[\t\r\n]|[\s\u2400-\u2421\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]*[=+\-@])/u.test(seen)
    ? `'${seen}`
    : seen
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
