import { fault } from '../faults.ts'
import type * as Y from 'yjs'
import { addEntry, checked, checkedTitle, needEntry, undoOfCreation } from '../entries.ts'
import type { EntryContent } from '../entries.ts'
import { MutiraoError } from '../errors.ts'
import type { JsonValue } from '../kind.ts'
import type { EditContext, EditLabel, EditName, Undo } from '../undo.ts'
import type { ValueCheck } from '../values.ts'
import { applyWrites, label, plainAt, transact } from '../writes.ts'
import type { Write } from '../writes.ts'
import {
  accountFieldNames,
  accountsMap,
  accountsRoots,
  accountValues,
  contactFieldNames,
  contactsMap,
  contactValues,
  dismissedMap,
  pairKey,
} from './shape.ts'
import type { AccountFieldName, AccountFields, ContactFieldName, ContactFields } from './shape.ts'

/*
 * Every edit validates first and throws a MutiraoError (`bad_value`, `too_large`, `not_found`) without touching the
 * document; then it writes in one transaction. It returns its undo, or null when nothing changed. A CNPJ, CPF, e-mail or
 * telephone that is not valid is written as it was typed: the screen says what is wrong with it, nothing is lost.
 */

const textAt = (map: Y.Map<unknown>, key: string): string => {
  const value = plainAt(map, key)
  return typeof value === 'string' ? value : ''
}

/** A field's value as it is written; undefined when it stands for "empty". A name cannot be empty. */
function checkedField(
  values: ReadonlyMap<string, ValueCheck>,
  field: AccountFieldName | ContactFieldName,
  value: string | null,
): JsonValue | undefined {
  if (field === 'name') return checkedTitle(field, value ?? '', values.get(field))
  const typed = value === null ? '' : checked(field, value, values.get(field)).trim()
  const clean = fault('CTA-12') && field === 'cnpj' ? typed.replace(/\D/g, '') : typed
  return clean === '' ? undefined : clean
}

function newContent(
  context: EditContext,
  values: ReadonlyMap<string, ValueCheck>,
  names: readonly (AccountFieldName | ContactFieldName)[],
  fields: Partial<AccountFields & ContactFields>,
): Record<string, JsonValue> {
  const content: Record<string, JsonValue> = {}
  for (const field of names) {
    const clean = checkedField(values, field, fields[field] ?? null)
    if (clean !== undefined) content[field] = clean
  }
  return { ...content, createdAt: context.nowMs, createdBy: context.userId }
}

function create(doc: Y.Doc, editLabel: EditLabel, root: string, id: string, content: EntryContent): Undo {
  transact(doc, 'edit', editLabel, () => addEntry(doc.getMap(root), id, content))
  return undoOfCreation(editLabel, root, [{ id, content }])
}

export type NewAccount = Partial<AccountFields> & Pick<AccountFields, 'name'>

export function createAccount(
  doc: Y.Doc,
  context: EditContext,
  fields: NewAccount,
): { readonly accountId: string; readonly undo: Undo } {
  const content = newContent(context, accountValues, accountFieldNames, fields)
  const accountId = context.newId()
  const undo = create(doc, label('account.create', 1, fields.name.trim()), accountsRoots.accounts, accountId, content)
  return { accountId, undo }
}

function setField(
  doc: Y.Doc,
  name: EditName,
  root: 'accounts' | 'contacts',
  id: string,
  key: string,
  after: JsonValue | undefined,
): Undo | null {
  const entry = needEntry(doc.getMap(root), id)
  const write: Write = { root, entry: id, key, before: plainAt(entry, key), after }
  return applyWrites(doc, label(name, 1, textAt(entry, 'name')), [write])
}

/** null (or a blank text) clears the field by deleting its key; the name cannot be empty. Renaming: `renameAccount`. */
export function setAccountField(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly accountId: string; readonly field: AccountFieldName; readonly value: string | null },
): Undo | null {
  if (!accountFieldNames.includes(edit.field)) throw new MutiraoError('bad_value', 'no such field')
  const after = checkedField(accountValues, edit.field, edit.value)
  return setField(doc, 'account.field', 'accounts', edit.accountId, edit.field, after)
}

/** Soft: the account keeps everything and can be restored. Null when it is archived already. */
export function archiveAccount(doc: Y.Doc, context: EditContext, accountId: string): Undo | null {
  const isArchived = typeof needEntry(accountsMap(doc), accountId).get('deletedAt') === 'number'
  return isArchived ? null : setField(doc, 'account.archive', 'accounts', accountId, 'deletedAt', context.nowMs)
}
export function restoreAccount(doc: Y.Doc, _context: EditContext, accountId: string): Undo | null {
  return setField(doc, 'account.restore', 'accounts', accountId, 'deletedAt', undefined)
}

export type NewContact = Partial<ContactFields> & Pick<ContactFields, 'name'> & { readonly accountId: string }

export function createContact(
  doc: Y.Doc,
  context: EditContext,
  fields: NewContact,
): { readonly contactId: string; readonly undo: Undo } {
  needEntry(accountsMap(doc), fields.accountId)
  const content = newContent(context, contactValues, contactFieldNames, fields)
  content['accountId'] = fields.accountId
  const contactId = context.newId()
  const undo = create(doc, label('contact.create', 1, fields.name.trim()), accountsRoots.contacts, contactId, content)
  return { contactId, undo }
}

/** Like `setAccountField`. */
export function setContactField(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly contactId: string; readonly field: ContactFieldName; readonly value: string | null },
): Undo | null {
  if (!contactFieldNames.includes(edit.field)) throw new MutiraoError('bad_value', 'no such field')
  const after = checkedField(contactValues, edit.field, edit.value)
  return setField(doc, 'contact.field', 'contacts', edit.contactId, edit.field, after)
}

/** Soft, like `archiveAccount`. */
export function archiveContact(doc: Y.Doc, context: EditContext, contactId: string): Undo | null {
  const isArchived = typeof needEntry(contactsMap(doc), contactId).get('deletedAt') === 'number'
  return isArchived ? null : setField(doc, 'contact.archive', 'contacts', contactId, 'deletedAt', context.nowMs)
}

/** "These two are not the same", for everybody; false takes it back. */
export function dismissDuplicate(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly pair: readonly [string, string]; readonly on: boolean },
): Undo | null {
  const accounts = edit.pair.map((id) => needEntry(accountsMap(doc), id))
  const key = pairKey(...edit.pair)
  const before = plainAt(dismissedMap(doc), key)
  const write: Write = { root: accountsRoots.dismissed, entry: null, key, before, after: edit.on ? true : undefined }
  return applyWrites(doc, label('account.dismiss', 1, accounts[0] ? textAt(accounts[0], 'name') : ''), [write])
}
