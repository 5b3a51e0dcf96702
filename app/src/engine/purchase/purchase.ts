import { contentDigest, readContent, setRequestField, type RequestContent } from '@mutirao/documents'
import type { EditsOptions } from '../edit-runner.ts'
import type { Engine } from '../engine.ts'
import { createRegistry, type Registry } from '../registry.ts'
import type { UndoStack } from '../undo.ts'
import { createAllLists, type AllListsSession } from './all-lists.ts'
import { createListEdits, createRequestEdits, type ListEdits, type RequestEdits } from './edits.ts'
import { createListSession, type ListSession } from './list-session.ts'
import { createRequestSession, type RequestSession } from './request-session.ts'

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
}

const made = new WeakMap<Engine, Purchase>()

export function purchaseOf(engine: Engine): Purchase {
  const known = made.get(engine)
  if (known) return known
  const purchase = createPurchase(engine)
  made.set(engine, purchase)
  return purchase
}

function createPurchase({ client, local, people, workshop }: Engine): Purchase {
  const { me, context, newStack, onFailure, onClose } = workshop
  const madeHere = createMadeHere(local)
  const lists = createRegistry((listId) => createListSession(client, listId, me))
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
  const stacks = new Map<string, UndoStack>()
  const stackOf = (listId: string): UndoStack => {
    const stack = stacks.get(listId) ?? newStack()
    stacks.set(listId, stack)
    return stack
  }
  const options = (registry: Registry<ListSession> | Registry<RequestSession>, key: string): EditsOptions => ({
    doc: () => registry.get(key).doc(),
    withDocument: async (work) => {
      const release = registry.retain(key)
      try {
        await registry.get(key).loaded
        await work(() => registry.get(key).doc())
      } finally {
        release()
      }
    },
    stack: stackOf(key.split('.')[0] ?? ''),
    context,
    onFailure,
  })
  const listEdits = new Map<string, ListEdits>()
  const requestEdits = new Map<string, RequestEdits>()
  onClose(() => {
    requests.closeAll()
    lists.closeAll()
    allLists.closeAll()
  })
  return {
    lists,
    requests,
    allLists,
    listEdits: (listId) =>
      remembered(listEdits, listId, () =>
        createListEdits(options(lists, listId), (requestId) => madeHere.add(`${listId}.${requestId}`)),
      ),
    requestEdits(listId, requestId) {
      const key = `${listId}.${requestId}`
      return remembered(requestEdits, key, () => createRequestEdits(options(requests, key)))
    },
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

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}
