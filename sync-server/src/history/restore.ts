import { randomInt } from 'node:crypto'
import {
  encodeKeyWrites,
  formatCursor,
  isRestorable,
  MutiraoError,
  leaveMarks,
  restorable,
  restoreText,
  restoreWrites,
} from '@mutirao/documents'
import type { Actor, DocumentState, JsonValue, KeyWrite, RestoreScope } from '@mutirao/documents'
import type { DocumentRecord, Journal } from '@mutirao/persistence'
import * as Y from 'yjs'
import type { SubmitResult, SyncEngine } from '../sync/types.ts'
import { followTotal } from './follow-total.ts'

export interface RestoreParts {
  readonly engine: Pick<SyncEngine, 'read' | 'submitUpdate'>
  readonly journal: Pick<Journal, 'read'>
}

export interface RestoreWish {
  readonly document: DocumentRecord
  readonly actor: Actor
  /** The row it shall be as after. */
  readonly seq: number
  readonly state: DocumentState
  readonly scope: RestoreScope
  readonly reason: string | undefined
  /** Entries that go back only when they are chosen. */
  readonly onlyChosen?: ReadonlySet<string> | undefined
  readonly nowMs: number
}

export interface Restored {
  readonly cursor: string | null
  /** The rows of the document that did it, in their order: many keys are more than one. */
  readonly rows: readonly number[]
  /** Keys (and blocks of a text) that were written. */
  readonly written: number
  /** Of these, not taken: not this person's to write. */
  readonly skipped: number
  /** Entries that would be otherwise and were left as they are: they go back only when they are chosen. */
  readonly left: number
}

/** Looking at more structs in one go would hold up everybody's edits. */
const writesPerUpdate = 400
const rowsPerTurn = 300

/** Yjs client ids are 32 bits; 0 and 1 are not for this. */
const freshClientId = (): number => randomInt(2, 2 ** 32 - 1)

/**
 * Brings back what stood then as a forward edit of this person, through the same inspection as everything people send: what
 * they may not write is not written, what others write meanwhile survives, and the row says what it is and why.
 */
export async function restore(parts: RestoreParts, wish: RestoreWish): Promise<Restored> {
  const { document, scope } = wish
  if (!isRestorable(document.kind)) throw new MutiraoError('forbidden', 'nothing of this kind can be put back')
  const note: { readonly [key: string]: JsonValue } = {
    restored: {
      seq: wish.seq,
      ...(scope.entries ? { entries: scope.entries } : {}),
      ...(scope.field ? { field: scope.field } : {}),
    },
    ...(wish.reason === undefined ? {} : { reason: wish.reason }),
  }
  const { text: textRoot } = restorable[document.kind]
  const isText = textRoot !== null && !scope.entries && (scope.field === undefined || scope.field === textRoot)
  const results: (SubmitResult & { readonly writes: number })[] = []
  const send = async (update: Uint8Array, writes: number): Promise<void> => {
    const result = await parts.engine.submitUpdate(document.name, update, wish.actor, { origin: 'restore', note })
    results.push({ ...result, writes })
  }
  const { updates, left } = await keyUpdates(parts, wish)
  for (const { update, writes } of updates) await send(update, writes)
  const text = isText ? await textUpdate(parts, wish, textRoot) : null
  if (text) await send(text.update, text.writes)
  const restored = { ...summary(results), left }
  if (restored.written > 0) await followTotal(parts.engine, document.name, wish.actor, note)
  return restored
}

function summary(results: readonly (SubmitResult & { readonly writes: number })[]): Omit<Restored, 'left'> {
  let [written, skipped] = [0, 0]
  let cursor: string | null = null
  const rows: number[] = []
  for (const result of results) {
    if (result.kind === 'refused') throw new MutiraoError(result.code)
    cursor = formatCursor(result.cursor)
    if (result.kind === 'taken') rows.push(result.cursor.seq)
    const refused = result.kind === 'taken' ? result.reverted.length + result.refused.length : result.writes
    written += result.writes - refused
    skipped += refused
  }
  return { cursor, rows, written, skipped }
}

interface KeyUpdates {
  readonly updates: readonly { readonly update: Uint8Array; readonly writes: number }[]
  readonly left: number
}

function keyUpdates(
  { engine }: RestoreParts,
  { document: { name, kind }, state, scope, nowMs, onlyChosen }: RestoreWish,
): Promise<KeyUpdates> {
  return engine.read(name, (doc) => {
    const writes = restoreWrites(doc, { kind, state, scope, onlyChosen, nowMs })
    const updates = []
    for (let from = 0; from < writes.length; from += writesPerUpdate) {
      const part = writes.slice(from, from + writesPerUpdate)
      updates.push({ update: encodeKeyWrites(freshClientId(), part), writes: part.length })
    }
    const every = onlyChosen ? restoreWrites(doc, { kind, state, scope, nowMs }) : writes
    return { updates, left: entriesIn(every) - entriesIn(writes) }
  })
}

const entriesIn = (writes: readonly KeyWrite[]): number => new Set(writes.map(({ map }) => map)).size

/** Notes are put together from the rows up to then: facts know their words, not their headings. */
async function textUpdate(
  { engine, journal }: RestoreParts,
  { document, seq }: RestoreWish,
  root: string,
): Promise<{ readonly update: Uint8Array; readonly writes: number } | null> {
  const then = new Y.Doc()
  for (let reached = 0; reached < seq;) {
    const rows = (await journal.read(document.id, reached, { maxRows: rowsPerTurn })).filter((row) => row.seq <= seq)
    const last = rows.at(-1)
    if (!last) break
    then.transact(() => {
      for (const row of rows) Y.applyUpdate(then, row.update)
    })
    reached = last.seq
  }
  const copy = new Y.Doc()
  leaveMarks(copy)
  Y.applyUpdate(copy, await engine.read(document.name, (doc) => Y.encodeStateAsUpdate(doc)))
  copy.clientID = freshClientId()
  const before = Y.encodeStateVector(copy)
  const writes = restoreText(copy, then, root)
  const update = Y.encodeStateAsUpdate(copy, before)
  then.destroy()
  copy.destroy()
  return writes > 0 ? { update, writes } : null
}
