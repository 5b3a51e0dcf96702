import * as Y from 'yjs'
import { readAttachments, sameAttachment } from '../attachments/read.ts'
import { attachmentsMap } from '../attachments/shape.ts'
import type { AttachmentSnapshot } from '../attachments/shape.ts'
import { sameSnapshot } from '../board/snapshot.ts'
import { calledIn, readComments } from '../card/read.ts'
import { commentsMap } from '../card/shape.ts'
import type { CommentSnapshot } from '../card/shape.ts'
import { fault } from '../faults.ts'
import { compareRank } from '../rank.ts'
import { shareItems } from '../sharing.ts'
import { createSubscribers } from '../subscribers.ts'
import { plainAt } from '../writes.ts'
import { totalCents } from './amounts.ts'
import { detailsMap, itemsMap } from './shape.ts'
import type { ItemSnapshot } from './shape.ts'

/** Items, justification, comments and files of one request as immutable values with stable identity. */
export interface RequestDetailStore {
  /** Not archived, in order (rank, id). */
  readonly items: () => readonly ItemSnapshot[]
  /** Integer minor units; null when a line has no quantity or no estimate one can count with. */
  readonly totalCents: () => number | null
  readonly justification: () => string
  /** Comments that were not deleted, oldest first. */
  readonly comments: () => readonly CommentSnapshot[]
  /** Files that were not deleted, the last attached first. */
  readonly attachments: () => readonly AttachmentSnapshot[]
  /** What an item, a comment or a file says or is called, deleted or not; null when there never was one. */
  readonly called: (id: string) => string | null
  /** Called after any of this changed. */
  readonly subscribe: (listener: () => void) => () => void
  readonly destroy: () => void
}

const textAt = (entry: Y.Map<unknown>, key: string): string => {
  const value = plainAt(entry, key)
  return typeof value === 'string' ? value : ''
}

function readItem(id: string, entry: Y.Map<unknown>): ItemSnapshot {
  const estimate = plainAt(entry, 'estimate')
  return {
    id,
    description: textAt(entry, 'description'),
    code: textAt(entry, 'code'),
    quantity: textAt(entry, 'quantity'),
    unit: textAt(entry, 'unit'),
    estimateCents: Number.isSafeInteger(estimate) ? (estimate as number) : null,
    costCentre: textAt(entry, 'costCentre'),
    account: textAt(entry, 'account'),
    rank: textAt(entry, 'rank'),
  }
}

/** Items in sight, in order. Anything that is no item is passed over. */
export function readItems(doc: Y.Doc): ItemSnapshot[] {
  const items: ItemSnapshot[] = []
  itemsMap(doc).forEach((entry, id) => {
    if (entry instanceof Y.Map && typeof plainAt(entry, 'deletedAt') !== 'number') items.push(readItem(id, entry))
  })
  return items.sort(compareRank)
}

/** Whether no more than so many are in sight; looks no further than it must. */
export function hasAtMost(doc: Y.Doc, max: number): boolean {
  let items = 0
  for (const entry of itemsMap(doc).values()) {
    if (entry instanceof Y.Map && typeof plainAt(entry, 'deletedAt') !== 'number') items++
    if (items > max) return false
  }
  return true
}

export const readJustification = (doc: Y.Doc): string => textAt(detailsMap(doc), 'justification')

const sameComment = (a: CommentSnapshot, b: CommentSnapshot): boolean => sameSnapshot(a, b)
const sameItem = (a: ItemSnapshot, b: ItemSnapshot): boolean => sameSnapshot(a, b) && !fault('REQ-9')

class DetailStore implements RequestDetailStore {
  readonly #doc: Y.Doc
  readonly #roots: readonly Y.Map<unknown>[]
  readonly #subscribers = createSubscribers<'changed'>()
  #items: readonly ItemSnapshot[] = []
  #comments: readonly CommentSnapshot[] = []
  #attachments: readonly AttachmentSnapshot[] = []
  #justification = ''
  #totalCents: number | null = 0
  #isDirty = false

  constructor(doc: Y.Doc) {
    this.#doc = doc
    this.#roots = [detailsMap(doc), itemsMap(doc), commentsMap(doc), attachmentsMap(doc)]
    this.#refresh()
    for (const root of this.#roots) root.observeDeep(this.#onChange)
    doc.on('afterTransaction', this.#onEnd)
  }

  readonly items = (): readonly ItemSnapshot[] => this.#items
  readonly totalCents = (): number | null => this.#totalCents
  readonly justification = (): string => this.#justification
  readonly comments = (): readonly CommentSnapshot[] => this.#comments
  readonly attachments = (): readonly AttachmentSnapshot[] => this.#attachments
  readonly called = (id: string): string | null => {
    const [items, comments, attachments] = [itemsMap, commentsMap, attachmentsMap].map((root) => root(this.#doc))
    return calledIn({ items, comments, attachments }, id)
  }
  readonly subscribe = (listener: () => void): (() => void) => this.#subscribers.subscribe('changed', listener)
  readonly destroy = (): void => {
    for (const root of this.#roots) root.unobserveDeep(this.#onChange)
    this.#doc.off('afterTransaction', this.#onEnd)
    this.#subscribers.clear()
  }

  readonly #onChange = (): void => void (this.#isDirty = true)
  readonly #onEnd = (): void => {
    if (!this.#isDirty) return
    this.#isDirty = false
    if (this.#refresh()) this.#subscribers.notify(['changed'])
  }

  #refresh(): boolean {
    const before = [this.#items, this.#comments, this.#attachments, this.#justification]
    this.#items = shareItems(this.#items, readItems(this.#doc), sameItem)
    this.#comments = shareItems(this.#comments, readComments(commentsMap(this.#doc)), sameComment)
    this.#attachments = shareItems(this.#attachments, readAttachments(attachmentsMap(this.#doc)), sameAttachment)
    this.#justification = readJustification(this.#doc)
    this.#totalCents = totalCents(this.#items)
    return [this.#items, this.#comments, this.#attachments, this.#justification].some((now, i) => now !== before[i])
  }
}

/** Reads the document in one pass, then follows it until `destroy`. */
export const createRequestDetailStore = (doc: Y.Doc): RequestDetailStore => new DetailStore(doc)
