import { fault } from '../faults.ts'
import type * as Y from 'yjs'
import { boardRoots, cardsMap, cardValues } from '../board/shape.ts'
import { foldCompanyName } from '../brazil/company-name.ts'
import { checked, checkedTitle, needEntry } from '../entries.ts'
import { MutiraoError } from '../errors.ts'
import type { JsonValue } from '../kind.ts'
import type { EditContext, Undo } from '../undo.ts'
import { applyWrites, entryMap, label, plainAt } from '../writes.ts'
import type { Write } from '../writes.ts'
import { accountsMap, accountsRoots, accountValues, aliasPrefix, contactFieldNames, contactsMap } from './shape.ts'

const root = accountsRoots.accounts

/** Keys of the map that hold an alias, with the name written there. */
function aliasesOf(account: Y.Map<unknown>): [string, string][] {
  const found: [string, string][] = []
  for (const key of account.keys()) {
    const written = key.startsWith(aliasPrefix) ? plainAt(account, key) : undefined
    if (typeof written === 'string') found.push([key, written])
  }
  return found
}

const nameOf = (account: Y.Map<unknown>): string => {
  const name = plainAt(account, 'name')
  return typeof name === 'string' ? name : ''
}
/** Under which key of an account this other name of it stands. */
export const aliasKey = (name: string): string => aliasPrefix + foldCompanyName(name).slice(0, 200)

/** The texts that are filled from the other account where this one has none; notes of both are kept, one below the other. */
const filled = ['cnpj', 'city', 'site'] as const

function joinedNotes(kept: JsonValue | undefined, dropped: JsonValue | undefined): JsonValue | undefined {
  if (typeof dropped !== 'string' || dropped === '' || dropped === kept) return kept
  if (typeof kept !== 'string' || kept === '') return dropped
  const both = `${kept}\n\n${dropped}`
  // Too long for one field: the dropped account keeps its own and can be opened.
  return accountValues.get('notes')?.(both) === null ? both : kept
}

export interface Merge {
  /** The account that stays. */
  readonly keep: string
  readonly drop: readonly string[]
}

/**
 * Makes several accounts one: the people move, empty fields are filled, the old names become aliases so that cards and
 * later imports still find the account, the dropped ones are archived and say where they went. One step, one undo.
 * The cards of the boards follow with `moveCardsToAccount`.
 */
export function mergeAccounts(doc: Y.Doc, context: EditContext, merge: Merge): Undo | null {
  const kept = needEntry(accountsMap(doc), merge.keep)
  const drop = [...new Set(merge.drop)].filter((id) => id !== merge.keep)
  const dropped = drop.map((id) => ({ id, entry: needEntry(accountsMap(doc), id) }))
  const after = new Map<string, JsonValue | undefined>()
  const now = (key: string): JsonValue | undefined => (after.has(key) ? after.get(key) : plainAt(kept, key))
  for (const { entry } of dropped) {
    for (const field of filled)
      if ((now(field) ?? '') === '' && !fault('CTA-5')) after.set(field, plainAt(entry, field))
    after.set('notes', joinedNotes(now('notes'), plainAt(entry, 'notes')))
    for (const [key, written] of aliasesOf(entry)) after.set(key, written)
    if (nameOf(entry) !== '') after.set(aliasKey(nameOf(entry)), nameOf(entry))
  }
  // Kept accounts that were merged themselves before live again: whoever merges into one wants to see it.
  if (now('deletedAt') !== undefined) after.set('deletedAt', undefined)
  if (now('mergedInto') !== undefined) after.set('mergedInto', undefined)
  const writes: Write[] = [...after].map(([key, value]) => write(merge.keep, key, plainAt(kept, key), value))
  for (const { id, entry } of dropped) {
    writes.push(write(id, 'mergedInto', plainAt(entry, 'mergedInto'), merge.keep))
    writes.push(write(id, 'deletedAt', plainAt(entry, 'deletedAt'), context.nowMs))
  }
  writes.push(...movedContacts(doc, new Set(drop), merge.keep))
  return dropped.length === 0
    ? null
    : applyWrites(doc, label('account.merge', dropped.length + 1, nameOf(kept)), writes)
}

const write = (entry: string, key: string, before: JsonValue | undefined, after: JsonValue | undefined): Write => ({
  root,
  entry,
  key,
  before,
  after,
})

function movedContacts(doc: Y.Doc, from: ReadonlySet<string>, to: string): Write[] {
  const writes: Write[] = []
  for (const id of contactsMap(doc).keys()) {
    const contact = entryMap(contactsMap(doc), id)
    const before = contact ? plainAt(contact, 'accountId') : undefined
    if (typeof before === 'string' && from.has(before))
      writes.push({ root: accountsRoots.contacts, entry: id, key: 'accountId', before, after: to })
  }
  return writes
}

/** Another name for an account; the old one stays an alias. The cards of the boards follow with `moveCardsToAccount`. */
export function renameAccount(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly accountId: string; readonly name: string },
): Undo | null {
  const account = needEntry(accountsMap(doc), edit.accountId)
  const [before, after] = [nameOf(account), checkedTitle('name', edit.name, accountValues.get('name'))]
  if (before === after) return null
  const writes = [write(edit.accountId, 'name', plainAt(account, 'name'), after)]
  const key = aliasKey(before)
  if (before !== '' && foldCompanyName(before) !== foldCompanyName(after))
    writes.push(write(edit.accountId, key, plainAt(account, key), before))
  return applyWrites(doc, label('account.rename', 1, after), writes)
}

/** More cards in one transaction would make frames over 50 ms. */
export const maxMovedCards = 500

/**
 * On a board: these cards get this account. At most `maxMovedCards`; put the undos of several calls together with
 * `combineUndos`. Cards that are gone are passed over.
 */
export function moveCardsToAccount(
  board: Y.Doc,
  _context: EditContext,
  move: { readonly cardIds: readonly string[]; readonly account: string },
): Undo | null {
  if (move.cardIds.length > maxMovedCards)
    throw new MutiraoError('invalid_request', `at most ${maxMovedCards} cards at once`)
  const after = checked('account', move.account, cardValues.get('account'))
  const writes: Write[] = []
  for (const id of new Set(move.cardIds)) {
    const card = entryMap(cardsMap(board), id)
    if (card)
      writes.push({
        root: boardRoots.cards,
        entry: id,
        key: 'account',
        before: fault('CTA-13') ? undefined : plainAt(card, 'account'),
        after,
      })
  }
  return applyWrites(board, label('card.account', writes.length), writes)
}

/** Makes two people of one account one: empty fields are filled, the dropped one is archived. */
export function mergeContacts(
  doc: Y.Doc,
  context: EditContext,
  merge: { readonly keep: string; readonly drop: string },
): Undo | null {
  if (merge.keep === merge.drop) return null
  const [kept, dropped] = [needEntry(contactsMap(doc), merge.keep), needEntry(contactsMap(doc), merge.drop)]
  const of = (entry: string, map: Y.Map<unknown>, key: string, after: JsonValue | undefined): Write => ({
    root: accountsRoots.contacts,
    entry,
    key,
    before: plainAt(map, key),
    after,
  })
  const writes = contactFieldNames
    .filter((field) => (plainAt(kept, field) ?? '') === '' && plainAt(dropped, field) !== undefined)
    .map((field) => of(merge.keep, kept, field, plainAt(dropped, field)))
  writes.push(of(merge.drop, dropped, 'deletedAt', context.nowMs))
  return applyWrites(doc, label('contact.merge', 2, nameOf(kept)), writes)
}
