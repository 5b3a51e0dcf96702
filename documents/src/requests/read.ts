import type * as Y from 'yjs'
import { sameItems, sameSnapshot } from '../board/snapshot.ts'
import { touchedEntries } from '../board/touched.ts'
import type { Events } from '../board/touched.ts'
import { readIntents } from '../decisions/intents.ts'
import type { Intent } from '../decisions/intents.ts'
import { fault } from '../faults.ts'
import { createSubscribers } from '../subscribers.ts'
import { ViewList, viewsMap } from '../views.ts'
import type { ViewSnapshot } from '../views.ts'
import { plainAt } from '../writes.ts'
import { requestsMap, requestsRoots, usualCurrency } from './shape.ts'
import type { RequestsMeta, RequestSnapshot } from './shape.ts'
import { readRequest } from './snapshot.ts'

/**
 * The requests of a list as immutable values that keep their identity until they really change. Half-merged, unknown or
 * wrongly typed data never throws. Values are those after the last finished transaction.
 */
export interface RequestsStore {
  readonly meta: () => RequestsMeta
  /** Not archived, newest first. */
  readonly requests: () => readonly RequestSnapshot[]
  /** Archived ones, the last archived first. */
  readonly archived: () => readonly RequestSnapshot[]
  /** Archived ones are found too. */
  readonly request: (requestId: string) => RequestSnapshot | undefined
  /** Intents that stand in the document: left here or by others, not yet decided or not yet cleared away. By time, then id. */
  readonly intents: () => readonly Intent[]
  /** Live shared views in order. */
  readonly views: () => readonly ViewSnapshot[]
  /** Called after a transaction in which any of this changed. */
  readonly subscribe: (listener: () => void) => () => void
  /** Stops observing; the last values stay readable. */
  readonly destroy: () => void
}

const byAge = (a: RequestSnapshot, b: RequestSnapshot): number =>
  (b.createdAt ?? 0) - (a.createdAt ?? 0) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
const byArchiving = (a: RequestSnapshot, b: RequestSnapshot): number =>
  (b.deletedAt ?? 0) - (a.deletedAt ?? 0) || byAge(a, b)

const keep = <T>(before: readonly T[], after: readonly T[]): readonly T[] =>
  sameItems(before, after) ? before : Object.freeze(after)

function readMeta(meta: Y.Map<unknown>): RequestsMeta {
  const [title, currency] = [plainAt(meta, 'title'), plainAt(meta, 'currency')]
  return Object.freeze({
    title: typeof title === 'string' ? title : '',
    currency: typeof currency === 'string' && currency !== '' ? currency : usualCurrency,
  })
}

class Store implements RequestsStore {
  readonly #doc: Y.Doc
  readonly #roots: {
    readonly meta: Y.Map<unknown>
    readonly requests: Y.Map<unknown>
    readonly intents: Y.Map<unknown>
  }
  readonly #dirty: Set<string>
  readonly #views: ViewList
  readonly #all = new Map<string, RequestSnapshot>()
  readonly #subscribers = createSubscribers<'changed'>()
  #isOtherDirty = true
  #meta: RequestsMeta = Object.freeze({ title: '', currency: usualCurrency })
  #live: readonly RequestSnapshot[] = Object.freeze([])
  #archived: readonly RequestSnapshot[] = Object.freeze([])
  #intents: readonly Intent[] = Object.freeze([])

  constructor(doc: Y.Doc) {
    this.#doc = doc
    const requests = requestsMap(doc)
    this.#roots = { meta: doc.getMap(requestsRoots.meta), requests, intents: doc.getMap(requestsRoots.intents) }
    this.#dirty = new Set(requests.keys())
    this.#views = new ViewList(viewsMap(doc))
    this.#refresh()
    requests.observeDeep(this.#onRequests)
    this.#roots.meta.observe(this.#onOther)
    this.#roots.intents.observeDeep(this.#onOther)
    viewsMap(doc).observeDeep(this.#onViews)
    doc.on('afterTransaction', this.#onEnd)
  }

  readonly meta = (): RequestsMeta => this.#meta
  readonly requests = (): readonly RequestSnapshot[] => this.#live
  readonly archived = (): readonly RequestSnapshot[] => this.#archived
  readonly request = (requestId: string): RequestSnapshot | undefined => this.#all.get(requestId)
  readonly intents = (): readonly Intent[] => this.#intents
  readonly views = (): readonly ViewSnapshot[] => (fault('VUE-6') ? [] : this.#views.live)
  readonly subscribe = (listener: () => void): (() => void) => this.#subscribers.subscribe('changed', listener)
  readonly destroy = (): void => {
    this.#roots.requests.unobserveDeep(this.#onRequests)
    this.#roots.meta.unobserve(this.#onOther)
    this.#roots.intents.unobserveDeep(this.#onOther)
    viewsMap(this.#doc).unobserveDeep(this.#onViews)
    this.#doc.off('afterTransaction', this.#onEnd)
    this.#subscribers.clear()
  }

  readonly #onRequests = (events: Events): void => touchedEntries(events, this.#roots.requests, this.#dirty)
  readonly #onOther = (): void => void (this.#isOtherDirty = true)
  readonly #onViews = (): void => {
    this.#views.onChange()
    this.#isOtherDirty = true
  }
  readonly #onEnd = (): void => {
    if (this.#dirty.size === 0 && !this.#isOtherDirty) return
    const haveViewsChanged = this.#views.flush()
    if (this.#refresh() || haveViewsChanged) this.#subscribers.notify(['changed'])
  }

  #refresh(): boolean {
    const before = [this.#meta, this.#live, this.#archived, this.#intents]
    if (this.#refreshRequests()) {
      const all = [...this.#all.values()]
      this.#live = keep(this.#live, all.filter(({ deletedAt }) => deletedAt === null).sort(byAge))
      this.#archived = keep(this.#archived, all.filter(({ deletedAt }) => deletedAt !== null).sort(byArchiving))
    }
    if (this.#isOtherDirty) {
      this.#isOtherDirty = false
      const meta = readMeta(this.#roots.meta)
      if (!sameSnapshot(this.#meta, meta)) this.#meta = meta
      const intents = readIntents(this.#doc)
      if (JSON.stringify(intents) !== JSON.stringify(this.#intents)) this.#intents = intents
    }
    return [this.#meta, this.#live, this.#archived, this.#intents].some((now, i) => now !== before[i])
  }

  #refreshRequests(): boolean {
    let hasChanged = false
    for (const id of this.#dirty) {
      const before = this.#all.get(id)
      const after = readRequest(id, this.#roots.requests.get(id))
      if (before ? after && sameSnapshot(before, after) && !fault('REQ-2') : !after) continue
      if (after) this.#all.set(id, after)
      else this.#all.delete(id)
      hasChanged = true
    }
    this.#dirty.clear()
    return hasChanged
  }
}

/** Reads the document in one pass, then follows it entry by entry until `destroy`. */
export const createRequestsStore = (doc: Y.Doc): RequestsStore => new Store(doc)
