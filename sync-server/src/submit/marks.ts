import { refreshReverts } from '@mutirao/documents'
import type { JsonValue, Revert, WrittenRange } from '@mutirao/documents'
import type { JournalRow } from '@mutirao/persistence'
import type * as Y from 'yjs'

/**
 * Notes of journal rows. A row that carries something its author was not allowed to write is *marked*: `reverted` names the
 * paths. The row that sets them back (origin `revert`) says which rows it settles: `of`. A mark without its settling row
 * means that the process died in between: whoever meets it makes the set-back (rule SUB-9), and nobody hands the document
 * out past that row before.
 */
interface NoteParts {
  /** Whole in the marked row; path and rule in the row that settles it. */
  readonly reverted?: readonly Pick<Revert, 'path' | 'rule'>[]
  readonly of?: readonly number[]
  readonly completed?: readonly (readonly string[])[]
  readonly written?: readonly WrittenRange[]
  /** Whatever else shall stand beside the row: why somebody restored, what a row decides. */
  readonly more?: { readonly [key: string]: JsonValue } | undefined
}

/** Null when there is nothing to say, so that most rows carry no note. */
export function writeNote(parts: NoteParts): JsonValue {
  const note: Record<string, JsonValue> = { ...parts.more }
  if (parts.reverted?.length) note['reverted'] = parts.reverted as unknown as JsonValue
  if (parts.of) note['of'] = parts.of
  if (parts.completed?.length) note['completed'] = parts.completed
  if (parts.written?.length) note['written'] = parts.written
  return Object.keys(note).length > 0 ? note : null
}

const partOf = (note: JsonValue, key: string): JsonValue | undefined =>
  typeof note === 'object' && note !== null && !Array.isArray(note)
    ? (note as { readonly [key: string]: JsonValue })[key]
    : undefined

const isRevert = (value: JsonValue): boolean =>
  Array.isArray(partOf(value, 'path')) &&
  typeof partOf(value, 'rule') === 'string' &&
  partOf(value, 'how') !== undefined

/** What must be set back after this row; empty for rows without a mark. */
function marksOf(row: Pick<JournalRow, 'note' | 'origin'>): readonly Revert[] {
  if (row.origin === 'revert') return []
  const marks = partOf(row.note, 'reverted')
  return Array.isArray(marks) ? (marks.filter(isRevert) as unknown as readonly Revert[]) : []
}

/** The seqs of the marked rows this row settles. */
function settledBy(row: Pick<JournalRow, 'note' | 'origin'>): readonly number[] {
  const of = row.origin === 'revert' ? partOf(row.note, 'of') : undefined
  return Array.isArray(of) ? of.filter((seq) => typeof seq === 'number') : []
}

/** Index of the first row whose mark is not settled within `rows`; -1 when all are. */
export function firstUnsettled(rows: readonly Pick<JournalRow, 'note' | 'origin' | 'seq'>[]): number {
  const settled = new Set(rows.flatMap(settledBy))
  return rows.findIndex((row) => marksOf(row).length > 0 && !settled.has(row.seq))
}

export interface Unsettled {
  readonly seqs: readonly number[]
  readonly reverts: readonly Revert[]
}

/** Watches rows being applied one by one and remembers which marks are still open, with what stood there before. */
export class MarkWatch {
  private readonly open = new Map<number, readonly Revert[]>()

  /** Call it right before the row is applied. */
  pass(doc: Y.Doc, row: Pick<JournalRow, 'note' | 'origin' | 'seq'>): void {
    for (const seq of settledBy(row)) this.open.delete(seq)
    const marks = marksOf(row)
    if (marks.length > 0) this.open.set(row.seq, refreshReverts(doc, marks))
  }

  unsettled(): Unsettled {
    return { seqs: [...this.open.keys()], reverts: [...this.open.values()].flat() }
  }
}
