/** What the list of accounts shows: accounts, and the names cards use that are no account yet, with their sums. */
import { fault, foldCompanyName, type AccountsStore, type AccountSnapshot } from '@mutirao/documents'
import type { AllBoards, BoardCards, PlacedCard } from '../../../engine/index.ts'
import { fold } from '../../../parse/fold.ts'

/** Minor units per currency: sums of different currencies are never mixed. */
export type Sums = ReadonlyMap<string, number>

export interface AccountRow {
  /** The account's id, or `~` and the name cards use. */
  readonly key: string
  readonly name: string
  readonly account: AccountSnapshot | null
  readonly open: Sums
  readonly won: Sums
  /** Cards that are not archived. */
  readonly cards: number
  readonly people: number
  /** When account, person or card last came or a card last moved, milliseconds since the epoch; 0 when nothing says when. */
  readonly newestMs: number
}

export interface OwnCards extends Omit<BoardCards, 'cards' | 'write'> {
  readonly cards: readonly PlacedCard[]
}

/** How an address names an account: its id, or `~` and the name when it is none yet. */
export const keyOfName = (store: AccountsStore | null, name: string): string => store?.named(name)?.id ?? `~${name}`
export const nameOfKey = (key: string): string | null => (key.startsWith('~') ? key.slice(1) : null)

/** Cards by the account they mean: its id, or `~` and the folded name. Archived cards are left out. */
export function cardsByAccount(
  store: AccountsStore | null,
  { boards }: Pick<AllBoards, 'boards'>,
): ReadonlyMap<string, readonly (PlacedCard & { readonly currency: string })[]> {
  const keys = new Map<string, string>()
  const keyOf = (name: string): string => {
    const known = keys.get(name)
    if (known !== undefined) return known
    const key = store?.named(name)?.id ?? `~${foldCompanyName(name)}`
    keys.set(name, key)
    return key
  }
  const found = new Map<string, (PlacedCard & { readonly currency: string })[]>()
  for (const { currency, cards } of boards)
    for (const placed of cards) {
      const { account, deletedAt } = placed.card
      if (account.trim() === '' || deletedAt !== null) continue
      const key = keyOf(account)
      const list = found.get(key)
      if (list) list.push({ ...placed, currency })
      else found.set(key, [{ ...placed, currency }])
    }
  return found
}

export function sumsOf(
  cards: readonly (PlacedCard & { readonly currency: string })[],
  kind: 'open' | 'won',
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const { card, stage, currency } of cards)
    if ((stage?.kind ?? 'open') === kind && card.valueCents !== null)
      sums.set(currency, (sums.get(currency) ?? 0) + card.valueCents)
  return sums
}

export function accountRows(store: AccountsStore | null, boards: Pick<AllBoards, 'boards'>): readonly AccountRow[] {
  const cards = cardsByAccount(store, boards)
  const rows: AccountRow[] = []
  for (const account of store?.accounts() ?? []) {
    const own = cards.get(account.id) ?? []
    const people = store?.contactsOf(account.id) ?? []
    rows.push({
      key: account.id,
      name: account.name,
      account,
      open: sumsOf(own, 'open'),
      won: sumsOf(own, 'won'),
      cards: own.length,
      people: people.length,
      newestMs: newest([account, ...people, ...own.map(({ card }) => card)]),
    })
  }
  for (const [key, own] of cards) {
    if (!key.startsWith('~')) continue
    const name = mostUsed(own.map(({ card }) => card.account.trim()))
    rows.push({
      key: `~${name}`,
      name,
      account: null,
      open: sumsOf(own, 'open'),
      won: sumsOf(own, 'won'),
      cards: own.length,
      people: 0,
      newestMs: newest(own.map(({ card }) => card)),
    })
  }
  return rows
}

/** Made, or moved to another stage: what a card itself says about when something happened to it. */
const newest = (
  things: readonly { readonly createdAt: number | null; readonly stageSince?: number | null }[],
): number =>
  things.reduce(
    (latest, { createdAt, stageSince }) => Math.max(latest, createdAt ?? 0, fault('CTA-18') ? 0 : (stageSince ?? 0)),
    0,
  )

/** Of several spellings the one most cards have; of equals the first in the alphabet, so that it is the same everywhere. */
function mostUsed(names: readonly string[]): string {
  const counts = Map.groupBy(names, (name) => name)
  return [...counts].sort(([a, of], [b, other]) => other.length - of.length || (a < b ? -1 : 1))[0]?.[0] ?? ''
}

export const sortings = ['open', 'cards', 'newest', 'name'] as const
export type Sorting = (typeof sortings)[number]

const total = (sums: Sums): number => [...sums.values()].reduce((sum, cents) => sum + cents, 0)
const compare: Record<Sorting, (a: AccountRow, b: AccountRow) => number> = {
  open: (a, b) => total(b.open) - total(a.open),
  cards: (a, b) => b.cards - a.cards,
  newest: (a, b) => b.newestMs - a.newestMs,
  name: () => 0,
}

/** Rows whose name, other names, city, number or people hold every word of the text, in order. */
export function findRows(
  rows: readonly AccountRow[],
  text: string,
  sorting: Sorting,
  peopleOf: (accountId: string) => readonly { readonly name: string; readonly email: string }[],
): readonly AccountRow[] {
  const words = fold(text).split(' ').filter(Boolean)
  const digits = text.replace(/[^0-9A-Za-z]/gu, '').toUpperCase()
  const matches = (row: AccountRow): boolean => {
    if (words.length === 0) return true
    const { account } = row
    if (digits.length >= 4 && account?.cnpj.startsWith(digits) === true) return true
    const people = account && !fault('CTA-17') ? peopleOf(account.id).flatMap(({ name, email }) => [name, email]) : []
    const held = fold(
      [row.name, ...(account ? [account.city, account.site, ...account.aliases] : []), ...people].join(' '),
    )
    return words.every((word) => held.includes(word))
  }
  const byName = (a: AccountRow, b: AccountRow) => a.name.localeCompare(b.name) || (a.key < b.key ? -1 : 1)
  return rows.filter(matches).sort((a, b) => compare[sorting](a, b) || byName(a, b))
}

/** The cards of one account by board, open ones first, then by value. */
export function ownCards(
  store: AccountsStore | null,
  { boards }: Pick<AllBoards, 'boards'>,
  key: string,
): readonly OwnCards[] {
  const name = nameOfKey(key)
  const folded = name === null ? null : foldCompanyName(name)
  const answers = new Map<string, boolean>([['', false]])
  const isOwn = (account: string): boolean => {
    const known = answers.get(account)
    if (known !== undefined) return known
    const id = store?.named(account)?.id
    const own = folded === null ? id === key : id === undefined && foldCompanyName(account) === folded
    answers.set(account, own)
    return own
  }
  return boards.flatMap(({ boardId, title, currency, cards }) => {
    const own = cards
      .filter(({ card }) => card.deletedAt === null && isOwn(card.account))
      .sort(
        (a, b) =>
          order(a) - order(b) ||
          (b.card.valueCents ?? -1) - (a.card.valueCents ?? -1) ||
          (a.card.id < b.card.id ? -1 : 1),
      )
    return own.length === 0 ? [] : [{ boardId, title, currency, cards: own }]
  })
}

const order = ({ stage }: PlacedCard): number => ({ open: 0, won: 1, lost: 2 })[stage?.kind ?? 'open']
