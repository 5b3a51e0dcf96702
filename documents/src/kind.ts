import type * as Y from 'yjs'
import type { DocumentKindName, ParsedName } from './names.ts'
import type { Actor, RefusalCode } from './protocol.ts'

/** What a Yjs map may hold as one value. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** set: a map key was written · delete: a map key or list content was deleted · insert: list, text or xml content was added */
export type ChangeOp = 'set' | 'delete' | 'insert'

/** A shared type (or bytes) where a JSON value could stand. */
export interface Container {
  readonly type: 'map' | 'array' | 'text' | 'xml' | 'subdoc' | 'binary'
}

/**
 * One thing an update would do to a document. A new entry arrives as `{path: ['cards', id], op: 'set', value: {type: 'map'}}`
 * followed by one change per key of it.
 */
export interface Change {
  /** Root first: `['cards', '<id>', 'owner']`. Text and xml content: the path of the root or parent and nothing more. */
  readonly path: readonly string[]
  readonly op: ChangeOp
  /** undefined for `delete`. */
  readonly value: JsonValue | Container | undefined
  /** Encoded size of the value in bytes. */
  readonly bytes: number
}

/**
 * allow: take it · revert: not for this person; accepted, then set back in the same turn ·
 * refuse: not for anybody; neutralised, the rest of the update is taken.
 */
export type Judgement =
  | { readonly kind: 'allow' }
  | { readonly kind: 'revert'; readonly rule: string }
  | { readonly kind: 'refuse'; readonly code: RefusalCode }

/** `before`: what stood at `change.path` (as JSON) before the update; undefined when nothing did. Never throws. */
export type Judge = (change: Change, before: JsonValue | undefined) => Judgement

/** A value the server puts at a path after an update was applied; `before` undefined deletes the key. */
export interface SetBack {
  readonly path: readonly string[]
  readonly rule: string
  readonly before: JsonValue | undefined
}

/** `doc` is the server's document as it stands before the update that is judged. */
export interface JudgeContext {
  readonly document: ParsedName
  readonly doc: Y.Doc
}

/** One change as a fact: what stood at a path and what stands there now (undefined = nothing). */
export interface Fact {
  readonly path: readonly string[]
  readonly before: JsonValue | undefined
  readonly after: JsonValue | undefined
}

/** What a change means, as data: sentences in two languages are made from name and args elsewhere. */
export interface Meaning {
  /** e.g. `card.moved` */
  readonly name: string
  /** The entry it is about: a card, stage, comment or checklist item id; the kind's name when it is about the document. */
  readonly subject: string
  readonly args: { readonly [name: string]: JsonValue }
}

/** Brings a document from `fromVersion` to `fromVersion + 1`, on the server, once, in one transaction. */
export interface Migration {
  readonly fromVersion: number
  readonly run: (doc: Y.Doc) => void
}

/** Everything the server must know about one kind of document. */
export interface DocumentKind {
  readonly name: DocumentKindName
  readonly schemaVersion: number
  readonly migrations: readonly Migration[]
  /** The judge of everything this person sends to this document. Make it once per connection and document. */
  readonly judge: (actor: Actor, context: JudgeContext) => Judge
  /**
   * What only the server can say truthfully about new entries (a card's `createdBy`, a comment's `by`): values to put
   * after the update was applied, because they are absent or wrong. Hand them to `setBack` together with the reverts.
   * @param doc the document after the update @param changes what was taken of it
   */
  readonly complete: (doc: Y.Doc, changes: readonly Change[], actor: Actor) => readonly SetBack[]
  readonly meaning: (facts: readonly Fact[]) => readonly Meaning[]
}

const containerTypes: ReadonlySet<unknown> = new Set(['map', 'array', 'text', 'xml', 'subdoc', 'binary'])

/** True when the value of a change is a shared type or bytes and not a JSON value. */
export function isContainer(value: Change['value']): value is Container {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const keys = Object.keys(value)
  return keys.length === 1 && keys[0] === 'type' && containerTypes.has((value as { type?: unknown }).type)
}
