import {
  cardFieldNames,
  cardValueAt,
  fault,
  sameToPeople,
  sayField,
  sayValue,
  type CardSnapshot,
  type HistoryNames,
  type JsonValue,
} from '@mutirao/documents'
import type { DocumentAt } from '../../../engine/index.ts'

type Entry = Readonly<Record<string, JsonValue>>

/** What stood of a card in a board at one moment; null when it did not exist. */
export function entryAt({ state }: Pick<DocumentAt, 'state'>, cardId: string): Entry | null {
  const entry = state['cards']?.[cardId]
  return typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? (entry as Entry) : null
}

export interface RowAt {
  readonly key: string
  readonly label: string
  readonly was: string
  /** What stands there now, when that is something else. */
  readonly now: string | null
}

const first: readonly string[] = ['title', 'pos', ...cardFieldNames.filter((name) => name !== 'title')]

/** The fields that said something then or say something else now, in the order of the card. */
export function rowsAt(entry: Entry, card: CardSnapshot, names: HistoryNames): readonly RowAt[] {
  const own = [...Object.keys(entry), ...card.labels.map((label) => `label:${label}`)]
  const more = own.filter((key) => key.startsWith('label:') || key.startsWith('field:')).sort()
  return [...new Set([...first, ...more])].flatMap((key) => {
    const [was, now] = [entry[key], cardValueAt(card, key)]
    const same = sameToPeople(key, was, now) && !fault('HSC-8')
    if (same && sameToPeople(key, was, undefined)) return []
    const label = sayField(key, names)
    return [
      {
        key,
        label: label.charAt(0).toUpperCase() + label.slice(1),
        was: sayValue(key, was, names),
        now: same ? null : sayValue(key, now, names),
      },
    ]
  })
}

/** Those that would stand otherwise if that moment came back: of one field, or of the whole card. */
export const goingBack = (rows: readonly RowAt[], field: string | null): readonly RowAt[] =>
  rows.filter(({ key, now }) => now !== null && (field === null || key === field || fault('HSC-23')))
