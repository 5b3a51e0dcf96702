import type * as Y from 'yjs'
import type { Migration } from '../kind.ts'
import { isEntryId } from '../names.ts'
import { boolean, orNull, text, timestamp } from '../values.ts'
import type { ValueCheck } from '../values.ts'

/**
 * The shape of a workspace's accounts: roots `meta`, `accounts`, `contacts`, `dismissed`, all Y.Map. Entries of `accounts`
 * and `contacts` are Y.Maps of plain values only. A card names its account by text (`account`): the two meet by name.
 */
export const accountsSchemaVersion = 1
export const accountsMigrations: readonly Migration[] = []

export const accountsRoots = {
  meta: 'meta',
  accounts: 'accounts',
  contacts: 'contacts',
  dismissed: 'dismissed',
} as const

/** What a person may set on an account, by its key in the document. Numbers are stored as typed when they are not valid. */
export interface AccountFields {
  readonly name: string
  /** Fourteen of `[0-9A-Z]` without punctuation. */
  readonly cnpj: string
  readonly city: string
  readonly site: string
  readonly notes: string
}
export type AccountFieldName = keyof AccountFields
export const accountFieldNames: readonly AccountFieldName[] = ['name', 'cnpj', 'city', 'site', 'notes']

/** What a person may set on a contact, by its key in the document. */
export interface ContactFields {
  readonly name: string
  readonly role: string
  readonly email: string
  readonly phone: string
  /** Eleven digits without punctuation. */
  readonly cpf: string
}
export type ContactFieldName = keyof ContactFields
export const contactFieldNames: readonly ContactFieldName[] = ['name', 'role', 'email', 'phone', 'cpf']

/** Another name by which cards and imports call the account: the folded name stands in the key, the name in the value. */
export const aliasPrefix = 'alias:'

/** One account as it is read: frozen, and the same object as long as nothing of it changed. Missing texts are ''. */
export interface AccountSnapshot extends AccountFields {
  readonly id: string
  /** Other names as they were written, sorted. */
  readonly aliases: readonly string[]
  /** The account this one was merged into, or null. */
  readonly mergedInto: string | null
  /** Milliseconds since the epoch or null. */
  readonly createdAt: number | null
  readonly createdBy: string | null
  readonly deletedAt: number | null
}

export interface ContactSnapshot extends ContactFields {
  readonly id: string
  /** As written; `AccountsStore.contactsOf` follows merges. */
  readonly accountId: string | null
  readonly createdAt: number | null
  readonly createdBy: string | null
  readonly deletedAt: number | null
}

export const accountsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(accountsRoots.accounts)
export const contactsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(accountsRoots.contacts)
export const dismissedMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(accountsRoots.dismissed)

/** A card's account may be this long, and each may become an account. */
const name = text(1_000)
const line = orNull(text(1_000))
const id = orNull(text(40))
const born: readonly (readonly [string, ValueCheck])[] = [
  ['createdAt', timestamp],
  ['createdBy', text(64)],
  ['deletedAt', orNull(timestamp)],
]

/** What may stand under the keys of an account. Keys that are not listed are kept as they are. */
export const accountValues: ReadonlyMap<string, ValueCheck> = new Map([
  ['name', name],
  ['cnpj', orNull(text(40))],
  ['city', line],
  ['site', line],
  ['notes', orNull(text(4_000))],
  ['mergedInto', id],
  ...born,
])

/** What may stand under the keys of a contact. */
export const contactValues: ReadonlyMap<string, ValueCheck> = new Map([
  ['name', name],
  ['role', line],
  ['email', line],
  ['phone', line],
  ['cpf', orNull(text(40))],
  ['accountId', id],
  ...born,
])

export const aliasValue: ValueCheck = orNull(name)
export const dismissedValue: ValueCheck = orNull(boolean)

/** "These two are not the same": both ids, the smaller first. */
export const pairKey = (a: string, b: string): string => (a < b ? `${a}.${b}` : `${b}.${a}`)

export function isPairKey(key: string): boolean {
  const parts = key.split('.')
  return parts.length === 2 && parts.every(isEntryId) && (parts[0] ?? '') < (parts[1] ?? '')
}
