import type * as Y from 'yjs'
import {
  archiveAccount,
  archiveContact,
  createAccount,
  createContact,
  dismissDuplicate,
  mergeAccounts,
  mergeContacts,
  renameAccount,
  restoreAccount,
  setAccountField,
  setContactField,
} from '../accounts/index.ts'
import { accountsMap, contactsMap, dismissedMap } from '../accounts/shape.ts'
import type { EditContext, Undo } from '../undo.ts'

/** Opens the roots of a workspace's accounts, so that copies can be compared from the start. */
export const openAccounts = (doc: Y.Doc): void => {
  accountsMap(doc)
  contactsMap(doc)
  dismissedMap(doc)
}

const pick = <T>(list: readonly T[], random: () => number): T | undefined => list[Math.floor(random() * list.length)]
const names = ['Padaria São João', 'Padaria Sao Joao Ltda', 'Acme S.A.', 'Acme', 'Hidrel', 'Hidrell', 'Banco do Brasil']

type RandomEdit = (doc: Y.Doc, context: EditContext) => Undo | null

const account = (doc: Y.Doc, { random }: EditContext): string | undefined => pick([...accountsMap(doc).keys()], random)
const contact = (doc: Y.Doc, { random }: EditContext): string | undefined => pick([...contactsMap(doc).keys()], random)
const two = (doc: Y.Doc, context: EditContext): readonly [string, string] | null => {
  const [a, b] = [account(doc, context), account(doc, context)]
  return a === undefined || b === undefined || a === b ? null : [a, b]
}

const edits: readonly RandomEdit[] = [
  (doc, context) => createAccount(doc, context, { name: pick(names, context.random) ?? 'Conta' }).undo,
  (doc, context) => {
    const accountId = account(doc, context)
    const value = context.random() < 0.3 ? null : `Cidade ${Math.floor(context.random() * 4)}`
    return accountId ? setAccountField(doc, context, { accountId, field: 'city', value }) : null
  },
  (doc, context) => {
    const accountId = account(doc, context)
    return accountId ? renameAccount(doc, context, { accountId, name: pick(names, context.random) ?? 'Conta' }) : null
  },
  (doc, context) => {
    const accountId = account(doc, context)
    return accountId ? createContact(doc, context, { accountId, name: `Pessoa ${context.random()}` }).undo : null
  },
  (doc, context) => {
    const contactId = contact(doc, context)
    return contactId ? setContactField(doc, context, { contactId, field: 'email', value: 'a@acme.com' }) : null
  },
  (doc, context) => {
    const [keep, drop] = [contact(doc, context), contact(doc, context)]
    return keep && drop ? mergeContacts(doc, context, { keep, drop }) : null
  },
  (doc, context) => {
    const contactId = contact(doc, context)
    return contactId ? archiveContact(doc, context, contactId) : null
  },
  (doc, context) => {
    const pair = two(doc, context)
    return pair ? mergeAccounts(doc, context, { keep: pair[0], drop: [pair[1]] }) : null
  },
  (doc, context) => {
    const pair = two(doc, context)
    return pair ? dismissDuplicate(doc, context, { pair, on: context.random() < 0.7 }) : null
  },
  (doc, context) => {
    const accountId = account(doc, context)
    return accountId ? archiveAccount(doc, context, accountId) : null
  },
  (doc, context) => {
    const accountId = account(doc, context)
    return accountId ? restoreAccount(doc, context, accountId) : null
  },
]

/** One random edit of accounts and contacts through the functions people use. Returns its undo. */
export const randomAccountsEdit = (doc: Y.Doc, context: EditContext): Undo | null =>
  pick(edits, context.random)?.(doc, context) ?? null
