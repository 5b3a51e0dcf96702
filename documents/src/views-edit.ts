import type * as Y from 'yjs'
import { addEntry, checked, checkedTitle, needEntry, undoOfCreation } from './entries.ts'
import { MutiraoError } from './errors.ts'
import { fault } from './faults.ts'
import { rankBetween } from './rank.ts'
import type { EditContext, Undo } from './undo.ts'
import { asText, maxViews, readViews, viewsMap, viewsRoot, viewValues } from './views.ts'
import { applyWrites, label, plainAt, transact } from './writes.ts'

/* Edits of shared views, apart from reading them: a screen that only shows views need not load these. */

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
