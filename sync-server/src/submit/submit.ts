import { MutiraoError, kinds } from '@mutirao/documents'
import type { Actor, Cursor, JsonValue, RefusalCode, WrittenRange } from '@mutirao/documents'
import type { JournalOrigin } from '@mutirao/persistence'
import { WrittenClaims } from './written.ts'
import type { Pipeline, RefusedPath, RevertedPath } from './pipeline.ts'
import type { SubmitTarget } from './target.ts'

export type SubmitResult =
  /** Journalled (`cursor` is the row's place) and in the document; `refused` parts were left out, `reverted` ones set back. */
  | {
      readonly kind: 'taken'
      readonly cursor: Cursor
      readonly reverted: readonly RevertedPath[]
      readonly refused: readonly RefusedPath[]
    }
  /** Brings nothing new: acknowledged without a row. */
  | { readonly kind: 'unchanged'; readonly cursor: Cursor }
  /** Nothing taken. `code` is the first of `refused`, which has at least one entry. */
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly refused: readonly RefusedPath[] }

export interface Submitted {
  readonly target: SubmitTarget
  readonly update: Uint8Array
  readonly actor: Actor
  readonly origin: JournalOrigin
  readonly written?: readonly WrittenRange[] | undefined
  /** Stands in the note of the row; `resolves` makes a row even when nothing changes. */
  readonly note?: { readonly [key: string]: JsonValue } | undefined
}

/** Yjs transaction origin of everything the server applies that did not come over a WebSocket. */
export const serverOrigin = { source: 'local', skipStoreHooks: true } as const

/** Whoever has no socket that could be read no further is told when to come back. */
const comeBackLater = (delayMs: number): Promise<never> =>
  Promise.reject(new MutiraoError('too_fast', 'too much at once', { retryAfterSeconds: Math.ceil(delayMs / 1_000) }))

/** The whole pipeline for one update of a person that did not come over a WebSocket. Rejects like `Pipeline.admit`. */
export async function submit(
  pipeline: Pipeline,
  { target, update, actor, origin, written, note }: Submitted,
): Promise<SubmitResult> {
  const claims = new WrittenClaims()
  if (written) claims.add(written)
  const judge = kinds[target.parsed.kind].judge(actor, { document: target.parsed, doc: target.doc })
  const admission = await pipeline.admit({
    target,
    update,
    actor,
    judge,
    origin,
    written: (journalled) => claims.take(journalled),
    note,
    wait: comeBackLater,
  })
  if (admission.kind === 'unchanged' && note?.['resolves'] !== undefined) {
    const { epoch, seq } = await pipeline.remark({ target, actor, origin, note })
    return { kind: 'taken', cursor: { epoch, seq }, reverted: [], refused: [] }
  }
  if (admission.kind === 'unchanged') return { kind: 'unchanged', cursor: target.cursor() }
  if (admission.kind === 'rejected') {
    return { kind: 'refused', code: admission.refused[0]?.code ?? 'malformed', refused: admission.refused }
  }
  pipeline.take(admission, serverOrigin)
  const { appended, reverted, refused } = admission
  return { kind: 'taken', cursor: { epoch: appended.epoch, seq: appended.seq }, reverted, refused }
}
