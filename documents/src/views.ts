import * as Y from 'yjs'
import { rankValue } from './board/shape.ts'
import { sameSnapshot } from './board/snapshot.ts'
import { addEntry, checked, checkedTitle, needEntry, undoOfCreation } from './entries.ts'
import { MutiraoError } from './errors.ts'
import { fault } from './faults.ts'
import { compareRank, rankBetween } from './rank.ts'
import { shareItems } from './sharing.ts'
import type { EditContext, Undo } from './undo.ts'
import { orNull, text, timestamp } from './values.ts'
import type { ValueCheck } from './values.ts'
import { applyWrites, label, plainAt, transact } from './writes.ts'

/**
 * Views that the people of a list share, cards or requests: root `views`, id → Y.Map of plain values. `query` is the search
 * part of the list's address without the question mark (`dono=eu&ver=tabela`): what a link restores, a view restores.
 */
export interface ViewSnapshot {
  readonly id: string
  readonly name: string
  /** User id of who made it, or null. */
  readonly by: string | null
  readonly query: string
  readonly rank: string
  readonly deletedAt: number | null
}

/** Live shared views of one list at most. */
export const maxViews = 100
export const maxViewNameLength = 100
const maxViewQueryLength = 3_000

export const viewsRoot = 'views'
export const viewsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(viewsRoot)

/** What may stand under the keys of a view. */
export const viewValues: ReadonlyMap<string, ValueCheck> = new Map([
  ['name', text(maxViewNameLength)],
  ['by', text(64)],
  ['query', text(maxViewQueryLength)],
  ['rank', rankValue],
  ['deletedAt', orNull(timestamp)],
])

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** null when something that is no view stands under the id. */
function readView(id: string, entry: unknown): ViewSnapshot | null {
  if (!(entry instanceof Y.Map)) return null
  const deletedAt: unknown = entry.get('deletedAt')
  return Object.freeze({
    id,
    name: asText(entry.get('name')),
    by: asText(entry.get('by')) || null,
    query: asText(entry.get('query')),
    rank: asText(entry.get('rank')),
    deletedAt: typeof deletedAt === 'number' ? deletedAt : null,
  })
}

/** Live views in order (rank, id). */
function readViews(views: Y.Map<unknown>): ViewSnapshot[] {
  const live: ViewSnapshot[] = []
  for (const [id, entry] of views.entries()) {
    const view = readView(id, entry)
    if (view && (view.deletedAt === null || fault('VUE-1'))) live.push(view)
  }
  return live.sort(compareRank)
}

/** The live views of a list, each keeping its identity until it changes. */
export class ViewList {
  readonly #root: Y.Map<unknown>
  #isDirty = false
  live: readonly ViewSnapshot[]

  constructor(root: Y.Map<unknown>) {
    this.#root = root
    this.live = Object.freeze(readViews(root))
  }

  /** Notes that a transaction touched the views; `flush` works it in. */
  readonly onChange = (): void => void (this.#isDirty = true)

  /** True when the views, their order or one of them changed. */
  flush(): boolean {
    if (!this.#isDirty) return false
    this.#isDirty = false
    const before = this.live
    this.live = shareItems(before, readViews(this.#root), sameSnapshot)
    return this.live !== before
  }
}

export interface NewView {
  readonly name: string
  readonly query: string
}

/** A new view stands after all others. Throws `bad_value`, `too_large`, and `invalid_request` beyond 100 views. */
export function createView(
  doc: Y.Doc,
  context: EditContext,
  view: NewView,
): { readonly viewId: string; readonly undo: Undo } {
  const views = readViews(viewsMap(doc))
  if (views.length >= maxViews) throw new MutiraoError('invalid_request', `at most ${maxViews} views`)
  const content = {
    name: checkedTitle('name', view.name, viewValues.get('name')),
    query: fault('VUE-2') ? view.query : checked('query', view.query, viewValues.get('query')),
    rank: rankBetween(views.at(-1)?.rank ?? null, null, context.random),
    by: context.userId,
  }
  const viewId = context.newId()
  const editLabel = label('view.create', 1, content.name)
  transact(doc, 'edit', editLabel, () => addEntry(viewsMap(doc), viewId, content))
  return { viewId, undo: undoOfCreation(editLabel, viewsRoot, [{ id: viewId, content }]) }
}

/** Changes name or query; null when it was so already. Throws `not_found`, `bad_value`, `too_large`. */
export function setViewField(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly viewId: string; readonly field: 'name' | 'query'; readonly value: string },
): Undo | null {
  const view = needEntry(viewsMap(doc), edit.viewId)
  const check = viewValues.get(edit.field)
  const after = edit.field === 'name' ? checkedTitle('name', edit.value, check) : checked(edit.field, edit.value, check)
  const write = {
    root: viewsRoot,
    entry: edit.viewId,
    key: edit.field,
    before: plainAt(view, edit.field),
    after,
  }
  return applyWrites(doc, label('view.edit', 1, asText(view.get('name'))), [write])
}

/**
 * Puts a view directly behind `aboveId`, or at the beginning (null); null when it stands there already. Throws `not_found`.
 */
export function moveView(
  doc: Y.Doc,
  context: EditContext,
  move: { readonly viewId: string; readonly aboveId: string | null },
): Undo | null {
  const view = needEntry(viewsMap(doc), move.viewId)
  const all = readViews(viewsMap(doc))
  const others = all.filter(({ id }) => id !== move.viewId)
  const at = others.findIndex(({ id }) => id === move.aboveId) + 1
  if (all[at]?.id === move.viewId) return null
  const rank = rankBetween(others[at - 1]?.rank ?? null, others[at]?.rank ?? null, context.random)
  const write = {
    root: viewsRoot,
    entry: move.viewId,
    key: 'rank',
    before: plainAt(view, 'rank'),
    after: fault('VUE-5') ? asText(view.get('rank')) : rank,
  }
  return applyWrites(doc, label('view.edit', 1, asText(view.get('name'))), [write])
}

/** Soft: the view goes out of the row of tabs and its undo brings it back as it was. */
export function archiveView(doc: Y.Doc, context: EditContext, viewId: string): Undo | null {
  const view = needEntry(viewsMap(doc), viewId)
  const before = plainAt(view, 'deletedAt')
  if (typeof before === 'number') return null
  const write = { root: viewsRoot, entry: viewId, key: 'deletedAt', before, after: context.nowMs }
  return applyWrites(doc, label('view.archive', 1, asText(view.get('name'))), [write])
}
