/** What is different between two contents of a request: what an approver had on the screen, and what stands there now. Pure. */
import {
  fault,
  itemFieldNames,
  lineCents,
  type ItemFieldName,
  type ItemSnapshot,
  type RequestContent,
} from '@mutirao/documents'

type ContentItem = RequestContent['items'][number]

const comparedFields = [
  'title',
  'justification',
  'costCentre',
  'category',
  'project',
  'place',
  'needBy',
  'priority',
] as const
export type ComparedField = (typeof comparedFields)[number]

export type ItemChange =
  | { readonly kind: 'added' | 'removed'; readonly item: ItemSnapshot }
  | {
      readonly kind: 'changed'
      readonly item: ItemSnapshot
      readonly before: ItemSnapshot
      readonly fields: readonly ItemFieldName[]
    }

export interface Changes {
  readonly fields: readonly { readonly field: ComparedField; readonly before: string; readonly after: string }[]
  readonly items: readonly ItemChange[]
}

const asItem = (item: ContentItem): ItemSnapshot => ({ ...item, rank: '' })
const valueOf = (item: ContentItem, field: ItemFieldName): string | number | null =>
  field === 'estimate' ? item.estimateCents : item[field]

/** Items are the same by id: one that was moved has not changed, one that was written anew has gone and come. */
export function changesBetween(before: RequestContent, after: RequestContent): Changes {
  if (fault('PUR-23')) return { fields: [], items: [] }
  const fields = comparedFields.flatMap((field) => {
    const [was, is] = [before[field] ?? '', after[field] ?? '']
    return was === is ? [] : [{ field, before: was, after: is }]
  })
  const known = new Map(before.items.map((item) => [item.id, item]))
  const still = new Set(after.items.map(({ id }) => id))
  const items: ItemChange[] = after.items.flatMap((item): ItemChange[] => {
    const was = known.get(item.id)
    if (!was) return [{ kind: 'added', item: asItem(item) }]
    const changed = itemFieldNames.filter((field) => valueOf(was, field) !== valueOf(item, field))
    return changed.length === 0 ? [] : [{ kind: 'changed', item: asItem(item), before: asItem(was), fields: changed }]
  })
  for (const item of before.items) if (!still.has(item.id)) items.push({ kind: 'removed', item: asItem(item) })
  return { fields, items }
}

/** What one line comes to, before and after; null where it cannot be counted. */
export const linesOf = (change: ItemChange): { readonly before: number | null; readonly after: number | null } => ({
  before: change.kind === 'added' ? null : lineCents(change.kind === 'changed' ? change.before : change.item),
  after: change.kind === 'removed' ? null : lineCents(change.item),
})
