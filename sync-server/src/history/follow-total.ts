import { randomInt } from 'node:crypto'
import { encodeKeyWrites, entryMapAt, parseName, readItems, requestsName, totalCents } from '@mutirao/documents'
import type { Actor, JsonValue } from '@mutirao/documents'
import type { SyncEngine } from '../sync/types.ts'

/**
 * The sum a list shows of a request is written by the device that changes its items; the server changed them itself, so it
 * writes the sum too. A document that is no request's details has none.
 */
export async function followTotal(
  engine: Pick<SyncEngine, 'read' | 'submitUpdate'>,
  name: string,
  actor: Actor,
  note: { readonly [key: string]: JsonValue },
): Promise<void> {
  const parsed = parseName(name)
  if (parsed?.kind !== 'request') return
  const { listId, requestId } = parsed
  const total = await engine.read(name, (doc) => totalCents(readItems(doc)))
  const list = requestsName(listId)
  const update = await engine.read(list, (doc) => {
    const map = entryMapAt(doc, ['requests', requestId])
    if (!map || (map.get('total') ?? null) === total) return null
    return encodeKeyWrites(randomInt(2, 2 ** 32 - 1), [{ map, key: 'total', value: total ?? undefined }])
  })
  if (update) await engine.submitUpdate(list, update, actor, { origin: 'restore', note })
}
