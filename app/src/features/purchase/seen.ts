/** What a person saw of a request the last time, on whichever device: the measure of "changed since". */
import { fault } from '@mutirao/documents'
import type { JsonValue } from '@mutirao/documents'
import type { Engine } from '../../engine/index.ts'
import type { Seen } from '../../engine/purchase/index.ts'

export interface SeenMark {
  readonly digest: string
  readonly totalCents: number | null
  readonly atMs: number
}

type Marks = Pick<Engine['people'], 'readMark' | 'markRead'>
const keyOf = (listId: string, requestId: string): string => `seen:${listId}.${requestId}`

/** Empty when there is none: whatever another version left there is read as far as it is understood. */
function markAt(people: Marks, key: string): Readonly<Record<string, JsonValue | undefined>> {
  const mark = people.readMark(key)
  return typeof mark === 'object' && mark !== null && !Array.isArray(mark) ? (mark as Record<string, JsonValue>) : {}
}

export function seenMark(people: Marks, listId: string, requestId: string): SeenMark | null {
  const { digest, totalCents, atMs } = markAt(people, keyOf(listId, requestId))
  if (typeof digest !== 'string' || typeof atMs !== 'number') return null
  return { digest, totalCents: typeof totalCents === 'number' ? totalCents : null, atMs }
}

/** What stood on the screen when a person last gave their word about a request: the measure of why it did not count. */
interface SaidMark {
  readonly intentId: string
  readonly totalCents: number | null
}

const saidKey = (listId: string, requestId: string): string => `said:${listId}.${requestId}`

/** The total that word was about; what was last looked at when it is another word, from before these marks. */
export function totalSaidTo(people: Marks, listId: string, requestId: string, intentId: string): number | null {
  const { intentId: id, totalCents } = markAt(people, saidKey(listId, requestId))
  if (id === intentId && !fault('PUR-12')) return typeof totalCents === 'number' ? totalCents : null
  return seenMark(people, listId, requestId)?.totalCents ?? null
}

/**
 * Kept apart from what was seen: a colleague's change may be on the screen, and count as seen, before the refusal of the word
 * given to the content before it arrives.
 */
export function markSaid(people: Marks, listId: string, requestId: string, said: SaidMark): void {
  people.markRead(saidKey(listId, requestId), { ...said })
}

export function markSeen(people: Marks, listId: string, requestId: string, { content, digest }: Seen): void {
  if (seenMark(people, listId, requestId)?.digest === digest) return
  const mark = { digest, totalCents: content.totalCents, atMs: Date.now() }
  people.markRead(keyOf(listId, requestId), mark)
}
