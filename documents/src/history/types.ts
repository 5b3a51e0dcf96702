import type { FieldType } from '../board/fields.ts'
import type { JsonValue } from '../kind.ts'

/**
 * set: a value was written · delete: a key was removed · insert: an entry (or any container) came, `after` holds all of it ·
 * text: rich text or text changed, `text` says how
 */
export const factKinds = ['set', 'delete', 'insert', 'text'] as const
export type FactKind = (typeof factKinds)[number]

/** One place of a text that changed, in whole words. Positions count UTF-16 units of the plain text before the change. */
export interface TextSplice {
  readonly at: number
  readonly removed: string
  readonly inserted: string
  /** A few words before and after, for reading. */
  readonly lead: string
  readonly tail: string
}

export interface TextChange {
  /** In the order of `at`; each is about the text before all of them. */
  readonly splices: readonly TextSplice[]
  /** Marks, block types or attributes changed (perhaps nothing else). */
  readonly formatted: boolean
}

/** Two people wrote the same place without having seen each other: one value stands, the other would be gone without this. */
export interface FactConflict {
  readonly kept: JsonValue
  readonly keptBy: string
  readonly keptAtMs: number
  /** The row that wrote the value that stands. */
  readonly keptSeq: number
  readonly lost: JsonValue
  readonly lostBy: string
  readonly lostAtMs: number
  readonly lostSeq: number
}

/** What one row of the journal changed at one path. `before` and `after` are absent when nothing stood (stands) there. */
export interface HistoryFact {
  readonly seq: number
  /** Place among the facts of its row, from 0. */
  readonly index: number
  /** Root first: `['cards', '<id>', 'owner']`. Rich text: the path of its root. */
  readonly path: readonly string[]
  readonly kind: FactKind
  readonly before?: JsonValue | undefined
  readonly after?: JsonValue | undefined
  readonly text?: TextChange | undefined
  readonly actorId: string
  /** `client`, `revert`, `decision`, `restore`, `import`, `migration`. */
  readonly origin: string
  /** When the server journalled it. */
  readonly receivedAtMs: number
  /** When its author says it was written; null when nobody said so. Never after `receivedAtMs`. */
  readonly writtenAtMs: number | null
  readonly conflict?: FactConflict | undefined
  /** How the conflict ended; absent while it is open. */
  readonly settled?:
    | { readonly by: string; readonly atMs: number; readonly how: 'kept' | 'lost' | 'edited' }
    | undefined
  /** The rule because of which this value was set back in the same turn. */
  readonly reverted?: string | undefined
  /** Why, in the words of whoever restored. */
  readonly reason?: string | undefined
}

/** Facts of one person in one sitting: nothing of anybody else between, no pause longer than the grouping says. */
export interface HistoryGroup {
  readonly actorId: string
  readonly origin: string
  readonly fromSeq: number
  readonly toSeq: number
  /** Of the writing when it is known, else of the arrival. */
  readonly fromMs: number
  readonly toMs: number
  readonly reason?: string | undefined
  /** Oldest first. */
  readonly facts: readonly HistoryFact[]
}

/** When a fact happened, as far as anybody knows. */
export const factTimeMs = (fact: Pick<HistoryFact, 'receivedAtMs' | 'writtenAtMs'>): number =>
  fact.writtenAtMs ?? fact.receivedAtMs

export type HistoryLanguage = 'pt-BR' | 'en'

/** Names of what facts only know by id; null when the caller does not know either. */
export interface HistoryNames {
  readonly language: HistoryLanguage
  /** ISO 4217 of the board, for amounts. */
  readonly currency: string
  readonly person: (userId: string) => string | null
  readonly card: (cardId: string) => string | null
  readonly stage: (stageId: string) => string | null
  /** Custom fields: what they are called, and how their values read. */
  readonly field?: (fieldId: string) => HistoryField | null
  /** Saved views. */
  readonly view?: (viewId: string) => string | null
  /** What stands inside: checklist items, comments and files of a card, items of a request. */
  readonly task?: (itemId: string) => string | null
}

/** A custom field as the history needs it. */
export interface HistoryField {
  readonly name: string
  readonly type: FieldType
  readonly options: readonly { readonly id: string; readonly name: string }[]
}
