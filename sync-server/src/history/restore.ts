import { randomInt } from 'node:crypto'
import { encodeKeyWrites, formatCursor, MutiraoError, restoreText, restoreWrites } from '@mutirao/documents'
import type { Actor, DocumentState, JsonValue, KeyWrite, RestoreScope } from '@mutirao/documents'
import type { DocumentRecord, Journal } from '@mutirao/persistence'
import * as Y from 'yjs'
import type { SubmitResult, SyncEngine } from '../sync/types.ts'

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
  readonly nowMs: number
}

export interface Restored {
  readonly cursor: string | null
  /** Keys (and blocks of a text) that were written. */
  readonly written: number
  /** Of these, not taken: not this person's to write. */
  readonly skipped: number
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
  const note: JsonValue = {
    restored: {
      seq: wish.seq,
      ...(scope.entries ? { entries: scope.entries } : {}),
      ...(scope.field ? { field: scope.field } : {}),
    },
    ...(wish.reason === undefined ? {} : { reason: wish.reason }),
  }
  const isText = scope.field === 'notes' || (document.kind === 'card' && !scope.entries && scope.field === undefined)
  const results: (SubmitResult & { readonly writes: number })[] = []
  const send = async (update: Uint8Array, writes: number): Promise<void> => {
    const result = await parts.engine.submitUpdate(document.name, update, wish.actor, { origin: 'restore', note })
    results.push({ ...result, writes })
  }
  for (const { update, writes } of await keyUpdates(parts, wish)) await send(update, writes)
  const text = isText ? await textUpdate(parts, wish) : null
  if (text) await send(text.update, text.writes)
  return summary(results)
}

function summary(results: readonly (SubmitResult & { readonly writes: number })[]): Restored {
  let [written, skipped] = [0, 0]
  let cursor: string | null = null
  for (const result of results) {
    if (result.kind === 'refused') throw new MutiraoError(result.code)
    cursor = formatCursor(result.cursor)
    const refused = result.kind === 'taken' ? result.reverted.length + result.refused.length : result.writes
    written += result.writes - refused
    skipped += refused
  }
  return { cursor, written, skipped }
}

async function keyUpdates(
  { engine }: RestoreParts,
  { document, state, scope, nowMs }: RestoreWish,
): Promise<{ readonly update: Uint8Array; readonly writes: number }[]> {
  if (scope.field === 'notes') return []
  return engine.read(document.name, (doc) => {
    const writes: KeyWrite[] = restoreWrites(doc, state, scope, nowMs)
    const updates = []
    for (let from = 0; from < writes.length; from += writesPerUpdate) {
      const part = writes.slice(from, from + writesPerUpdate)
      updates.push({ update: encodeKeyWrites(freshClientId(), part), writes: part.length })
    }
    return updates
  })
}

/** Notes are put together from the rows up to then: facts know their words, not their headings. */
async function textUpdate(
  { engine, journal }: RestoreParts,
  { document, seq }: RestoreWish,
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
  Y.applyUpdate(copy, await engine.read(document.name, (doc) => Y.encodeStateAsUpdate(doc)))
  copy.clientID = freshClientId()
  const before = Y.encodeStateVector(copy)
  const writes = restoreText(copy, then, 'notes')
  const update = Y.encodeStateAsUpdate(copy, before)
  then.destroy()
  copy.destroy()
  return writes > 0 ? { update, writes } : null
}
