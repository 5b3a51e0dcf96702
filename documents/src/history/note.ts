import type { JsonValue } from '../kind.ts'

/** What history needs of the note of a journal row; whatever else stands there is ignored. Never throws. */
export interface RowNote {
  /** `[clientId, fromClock, toClock, atMs]` */
  readonly written: readonly (readonly [number, number, number, number])[]
  /** Path (as JSON) → rule: what was set back in the same turn. */
  readonly reverted: ReadonlyMap<string, string>
  readonly reason: string | undefined
  /** Conflicts this row resolves, `[seq, index]`. */
  readonly resolves: readonly (readonly [number, number])[]
}

const objectOf = (value: JsonValue): { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: JsonValue })
    : {}
const listOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : []
const isNumbers = (value: JsonValue, length: number): boolean =>
  Array.isArray(value) && value.length === length && value.every((one) => typeof one === 'number')

export function readNote(note: JsonValue, origin: string): RowNote {
  const { written, reverted, reason, resolves } = objectOf(note)
  const rules = new Map<string, string>()
  // In the row that sets back, `reverted` only repeats what it settles.
  for (const mark of origin === 'revert' ? [] : listOf(reverted)) {
    const { path, rule } = objectOf(mark)
    if (Array.isArray(path) && typeof rule === 'string') rules.set(JSON.stringify(path), rule)
  }
  return {
    written: listOf(written).filter((range) => isNumbers(range, 4)) as unknown as RowNote['written'],
    reverted: rules,
    reason: typeof reason === 'string' ? reason : undefined,
    resolves: listOf(resolves).filter((one) => isNumbers(one, 2)) as unknown as RowNote['resolves'],
  }
}
