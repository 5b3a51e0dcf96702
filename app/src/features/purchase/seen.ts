/** What a person saw of a request the last time, on whichever device: the measure of "changed since". */
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

export function seenMark(people: Marks, listId: string, requestId: string): SeenMark | null {
  const mark = people.readMark(keyOf(listId, requestId))
  if (typeof mark !== 'object' || mark === null || Array.isArray(mark)) return null
  const { digest, totalCents, atMs } = mark as Readonly<Record<string, JsonValue>>
  if (typeof digest !== 'string' || typeof atMs !== 'number') return null
  return { digest, totalCents: typeof totalCents === 'number' ? totalCents : null, atMs }
}

export function markSeen(people: Marks, listId: string, requestId: string, { content, digest }: Seen): void {
  if (seenMark(people, listId, requestId)?.digest === digest) return
  const mark = { digest, totalCents: content.totalCents, atMs: Date.now() }
  people.markRead(keyOf(listId, requestId), mark)
}
