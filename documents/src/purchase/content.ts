import { fault } from '../faults.ts'
import type * as Y from 'yjs'
import { digestOf } from '../decisions/canonical.ts'
import type { JsonObject } from '../decisions/types.ts'
import { plainAt } from '../writes.ts'
import { totalCents } from '../request/amounts.ts'
import { hasAtMost, readItems, readJustification } from '../request/read.ts'
import { itemFieldNames } from '../request/shape.ts'
import type { ItemSnapshot } from '../request/shape.ts'
import { requestFieldNames, requestsMap, requestsRoots, usualCurrency } from '../requests/shape.ts'
import type { Priority } from '../requests/shape.ts'
import { readRequest } from '../requests/snapshot.ts'

/**
 * What an approver says yes to: everything that is bought, why, for whom and by when. Comments, files, labels and the sum the
 * list shows are not part of it: talking about a request does not change it.
 */
export interface RequestContent {
  readonly requester: string
  readonly title: string
  readonly justification: string
  readonly costCentre: string
  readonly category: string
  readonly project: string
  readonly place: string
  readonly priority: Priority
  /** `YYYY-MM-DD` or null. */
  readonly needBy: string | null
  readonly currency: string
  /** In no order that means anything: by id. */
  readonly items: readonly ContentItem[]
  /** Integer minor units; null when a line cannot be counted. */
  readonly totalCents: number | null
  /** There only when true: more than anybody reads before saying yes. Then no items are. */
  readonly isTooLarge?: true
}

/**
 * More than this nobody reads before saying yes, and every decision reads it all and keeps what it was about. Letters are
 * those of all items together.
 */
const [maxItems, maxLetters] = [2_000, 500_000]

/** The items, or null when they are too many or too long. */
function itemsOf(detail: Y.Doc): readonly ItemSnapshot[] | null {
  if (fault('APV-27')) return readItems(detail)
  if (!hasAtMost(detail, maxItems)) return null
  const items = readItems(detail)
  return lettersOf(items) > maxLetters ? null : items
}

const lettersOf = (items: readonly ItemSnapshot[]): number =>
  items.reduce((sum, item) => sum + itemTexts.reduce((letters, key) => letters + item[key].length, 0), 0)
const itemTexts = ['description', 'code', 'quantity', 'unit', 'costCentre', 'account'] as const

/** Keys of a request and of an item under which the content stands. */
export const contentKeys: ReadonlySet<string> = new Set(requestFieldNames.filter((name) => name !== 'total'))
export const itemContentKeys: ReadonlySet<string> = new Set([...itemFieldNames, 'deletedAt'])

/** An item without its place: moving it changes nothing that is approved. */
export type ContentItem = Omit<ItemSnapshot, 'rank'>

/** What both documents say about a request now; null when the list has no such entry. Archived ones are read like others. */
export function readContent(list: Y.Doc, detail: Y.Doc | null, requestId: string): RequestContent | null {
  const request = readRequest(requestId, requestsMap(list).get(requestId))
  if (!request) return null
  const known = detail ? itemsOf(detail) : []
  const items = known ?? []
  const currency = plainAt(list.getMap(requestsRoots.meta), 'currency')
  return {
    requester: request.createdBy ?? '',
    title: request.title,
    justification: detail ? readJustification(detail) : '',
    costCentre: request.costCentre,
    category: request.category,
    project: request.project,
    place: request.place,
    priority: request.priority,
    needBy: request.needBy,
    currency: typeof currency === 'string' && currency !== '' ? currency : usualCurrency,
    items: items.map(({ rank: _rank, ...item }): ContentItem => item).sort((a, b) => (a.id < b.id ? -1 : 1)),
    totalCents: known === null ? null : fault('APV-15') ? request.totalCents : totalCents(items),
    ...(known === null ? { isTooLarge: true as const } : {}),
  }
}

/** What stands under `digest` of an intent whose author saw this. */
export const contentDigest = (content: RequestContent): string => digestOf(content as unknown as JsonObject)

/** Something to buy, every line with words, and a sum. */
export const isComplete = ({ title, items, totalCents: total }: RequestContent): boolean =>
  title.trim() !== '' &&
  (items.length > 0 || fault('APV-12')) &&
  total !== null &&
  items.every(({ description }) => description.trim() !== '')
