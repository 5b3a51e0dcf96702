import { randomInt } from 'node:crypto'
import { encodeKeyWrites, entryMapAt, formatCursor, MutiraoError } from '@mutirao/documents'
import type { Actor, JsonValue } from '@mutirao/documents'
import type { DocumentRecord, ToldConflict } from '@mutirao/persistence'
import type { SubmitResult, SyncEngine } from '../sync/types.ts'

export interface ResolveWish {
  readonly document: DocumentRecord
  readonly actor: Actor
  /** Each with the value that shall stand; undefined: what stands now is right. */
  readonly choices: readonly { readonly conflict: ToldConflict; readonly value: JsonValue | undefined }[]
}

/**
 * One decision about values two people wrote unseen by each other: an edit of whoever decides, that names what it decides.
 * Choosing what stands writes no value, but a row all the same, so that it is known and in the history.
 */
export async function resolveConflicts(
  engine: Pick<SyncEngine, 'read' | 'submitUpdate'>,
  { document, actor, choices }: ResolveWish,
): Promise<{ readonly cursor: string; readonly seq: number; readonly written: number }> {
  const note: JsonValue = { resolves: choices.map(({ conflict }) => [conflict.seq, conflict.index]) }
  const [update, written] = await engine.read(document.name, (doc) => {
    const writes = choices.flatMap(({ conflict, value }) => {
      const map = value === undefined ? null : entryMapAt(doc, conflict.path.slice(0, -1))
      const key = conflict.path.at(-1)
      // A cleared field is chosen as null.
      return map && key !== undefined ? [{ map, key, value: value === null ? undefined : value }] : []
    })
    return [encodeKeyWrites(randomInt(2, 2 ** 32 - 1), writes), writes.length] as const
  })
  const result: SubmitResult = await engine.submitUpdate(document.name, update, actor, { origin: 'restore', note })
  if (result.kind === 'refused') throw new MutiraoError(result.code)
  const [refused] = result.kind === 'taken' ? [...result.refused, ...result.reverted] : []
  if (refused) throw new MutiraoError('code' in refused ? refused.code : 'forbidden', refused.path)
  return { cursor: formatCursor(result.cursor), seq: result.cursor.seq, written }
}
