import type * as Y from 'yjs'
import { addEntry, checked, checkedTitle, needEntry, undoOfCreation } from '../entries.ts'
import type { Created } from '../entries.ts'
import { MutiraoError } from '../errors.ts'
import type { JsonValue } from '../kind.ts'
import { rankBetween, ranksBetween } from '../rank.ts'
import type { EditContext, EditName, Undo } from '../undo.ts'
import { applyWrites, label, plainAt, transact } from '../writes.ts'
import type { Write } from '../writes.ts'
import { readItems } from './read.ts'
import { detailsMap, detailValues, itemFieldNames, itemsMap, itemValues, requestRoots } from './shape.ts'
import type { ItemFieldName, ItemFields } from './shape.ts'

/*
 * Every edit validates first and throws a MutiraoError (`bad_value`, `too_large`, `not_found`, `invalid_request`) without
 * touching the document; then it writes in one transaction. It returns its undo, or null when nothing changed.
 */

export type NewItem = Partial<ItemFields> & Pick<ItemFields, 'description'>

/** A table pasted from a spreadsheet is one step; more in one transaction would make frames over 50 ms. */
export const maxItemsAtOnce = 200

/** A field's value as it is written; undefined when it stands for "empty". A description cannot be empty. */
function checkedField(field: ItemFieldName, value: string | number | null): JsonValue | undefined {
  if (!itemFieldNames.includes(field)) throw new MutiraoError('bad_value', 'no such field')
  if (field === 'description') return checkedTitle(field, typeof value === 'string' ? value : '', itemValues.get(field))
  const clean = typeof value === 'string' ? value.trim() : value
  return clean === null || clean === '' ? undefined : checked(field, clean, itemValues.get(field))
}

function contentOf(item: NewItem, rank: string, context: EditContext): Record<string, JsonValue> {
  const content: Record<string, JsonValue> = {}
  for (const field of itemFieldNames) {
    const clean =
      item[field] === undefined && field !== 'description' ? undefined : checkedField(field, item[field] ?? null)
    if (clean !== undefined) content[field] = clean
  }
  return { ...content, rank, createdAt: context.nowMs, createdBy: context.userId }
}

/** To the end, in order; one step of undo however many. At most `maxItemsAtOnce`. */
export function addItems(
  doc: Y.Doc,
  context: EditContext,
  items: readonly NewItem[],
): { readonly itemIds: readonly string[]; readonly undo: Undo | null } {
  if (items.length > maxItemsAtOnce)
    throw new MutiraoError('invalid_request', `at most ${maxItemsAtOnce} items at once`)
  const ranks = ranksBetween(readItems(doc).at(-1)?.rank ?? null, null, items.length, context.random)
  const created = items.map((item, i): Created => ({
    id: context.newId(),
    content: contentOf(item, ranks[i] ?? '', context),
  }))
  const [first] = items
  if (!first) return { itemIds: [], undo: null }
  const editLabel = label('item.add', items.length, items.length === 1 ? first.description.trim() : '')
  transact(doc, 'edit', editLabel, () => {
    for (const { id, content } of created) addEntry(itemsMap(doc), id, content)
  })
  return { itemIds: created.map(({ id }) => id), undo: undoOfCreation(editLabel, requestRoots.items, created) }
}

function setKey(doc: Y.Doc, name: EditName, itemId: string, key: string, after: JsonValue | undefined): Undo | null {
  const entry = needEntry(itemsMap(doc), itemId)
  const description = plainAt(entry, 'description')
  const write: Write = { root: requestRoots.items, entry: itemId, key, before: plainAt(entry, key), after }
  return applyWrites(doc, label(name, 1, typeof description === 'string' ? description : ''), [write])
}

/** null (or a blank text) clears the field by deleting its key; the description cannot be empty. */
export function setItemField<F extends ItemFieldName>(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly itemId: string; readonly field: F; readonly value: ItemFields[F] | null },
): Undo | null {
  return setKey(doc, 'item.field', edit.itemId, edit.field, checkedField(edit.field, edit.value))
}

/** One field of one item, as a paste over several rows writes them. */
export interface ItemCell {
  readonly itemId: string
  readonly field: ItemFieldName
  readonly value: string | number | null
}

/** Many cells as one step of undo. Throws before anything is written when one of them is not valid. */
export function setItemCells(doc: Y.Doc, _context: EditContext, cells: readonly ItemCell[]): Undo | null {
  const writes = cells.map(({ itemId, field, value }): Write => {
    const entry = needEntry(itemsMap(doc), itemId)
    const after = checkedField(field, value)
    return { root: requestRoots.items, entry: itemId, key: field, before: plainAt(entry, field), after }
  })
  return applyWrites(doc, label('item.field', new Set(cells.map(({ itemId }) => itemId)).size), writes)
}

/** `aboveId` / `belowId`: the items that shall stand directly above and below; neither = the end. Null when it lies there. */
export function moveItem(
  doc: Y.Doc,
  context: EditContext,
  move: { readonly itemId: string; readonly aboveId?: string | undefined; readonly belowId?: string | undefined },
): Undo | null {
  const item = readItems(doc).find(({ id }) => id === move.itemId)
  if (!item) throw new MutiraoError('not_found', 'there is no such item')
  const others = readItems(doc).filter(({ id }) => id !== move.itemId)
  const above = others.findIndex(({ id }) => id === move.aboveId)
  const below = others.findIndex(({ id }) => id === move.belowId)
  const at = above >= 0 ? above + 1 : below >= 0 ? below : others.length
  const [before, after] = [others[at - 1]?.rank ?? null, others[at]?.rank ?? null]
  if ((before === null || item.rank > before) && (after === null || item.rank < after)) return null
  return setKey(doc, 'item.move', move.itemId, 'rank', rankBetween(before, after, context.random))
}

/** Soft: the items keep everything; undo brings back those nobody has brought back since. Null when all were gone already. */
export function removeItems(doc: Y.Doc, context: EditContext, itemIds: readonly string[]): Undo | null {
  const writes = [...new Set(itemIds)].flatMap((itemId): Write[] => {
    const before = plainAt(needEntry(itemsMap(doc), itemId), 'deletedAt')
    if (typeof before === 'number') return []
    return [{ root: requestRoots.items, entry: itemId, key: 'deletedAt', before, after: context.nowMs }]
  })
  return applyWrites(doc, label('item.remove', writes.length), writes)
}

/** null (or a blank text) clears it. */
export function setJustification(doc: Y.Doc, _context: EditContext, value: string | null): Undo | null {
  const clean = value === null ? '' : checked('justification', value, detailValues.get('justification'))
  const before = plainAt(detailsMap(doc), 'justification')
  const after = clean.trim() === '' ? undefined : clean
  return applyWrites(doc, label('request.justification'), [
    { root: requestRoots.details, entry: null, key: 'justification', before, after },
  ])
}
