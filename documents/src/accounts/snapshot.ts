import * as Y from 'yjs'
import { plainAt } from '../writes.ts'
import { aliasPrefix } from './shape.ts'
import type { AccountSnapshot, ContactSnapshot } from './shape.ts'

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
const asId = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const asTime = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

const noAliases: readonly string[] = Object.freeze([])

function readAliases(entry: Y.Map<unknown>): readonly string[] {
  const found: string[] = []
  for (const key of entry.keys()) {
    if (!key.startsWith(aliasPrefix)) continue
    const written = asText(plainAt(entry, key))
    if (written !== '') found.push(written)
  }
  return found.length === 0 ? noAliases : Object.freeze(found.sort())
}

/** null when something that is no account stands under the id. */
export function readAccount(id: string, entry: unknown): AccountSnapshot | null {
  if (!(entry instanceof Y.Map)) return null
  return Object.freeze({
    id,
    name: asText(entry.get('name')),
    cnpj: asText(entry.get('cnpj')),
    city: asText(entry.get('city')),
    site: asText(entry.get('site')),
    notes: asText(entry.get('notes')),
    aliases: readAliases(entry),
    mergedInto: asId(entry.get('mergedInto')),
    createdAt: asTime(entry.get('createdAt')),
    createdBy: asId(entry.get('createdBy')),
    deletedAt: asTime(entry.get('deletedAt')),
  })
}

/** null when something that is no contact stands under the id. */
export function readContact(id: string, entry: unknown): ContactSnapshot | null {
  if (!(entry instanceof Y.Map)) return null
  return Object.freeze({
    id,
    name: asText(entry.get('name')),
    role: asText(entry.get('role')),
    email: asText(entry.get('email')),
    phone: asText(entry.get('phone')),
    cpf: asText(entry.get('cpf')),
    accountId: asId(entry.get('accountId')),
    createdAt: asTime(entry.get('createdAt')),
    createdBy: asId(entry.get('createdBy')),
    deletedAt: asTime(entry.get('deletedAt')),
  })
}
