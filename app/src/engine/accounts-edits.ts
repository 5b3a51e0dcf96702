import {
  archiveAccount,
  archiveContact,
  boardName,
  combineUndos,
  createAccount,
  createAccountsStore,
  createContact,
  dismissDuplicate,
  maxMovedCards,
  mergeAccounts,
  mergeContacts,
  moveCardsToAccount,
  renameAccount,
  restoreAccount,
  setAccountField,
  setContactField,
  type AccountFieldName,
  type ContactFieldName,
  type EditContext,
  type NewAccount,
  type NewContact,
  type Undo,
} from '@mutirao/documents'
import type { SyncClient } from '@mutirao/sync-client'
import { boardsIn } from './boards-in.ts'
import { cardsCalled } from './cards-called.ts'
import type { PeopleSession } from './people.ts'
import { runner } from './edit-runner.ts'
import type { Done, LiveDoc, UndoStack, WithDocument } from './undo.ts'

/**
 * Everything a person can do to accounts and contacts. Each remembers its undo and never throws: a refused edit is told in
 * a toast and answers null or false.
 */
export interface AccountsEdits {
  create(account: NewAccount): string | null
  setField(accountId: string, field: Exclude<AccountFieldName, 'name'>, value: string): boolean
  /** The cards of all boards on this device follow; one step. Resolves when they have. */
  rename(accountId: string, name: string): Promise<boolean>
  archive(accountId: string): boolean
  restore(accountId: string): boolean
  createContact(contact: NewContact): string | null
  setContactField(contactId: string, field: ContactFieldName, value: string): boolean
  archiveContact(contactId: string): boolean
  mergeContacts(keep: string, drop: string): boolean
  dismiss(pair: readonly [string, string]): boolean
  /** One account of several; people and cards go with it; one step. Resolves when the cards have. */
  merge(keep: string, drop: readonly string[]): Promise<boolean>
  undo(): void
  redo(): void
}

export interface AccountsEditsOptions {
  readonly doc: () => LiveDoc
  readonly withDocument: WithDocument
  readonly stack: UndoStack
  readonly context: () => EditContext
  readonly onFailure: (error: unknown) => void
  readonly client: SyncClient
  readonly people: PeopleSession
}

export function createAccountsEdits(options: AccountsEditsOptions): AccountsEdits {
  const { stack, withDocument, onFailure } = options
  const { attempt, change, remember } = runner(options)
  /** An edit of the accounts that the cards of the boards follow. `names`: what those cards are called by. */
  const withCards = async (
    names: readonly string[],
    to: (doc: LiveDoc) => string,
    work: (doc: LiveDoc, context: EditContext) => Undo | null,
  ): Promise<boolean> => {
    const undo = attempt(work)
    if (!undo) return false
    const also = await moveCards(options, names, to(options.doc())).catch((error: unknown): readonly Done[] => {
      onFailure(error)
      return []
    })
    stack.push({ undo, withDocument, loud: true, also })
    return true
  }
  return {
    create(account) {
      const made = attempt((live, at) => createAccount(live, at, account))
      if (made) remember(made.undo, { loud: true })
      return made?.accountId ?? null
    },
    setField: (accountId, field, value) => change((live, at) => setAccountField(live, at, { accountId, field, value })),
    rename(accountId, name) {
      const before = namesOf(options.doc(), [accountId])
      return withCards(
        before,
        (doc) => nameOf(doc, accountId),
        (live, at) => renameAccount(live, at, { accountId, name }),
      )
    },
    archive: (accountId) => change((live, at) => archiveAccount(live, at, accountId), { loud: true }),
    restore: (accountId) => change((live, at) => restoreAccount(live, at, accountId), { loud: true }),
    createContact(contact) {
      const made = attempt((live, at) => createContact(live, at, contact))
      if (made) remember(made.undo)
      return made?.contactId ?? null
    },
    setContactField: (contactId, field, value) =>
      change((live, at) => setContactField(live, at, { contactId, field, value })),
    archiveContact: (contactId) => change((live, at) => archiveContact(live, at, contactId), { loud: true }),
    mergeContacts: (keep, drop) => change((live, at) => mergeContacts(live, at, { keep, drop }), { loud: true }),
    dismiss: (pair) => change((live, at) => dismissDuplicate(live, at, { pair, on: true }), { loud: true }),
    merge(keep, drop) {
      const before = namesOf(options.doc(), drop)
      return withCards(
        before,
        (doc) => nameOf(doc, keep),
        (live, at) => mergeAccounts(live, at, { keep, drop }),
      )
    },
    undo: () => void stack.undo().catch(onFailure),
    redo: () => void stack.redo().catch(onFailure),
  }
}

function read<T>(doc: LiveDoc, get: (store: ReturnType<typeof createAccountsStore>) => T): T {
  const store = createAccountsStore(doc)
  store.destroy()
  return get(store)
}
const nameOf = (doc: LiveDoc, accountId: string): string => read(doc, (store) => store.account(accountId)?.name ?? '')
const namesOf = (doc: LiveDoc, accountIds: readonly string[]): readonly string[] =>
  read(doc, (store) =>
    accountIds.flatMap((id) => {
      const account = store.account(id)
      return account ? [account.name, ...account.aliases] : []
    }),
  )

/** On every board this person may change and this device holds. Boards elsewhere find the account by its alias. */
async function moveCards(
  { client, people, context }: AccountsEditsOptions,
  names: readonly string[],
  account: string,
): Promise<readonly Done[]> {
  const done: Done[] = []
  for (const { id, write } of boardsIn(people.people())) {
    if (!write) continue
    const withBoard = openedBoard(client, id)
    await withBoard(async (doc) => {
      const undos: Undo[] = []
      const cardIds = cardsCalled(doc(), names, account)
      for (let from = 0; from < cardIds.length; from += maxMovedCards) {
        const undo = moveCardsToAccount(doc(), context(), {
          cardIds: cardIds.slice(from, from + maxMovedCards),
          account,
        })
        if (undo) undos.push(undo)
        if (from > 0) await nextTurn()
      }
      const [first] = undos
      if (first) done.push({ undo: combineUndos(first.label, undos), withDocument: withBoard })
    })
  }
  return done
}

const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

/** The board's document for as long as the work takes, without anybody seeing this person on it. */
const openedBoard =
  (client: SyncClient, boardId: string): WithDocument =>
  async (work) => {
    const handle = client.open(boardName(boardId))
    try {
      await handle.loaded
      const { readOnly, denied } = handle.state()
      if (!readOnly && denied === null) await work(() => handle.doc())
    } finally {
      handle.release()
    }
  }
