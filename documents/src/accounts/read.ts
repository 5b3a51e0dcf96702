import * as Y from 'yjs'
import { sameItems, sameSnapshot } from '../board/snapshot.ts'
import { foldCompanyName } from '../brazil/company-name.ts'
import { fault } from '../faults.ts'
import { createSubscribers } from '../subscribers.ts'
import { isLive, survivorOf } from './merged.ts'
import { accountsMap, contactsMap, dismissedMap, pairKey } from './shape.ts'
import type { AccountSnapshot, ContactSnapshot } from './shape.ts'
import { readAccount, readContact } from './snapshot.ts'

/**
 * Accounts and contacts as immutable values that keep their identity until they really change. Half-merged, unknown or
 * wrongly typed data never throws. Values are those after the last finished transaction.
 */
export interface AccountsStore {
  /** Live accounts by folded name, then id. */
  readonly accounts: () => readonly AccountSnapshot[]
  /** Archived and merged ones are found too. */
  readonly account: (accountId: string) => AccountSnapshot | undefined
  /** The live account this one was merged into, or itself. */
  readonly survivorOf: (accountId: string) => string
  /** The live account of this name: by its own name first, then by the other names it has. Spelling is folded. */
  readonly named: (name: string) => AccountSnapshot | undefined
  /** People of an account and of those merged into it, not archived, by name. */
  readonly contactsOf: (accountId: string) => readonly ContactSnapshot[]
  /** Archived ones too. */
  readonly contact: (contactId: string) => ContactSnapshot | undefined
  /** Live contacts of all accounts, in no order. */
  readonly contacts: () => readonly ContactSnapshot[]
  /** "These two are not the same", said by anybody. */
  readonly isDismissed: (a: string, b: string) => boolean
  /** Called after a transaction in which any of this changed. */
  readonly subscribe: (listener: () => void) => () => void
  /** Stops observing; the last values stay readable. */
  readonly destroy: () => void
}

type Events = Y.YEvent<Y.AbstractType<unknown>>[]

function touched(events: Events, root: Y.Map<unknown>, into: Set<string>): void {
  for (const event of events) {
    if (event.target === root && event instanceof Y.YMapEvent)
      for (const id of event.keysChanged) into.add(id as string)
    else if (typeof event.path[0] === 'string') into.add(event.path[0])
  }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const none: readonly ContactSnapshot[] = Object.freeze([])

/** Entries of one root that keep their snapshots; `refresh` says whether any changed. */
class Entries<T extends object> {
  readonly all = new Map<string, T>()
  readonly dirty: Set<string>
  readonly #root: Y.Map<unknown>
  readonly #read: (id: string, entry: unknown) => T | null

  constructor(root: Y.Map<unknown>, read: (id: string, entry: unknown) => T | null) {
    this.#root = root
    this.#read = read
    this.dirty = new Set(root.keys())
  }

  readonly onEvents = (events: Events): void => touched(events, this.#root, this.dirty)

  refresh(): boolean {
    let hasChanged = false
    for (const id of this.dirty) {
      const before = this.all.get(id)
      const after = this.#read(id, this.#root.get(id))
      if (before ? after && sameSnapshot(before, after) && !fault('CTA-2') : !after) continue
      if (after) this.all.set(id, after)
      else this.all.delete(id)
      hasChanged = true
    }
    this.dirty.clear()
    return hasChanged
  }
}

/** Everything that follows from the entries, made anew when one of them changed. */
class Index {
  readonly live: readonly AccountSnapshot[]
  readonly contacts: readonly ContactSnapshot[]
  readonly #byName = new Map<string, AccountSnapshot>()
  readonly #ofAccount = new Map<string, readonly ContactSnapshot[]>()

  constructor(
    accounts: ReadonlyMap<string, AccountSnapshot>,
    contacts: ReadonlyMap<string, ContactSnapshot>,
    before: Index | null,
  ) {
    const lookUp = (id: string): AccountSnapshot | undefined => accounts.get(id)
    const sorted = [...accounts.values()]
      .filter((account) => isLive(account, lookUp))
      .map((account) => ({ account, folded: foldCompanyName(account.name) }))
      .sort((a, b) => byText(a.folded, b.folded) || byText(a.account.id, b.account.id))
    this.live = keep(
      before?.live,
      sorted.map(({ account }) => account),
    )
    // Of two accounts with one name the oldest answers, in every copy: the other is a duplicate to be merged.
    for (const { account, folded } of sorted)
      if (!this.#byName.has(folded) || fault('CTA-1')) this.#byName.set(folded, account)
    for (const { account } of sorted.toSorted((a, b) => byText(a.account.id, b.account.id)))
      for (const alias of account.aliases) {
        const folded = foldCompanyName(alias)
        if ((!this.#byName.has(folded) || fault('CTA-3')) && !fault('CTA-6')) this.#byName.set(folded, account)
      }
    this.contacts = keep(
      before?.contacts,
      [...contacts.values()].filter(({ deletedAt }) => deletedAt === null),
    )
    const groups = Map.groupBy(this.contacts, ({ accountId }) =>
      accountId === null ? '' : survivorOf(accountId, lookUp),
    )
    for (const [accountId, group] of groups) {
      const people = group.sort((a, b) => byText(a.name.toLowerCase(), b.name.toLowerCase()) || byText(a.id, b.id))
      this.#ofAccount.set(accountId, keep(before?.contactsOf(accountId), people))
    }
  }

  named(name: string): AccountSnapshot | undefined {
    return name.trim() === '' ? undefined : this.#byName.get(foldCompanyName(name))
  }
  contactsOf(accountId: string): readonly ContactSnapshot[] {
    return this.#ofAccount.get(accountId) ?? none
  }
}

const keep = <T>(before: readonly T[] | undefined, after: readonly T[]): readonly T[] =>
  before && sameItems(before, after) ? before : Object.freeze(after)

/** Reads the document in one pass, then follows it entry by entry until `destroy`. */
export function createAccountsStore(doc: Y.Doc): AccountsStore {
  const roots = { accounts: accountsMap(doc), contacts: contactsMap(doc), dismissed: dismissedMap(doc) }
  const accounts = new Entries(roots.accounts, readAccount)
  const contacts = new Entries(roots.contacts, readContact)
  const subscribers = createSubscribers<'changed'>()
  let areDismissedDirty = false
  const refresh = (): boolean => [accounts.refresh(), contacts.refresh()].includes(true)
  refresh()
  let index = new Index(accounts.all, contacts.all, null)
  const onDismissed = (): void => void (areDismissedDirty = true)
  const onEnd = (): void => {
    if (accounts.dirty.size + contacts.dirty.size === 0 && !areDismissedDirty) return
    const hasChanged = refresh()
    if (hasChanged) index = new Index(accounts.all, contacts.all, index)
    if (hasChanged || areDismissedDirty) subscribers.notify(['changed'])
    areDismissedDirty = false
  }
  roots.accounts.observeDeep(accounts.onEvents)
  roots.contacts.observeDeep(contacts.onEvents)
  roots.dismissed.observe(onDismissed)
  doc.on('afterTransaction', onEnd)
  const lookUp = (id: string): AccountSnapshot | undefined => accounts.all.get(id)
  return {
    accounts: () => index.live,
    account: lookUp,
    survivorOf: (accountId) => survivorOf(accountId, lookUp),
    named: (name) => index.named(name),
    contactsOf: (accountId) => index.contactsOf(accountId),
    contact: (contactId) => contacts.all.get(contactId),
    contacts: () => index.contacts,
    isDismissed: (a, b) => roots.dismissed.get(pairKey(a, b)) === true,
    subscribe: (listener) => subscribers.subscribe('changed', listener),
    destroy() {
      roots.accounts.unobserveDeep(accounts.onEvents)
      roots.contacts.unobserveDeep(contacts.onEvents)
      roots.dismissed.unobserve(onDismissed)
      doc.off('afterTransaction', onEnd)
      subscribers.clear()
    },
  }
}
