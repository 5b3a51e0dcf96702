import * as Y from 'yjs'
import { MutiraoError } from '../errors.ts'
import type { JsonValue } from '../kind.ts'
import { isEntryId } from '../names.ts'
import type { EditContext } from '../undo.ts'
import { wellFormed } from '../values.ts'
import { label, transact } from '../writes.ts'

/**
 * What somebody wants decided (DESIGN §6): written into the root `intents` of a list document, offline if need be. It counts
 * only when the journal says that `by` wrote it; what it comes to stands in the ledger.
 */
export interface Intent {
  readonly id: string
  /** e.g. `request.approve` */
  readonly type: string
  /** What it is about: an entry of the list; '' when it is about the workspace. */
  readonly subject: string
  readonly args: { readonly [name: string]: JsonValue }
  /** Of the content its author saw; '' when it is about none. */
  readonly digest: string
  /** User id. */
  readonly by: string
  /** Milliseconds since the epoch, by the author's clock. */
  readonly atMs: number
}

/** One plain value of an intent. Encoded, in bytes. */
export const maxIntentBytes = 64 * 1024

const intentsRoot = 'intents'
export const intentsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(intentsRoot)

type Raw = Readonly<Record<string, JsonValue>>

const objectOf = (value: unknown): Raw | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : null
const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

/** What stands under an id of `intents`; null when it is none at all. Never throws. */
export function readIntent(id: string, value: unknown): Intent | null {
  const raw = objectOf(value instanceof Y.Map ? value.toJSON() : value)
  if (!raw || typeof raw['type'] !== 'string' || typeof raw['by'] !== 'string') return null
  const at = raw['at']
  return {
    id,
    type: raw['type'],
    subject: textOf(raw['subject']),
    args: objectOf(raw['args']) ?? {},
    digest: textOf(raw['digest']),
    by: raw['by'],
    atMs: typeof at === 'number' && Number.isFinite(at) ? at : 0,
  }
}

/** All of a document, by time, then id. */
export function readIntents(doc: Y.Doc): readonly Intent[] {
  const found: Intent[] = []
  intentsMap(doc).forEach((value, id) => {
    const intent = readIntent(id, value)
    if (intent) found.push(intent)
  })
  return Object.freeze(found.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1)))
}

/** What stands in the document for an intent. */
export const intentValue = ({
  type,
  subject,
  args,
  digest,
  by,
  atMs,
}: Intent): { readonly [key: string]: JsonValue } => ({
  type,
  subject,
  args,
  digest,
  by,
  at: atMs,
})

export interface NewIntent {
  readonly type: string
  readonly subject?: string
  readonly args?: { readonly [name: string]: JsonValue }
  readonly digest?: string
}

/**
 * Leaves an intent. It cannot be taken back: what it comes to is decided once. Throws `bad_value` for a subject that is no id.
 * @returns its id, under which the ledger will hold the outcome
 */
export function leaveIntent(doc: Y.Doc, context: EditContext, wanted: NewIntent): string {
  const { type, subject = '', args = {}, digest = '' } = wanted
  if (subject !== '' && !isEntryId(subject)) throw new MutiraoError('bad_value', 'subject: no id')
  const id = context.newId()
  const clean = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, wellFormed(value)]))
  const intent = { id, type, subject, args: clean, digest, by: context.userId, atMs: context.nowMs }
  transact(doc, 'edit', label('intent.leave'), () => intentsMap(doc).set(id, intentValue(intent)))
  return id
}

/** Server side: clears away intents whose outcomes stand. @returns how many were there */
export function clearIntents(doc: Y.Doc, ids: readonly string[]): number {
  const intents = intentsMap(doc)
  const present = ids.filter((id) => intents.has(id))
  for (const id of present) intents.delete(id)
  return present.length
}
