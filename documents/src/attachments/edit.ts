import * as Y from 'yjs'
import { addEntry, checked, checkedTitle, needEntry, undoOfCreation } from '../entries.ts'
import { MutiraoError } from '../errors.ts'
import { fault } from '../faults.ts'
import type { EditContext, Undo } from '../undo.ts'
import { applyWrites, label, plainAt, transact } from '../writes.ts'
import { cleanFileName, fileTypeOf, keepEnding } from './file-types.ts'
import { attachmentsMap, attachmentsRoot, attachmentValues } from './shape.ts'

export interface NewAttachment {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * Says that these files belong here; the bytes travel on their own (docs/PROTOCOL.md). One step for undo however many.
 * Throws `bad_value` for a blank name, no bytes or what is no hash.
 */
export function addAttachments(
  doc: Y.Doc,
  context: EditContext,
  files: readonly NewAttachment[],
): { readonly attachmentIds: readonly string[]; readonly undo: Undo } {
  const created = files.map((file) => ({ id: context.newId(), content: contentOf(file, context) }))
  const editLabel = label('attachment.add', created.length, created[0]?.content.name)
  transact(doc, 'edit', editLabel, () => {
    for (const { id, content } of created) addEntry(attachmentsMap(doc), id, content)
  })
  return { attachmentIds: created.map(({ id }) => id), undo: undoOfCreation(editLabel, attachmentsRoot, created) }
}

function contentOf(file: NewAttachment, context: EditContext) {
  const name = checkedTitle('name', cleanFileName(file.name), attachmentValues.get('name'))
  return {
    name,
    bytes: checked('bytes', file.bytes, attachmentValues.get('bytes')),
    type: fileTypeOf(name),
    sha256: checked('sha256', file.sha256, attachmentValues.get('sha256')),
    by: context.userId,
    at: context.nowMs,
  }
}

function needFile(doc: Y.Doc, attachmentId: string): { readonly entry: Y.Map<unknown>; readonly name: string } {
  const entry = needEntry(attachmentsMap(doc), attachmentId)
  const name = plainAt(entry, 'name')
  return { entry, name: typeof name === 'string' ? name : '' }
}

/** The ending stays what it was. Throws `bad_value` for a blank name. */
export function renameAttachment(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly attachmentId: string; readonly name: string },
): Undo | null {
  const { name: before } = needFile(doc, edit.attachmentId)
  const clean = cleanFileName(edit.name)
  if (clean.trim() === '') throw new MutiraoError('bad_value', 'name: must not be empty')
  const after = checkedTitle('name', fault('ATT-3') ? clean : keepEnding(clean, before), attachmentValues.get('name'))
  return applyWrites(doc, label('attachment.rename', 1, after), [
    { root: attachmentsRoot, entry: edit.attachmentId, key: 'name', before, after },
  ])
}

/** Soft: the file stays at the server and in the history, undo brings it back. Null when it was removed already. */
export function removeAttachment(doc: Y.Doc, context: EditContext, attachmentId: string): Undo | null {
  const { entry, name } = needFile(doc, attachmentId)
  const before = plainAt(entry, 'deletedAt')
  if (typeof before === 'number') return null
  return applyWrites(doc, label('attachment.remove', 1, name), [
    {
      root: attachmentsRoot,
      entry: attachmentId,
      key: 'deletedAt',
      before: fault('ATT-1') ? 0 : before,
      after: context.nowMs,
    },
  ])
}

/**
 * The server's word that it has these bytes, whole and checked: every entry with this hash says since when. Rules keep
 * everybody else from writing it.
 * @returns how many entries of this hash there are
 */
export function markStored(doc: Y.Doc, sha256: string, nowMs: number): number {
  let count = 0
  attachmentsMap(doc).forEach((entry) => {
    if (!(entry instanceof Y.Map) || entry.get('sha256') !== sha256) return
    count++
    if (typeof entry.get('storedAt') !== 'number') entry.set('storedAt', nowMs)
  })
  return count
}
