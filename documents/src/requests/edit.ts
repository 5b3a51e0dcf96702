import { fault } from '../faults.ts'
import type * as Y from 'yjs'
import { labelPrefix, maxLabelLength } from '../board/shape.ts'
import { addEntry, checked, checkedTitle, needEntry, undoOfCreation } from '../entries.ts'
import { MutiraoError } from '../errors.ts'
import type { JsonValue } from '../kind.ts'
import type { EditContext, EditName, Undo } from '../undo.ts'
import { text } from '../values.ts'
import { applyWrites, label, plainAt, transact } from '../writes.ts'
import type { Write } from '../writes.ts'
import { requestFieldNames, requestsMap, requestsMetaValues, requestsRoots, requestValues } from './shape.ts'
import type { RequestFieldName, RequestFields, RequestsMeta } from './shape.ts'

/*
 * Every edit validates first and throws a MutiraoError (`bad_value`, `too_large`, `not_found`) without touching the
 * document; then it writes in one transaction. It returns its undo, or null when nothing changed. None of them decides
 * anything: whoever wants a decision leaves an intent (`decisions/intents.ts`).
 */

const titleOf = (entry: Y.Map<unknown>): string => {
  const title = entry.get('title')
  return typeof title === 'string' ? title : ''
}

/** A field's value as it is written; undefined when it stands for "empty". A title cannot be empty. */
function checkedField(field: RequestFieldName, value: string | number | null): JsonValue | undefined {
  if (!requestFieldNames.includes(field)) throw new MutiraoError('bad_value', 'no such field')
  if (field === 'title') return checkedTitle(field, typeof value === 'string' ? value : '', requestValues.get(field))
  return value === null || value === '' ? undefined : checked(field, value, requestValues.get(field))
}

export type NewRequest = Partial<RequestFields> & Pick<RequestFields, 'title'>

/** A draft of this person. Nothing about it is decided yet. */
export function createRequest(
  doc: Y.Doc,
  context: EditContext,
  fields: NewRequest,
): { readonly requestId: string; readonly undo: Undo } {
  const content: Record<string, JsonValue> = {}
  for (const field of requestFieldNames) {
    const clean =
      fields[field] === undefined && field !== 'title' ? undefined : checkedField(field, fields[field] ?? null)
    if (clean !== undefined) content[field] = clean
  }
  content['createdAt'] = context.nowMs
  if (!fault('REQ-1')) content['createdBy'] = context.userId
  const requestId = context.newId()
  const editLabel = label('request.create', 1, fields.title.trim())
  transact(doc, 'edit', editLabel, () => addEntry(requestsMap(doc), requestId, content))
  return { requestId, undo: undoOfCreation(editLabel, requestsRoots.requests, [{ id: requestId, content }]) }
}

function setKey(doc: Y.Doc, name: EditName, requestId: string, key: string, after: JsonValue | undefined): Undo | null {
  const entry = needEntry(requestsMap(doc), requestId)
  const write: Write = {
    root: requestsRoots.requests,
    entry: requestId,
    key,
    before: fault('REQ-7') ? undefined : plainAt(entry, key),
    after,
  }
  return applyWrites(doc, label(name, 1, titleOf(entry)), [write])
}

/** null (or an empty text) clears the field by deleting its key; the title cannot be empty. */
export function setRequestField<F extends RequestFieldName>(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly requestId: string; readonly field: F; readonly value: RequestFields[F] | null },
): Undo | null {
  return setKey(doc, 'request.field', edit.requestId, edit.field, checkedField(edit.field, edit.value))
}

export function setRequestLabel(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly requestId: string; readonly label: string; readonly on: boolean },
): Undo | null {
  const name = checkedTitle('label', edit.label, text(maxLabelLength))
  return setKey(doc, 'request.label', edit.requestId, labelPrefix + name, edit.on ? true : undefined)
}

/** Soft: the request keeps everything and can be restored; what was decided about it stands. Null when archived already. */
export function archiveRequest(doc: Y.Doc, context: EditContext, requestId: string): Undo | null {
  const isArchived = typeof needEntry(requestsMap(doc), requestId).get('deletedAt') === 'number'
  return isArchived ? null : setKey(doc, 'request.archive', requestId, 'deletedAt', context.nowMs)
}
export const restoreRequest = (doc: Y.Doc, _context: EditContext, requestId: string): Undo | null =>
  setKey(doc, 'request.restore', requestId, 'deletedAt', undefined)

/** Title and currency of the list. Throws `bad_value` for a blank title. */
export function setRequestsMeta(doc: Y.Doc, _context: EditContext, meta: Partial<RequestsMeta>): Undo | null {
  const map = doc.getMap(requestsRoots.meta)
  const writes = (['title', 'currency'] as const).flatMap((key): Write[] => {
    const wanted = meta[key]
    if (wanted === undefined) return []
    const after = checkedTitle(key, wanted, requestsMetaValues.get(key))
    return [{ root: requestsRoots.meta, entry: null, key, before: plainAt(map, key), after }]
  })
  return applyWrites(doc, label('requests.meta'), writes)
}
