import type { NewAccount, NewContact } from '../accounts/edit.ts'
import { cnpjCheckDigits } from '../brazil/cnpj.ts'
import { fault } from '../faults.ts'
import { seededRandom } from '../random.ts'
import { slug, type DemoBoard, type DemoCard } from './board.ts'
import { Dice } from './dice.ts'
import { cities, roles } from './words.ts'

/** A customer somebody of the demo wrote down, with the people its opportunities name. */
export interface DemoAccount {
  /** Index into the people of the demo. */
  readonly by: number
  readonly atMs: number
  readonly account: NewAccount
  readonly contacts: readonly Omit<NewContact, 'accountId'>[]
}

/** The most valuable ones; the others stay names on cards, as in any company. */
const written = 16
const dayMs = 86_400_000
const hourMs = 3_600_000

/**
 * The accounts of the demo, the most valuable first, and behind them one that is there twice, so that a duplicate has
 * something to be suggested about. The same board, seed and moment give the same accounts.
 */
export function demoAccounts(board: DemoBoard, seed: number, nowMs: number): readonly DemoAccount[] {
  const dice = new Dice(seededRandom(seed))
  const customers = [...Map.groupBy(board.cards, ({ fields }) => fields.account ?? '')]
    .filter(([name]) => name !== '')
    .toSorted(([a, cards], [b, others]) => worth(others) - worth(cards) || (a < b ? -1 : 1))
    .slice(0, written)
  const accounts = customers.map(([name, cards], i) => ({
    by: cards[0]?.owner ?? 0,
    atMs: nowMs - (customers.length - i) * dayMs - dice.between(1, 8) * hourMs,
    account: { name, cnpj: cnpj(dice, i), city: cityOf(cards), site: `www.${slug(name)}.example` },
    contacts: contactsOf(dice, cards),
  }))
  const [first] = accounts
  return first ? [...accounts, { ...twinOf(first), atMs: nowMs - 5 * hourMs }] : []
}

const worth = (cards: readonly DemoCard[]): number => cards.reduce((sum, { fields }) => sum + (fields.value ?? 0), 0)

/** True check digits; roots from a range nobody has been given. Every fourth is one of those with letters. */
function cnpj(dice: Dice, place: number): string {
  const root = `${place % 4 === 3 ? 'ZY' : '99'}${dice.between(100_000, 999_999)}`
  return `${root}0001${fault('DOC-63') ? '00' : cnpjCheckDigits(`${root}0001`)}`
}

/** Where its people's telephones are. */
function cityOf(cards: readonly DemoCard[]): string {
  const phone = cards.flatMap(({ fields }) => fields.contactPhone ?? [])[0] ?? ''
  return cities.find(({ area }) => phone.startsWith(`+55 ${area} `))?.city ?? cities[0].city
}

function contactsOf(dice: Dice, cards: readonly DemoCard[]): DemoAccount['contacts'] {
  const byName = new Map<string, Omit<NewContact, 'accountId'>>()
  for (const { fields } of cards)
    if (fields.contactName && !byName.has(fields.contactName))
      byName.set(fields.contactName, {
        name: fields.contactName,
        role: dice.pick(roles),
        email: fields.contactEmail ?? '',
        phone: fields.contactPhone ?? '',
      })
  return [...byName.values()]
}

/** The same customer, written down again in a hurry by somebody else. */
const twinOf = ({ by, account }: DemoAccount): Omit<DemoAccount, 'atMs'> => ({
  by: by + 1,
  account: { name: `${account.name.normalize('NFD').replace(/\p{M}/gu, '')} Ltda` },
  contacts: [],
})
