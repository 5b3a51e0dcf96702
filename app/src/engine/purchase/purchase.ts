import { contentDigest, readContent, setRequestField, type RequestContent } from '@mutirao/documents'
import type { EditsOptions } from '../edit-runner.ts'
import type { Engine } from '../engine.ts'
import { oncePer, oncePerKey } from '../once.ts'
import { createRegistry, opened, type Registry } from '../registry.ts'
import { createAllLists, type AllListsSession } from './all-lists.ts'
import { createListEdits, createRequestEdits, type ListEdits, type RequestEdits } from './edits.ts'
import { createListSession, type ListSession } from './list-session.ts'
import { createRequestSession, type RequestSession } from './request-session.ts'
import { createShownContents, type ShownContents } from './shown.ts'

/** What a person is asked to say yes to, and its digest: what an intent carries so that it counts for nothing else. */
export interface Seen {
  readonly content: RequestContent
  readonly digest: string
}

/** Requests and approvals of one person on this device. Made when the first screen of theirs opens. */
export interface Purchase {
  readonly lists: Registry<ListSession>
  /** Keys are `<list>.<request>`. */
  readonly requests: Registry<RequestSession>
  /** One key: `all`. */
  readonly allLists: Registry<AllListsSession>
  listEdits(listId: string): ListEdits
  requestEdits(listId: string, requestId: string): RequestEdits
  /** What both documents say on this device at this moment; null when they are not both here. */
  seen(listId: string, requestId: string): Seen | null
  /** What this device showed of it before. */
  readonly shown: ShownContents
}

export const purchaseOf = oncePer<Engine, Purchase>(createPurchase)

function createPurchase({ client, local, people, workshop }: Engine): Purchase {
  const { me, context, newStack, onFailure, onClose } = workshop
  const madeHere = createMadeHere(local)
  const lists = createRegistry((listId) =>
    createListSession(client, listId, me, (requestId) => madeHere.has(`${listId}.${requestId}`)),
  )
  const requests = createRegistry((key) => {
    const [listId = '', requestId = ''] = key.split('.')
    return createRequestSession({
      client,
      listId,
      requestId,
      onOwnChange: (totalCents) => writeTotal(listId, requestId, totalCents),
      isMadeHere: () => madeHere.has(key),
    })
  })
  const allLists = createRegistry(() => createAllLists({ client, people, userId: me.id, lists, requests }))
  /** The sum the list shows follows the items, without being a step of anybody's undo. */
  const writeTotal = (listId: string, requestId: string, totalCents: number | null) => {
    const session = lists.peek(listId)
    const view = session?.view()
    if (!session || !view || view.readOnly || view.store?.request(requestId)?.totalCents === totalCents) return
    if (view.store?.request(requestId) === undefined) return
    setRequestField(session.doc(), context(), { requestId, field: 'total', value: totalCents })
  }
  const stackOf = oncePerKey((_listId) => newStack())
  const options = (registry: Registry<ListSession> | Registry<RequestSession>, key: string): EditsOptions => ({
    doc: () => registry.get(key).doc(),
    withDocument: opened(registry, key),
    stack: stackOf(key.split('.')[0] ?? ''),
    context,
    onFailure,
  })
  const listEdits = oncePerKey((listId) =>
    createListEdits(options(lists, listId), (requestId) => madeHere.add(`${listId}.${requestId}`)),
  )
  const requestEdits = oncePerKey((key) => createRequestEdits(options(requests, key)))
  onClose(() => {
    requests.closeAll()
    lists.closeAll()
    allLists.closeAll()
  })
  return {
    lists,
    requests,
    allLists,
    shown: createShownContents(local),
    listEdits,
    requestEdits: (listId, requestId) => requestEdits(`${listId}.${requestId}`),
    seen(listId, requestId) {
      const [list, detail] = [lists.peek(listId), requests.peek(`${listId}.${requestId}`)]
      if (list?.view().phase !== 'ready' || detail?.view().phase !== 'ready') return null
      const content = readContent(list.doc(), detail.doc(), requestId)
      return content && { content, digest: contentDigest(content) }
    },
  }
}

const madeKey = 'purchase.made'
const maxMade = 500

/** Requests made on this device, by key; kept, so that a draft of yesterday's offline spell opens today. */
function createMadeHere(local: Engine['local']) {
  const keys = new Set<string>()
  local.getMeta(madeKey).then(
    (kept) => {
      if (Array.isArray(kept)) for (const key of kept) if (typeof key === 'string') keys.add(key)
    },
    () => undefined, // without it such a draft opens when the server has been reached
  )
  return {
    has: (key: string): boolean => keys.has(key),
    add(key: string) {
      keys.add(key)
      local.putMeta(madeKey, [...keys].slice(-maxMade)).catch(() => undefined)
    },
  }
}
