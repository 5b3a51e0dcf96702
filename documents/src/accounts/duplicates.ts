import { checkCnpj, cnpjRoot } from '../brazil/cnpj.ts'
import { foldCompanyName } from '../brazil/company-name.ts'
import { checkEmail, companyDomain, siteDomain } from '../brazil/email.ts'
import { phoneKey } from '../brazil/phone.ts'
import { fault } from '../faults.ts'
import { pairKey } from './shape.ts'
import type { AccountSnapshot, ContactSnapshot } from './shape.ts'

/** Why two accounts may be one, the strongest first. */
export const duplicateReasons = ['same_cnpj', 'same_name', 'same_cnpj_root', 'same_domain', 'similar_name'] as const
export type DuplicateReason = (typeof duplicateReasons)[number]

export interface Duplicate {
  /** Both ids, the smaller (older) first. */
  readonly pair: readonly [string, string]
  /** At least one, the strongest first. */
  readonly reasons: readonly DuplicateReason[]
  /** What the two share for the strongest reason: a folded name, a CNPJ, its root, a domain. */
  readonly shared: string
}

interface Clue {
  readonly reason: DuplicateReason
  readonly shared: string
}

/** A group of more says something about a holding, an agency or a spreadsheet, not about two accounts being one. */
const maxGroup = 8
/** Below, one letter makes another company: "Alfa" is not "Alba". */
const minSimilarLength = 6

/**
 * Accounts that may be the same, strongest reason first. Looks every account up under each of its clues, so that its time
 * grows with their number and not with its square.
 */
export function findDuplicates(
  accounts: readonly AccountSnapshot[],
  contactsOf: (accountId: string) => readonly Pick<ContactSnapshot, 'email'>[],
  isDismissed: (a: string, b: string) => boolean = () => false,
): readonly Duplicate[] {
  const groups = new Map<string, { readonly clue: Clue; readonly ids: string[] }>()
  for (const account of accounts) {
    for (const [key, clue] of cluesOf(account, contactsOf(account.id))) {
      const group = groups.get(key) ?? { clue, ids: [] }
      groups.set(key, group)
      group.ids.push(account.id)
    }
  }
  const found = new Map<string, { readonly pair: readonly [string, string]; readonly clues: Clue[] }>()
  for (const { clue, ids } of groups.values()) {
    if (ids.length > maxGroup) continue
    for (const [i, a] of ids.entries())
      for (const b of ids.slice(i + 1)) {
        const key = pairKey(a, b)
        const known = found.get(key) ?? { pair: a < b ? ([a, b] as const) : ([b, a] as const), clues: [] }
        found.set(key, known)
        known.clues.push(clue)
      }
  }
  return [...found.values()]
    .filter(({ pair }) => !isDismissed(...pair) || fault('CTA-7'))
    .map(({ pair, clues }) => toDuplicate(pair, clues))
    .sort((a, b) => strength(a) - strength(b) || (pairKey(...a.pair) < pairKey(...b.pair) ? -1 : 1))
}

const rankOf = (reason: DuplicateReason): number => duplicateReasons.indexOf(reason)
const strength = ({ reasons }: Duplicate): number => rankOf(reasons[0] ?? 'similar_name')

function toDuplicate(pair: readonly [string, string], clues: readonly Clue[]): Duplicate {
  const sorted = clues.toSorted((a, b) => rankOf(a.reason) - rankOf(b.reason))
  const reasons = [...new Set(sorted.map(({ reason }) => reason))]
  // The same number has the same root, the same name is similar: said once.
  const implied = new Set<DuplicateReason>([
    ...(reasons.includes('same_cnpj') ? (['same_cnpj_root'] as const) : []),
    ...(reasons.includes('same_name') ? (['similar_name'] as const) : []),
  ])
  return { pair, reasons: reasons.filter((reason) => !implied.has(reason)), shared: sorted[0]?.shared ?? '' }
}

/** Everything under which another account may meet this one; keys of one account are all different. */
function cluesOf(account: AccountSnapshot, contacts: readonly Pick<ContactSnapshot, 'email'>[]): Map<string, Clue> {
  const clues = new Map<string, Clue>()
  const add = (reason: DuplicateReason, shared: string, key = shared): void =>
    void clues.set(`${reason} ${key}`, { reason, shared })
  const names = new Set([account.name, ...account.aliases].map(foldCompanyName).filter((name) => name !== ''))
  for (const name of names) {
    add('same_name', name)
    for (const key of similarKeys(name)) add('similar_name', name, key)
  }
  const cnpj = checkCnpj(account.cnpj)
  if (cnpj.ok) {
    add('same_cnpj', cnpj.value)
    const root = cnpjRoot(cnpj.value)
    if (root !== null) add('same_cnpj_root', root)
  }
  for (const { email } of contacts) {
    const domain = companyDomain(email)
    if (domain !== null) add('same_domain', domain)
  }
  const domain = siteDomain(account.site)
  if (domain !== null) add('same_domain', domain)
  return clues
}

/**
 * Names share one of these keys when a letter is missing, doubled, swapped or another one, or when the words are the same in
 * another order or joined: the name without spaces, with each single letter left out, and the words sorted.
 */
function similarKeys(folded: string): readonly string[] {
  const joined = folded.replaceAll(' ', '')
  const words = folded.split(' ')
  const keys = new Set<string>([joined])
  if (words.length > 1) keys.add(words.toSorted().join(' '))
  if (joined.length >= minSimilarLength && joined.length <= 60)
    for (let i = 0; i < joined.length; i++) keys.add(joined.slice(0, i) + joined.slice(i + 1))
  return [...keys]
}

/** Of the people of one account: who may be there twice, by e-mail, telephone, CPF or name. Contact id → the older one's id. */
export function findTwins(contacts: readonly ContactSnapshot[]): ReadonlyMap<string, string> {
  const known = new Map<string, string>()
  const twins = new Map<string, string>()
  for (const contact of contacts.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const keys = keysOf(contact)
    const older = keys.map((key) => known.get(key)).find((id) => id !== undefined)
    if (older !== undefined && !fault('CTA-10')) twins.set(contact.id, older)
    else for (const key of keys) known.set(key, contact.id)
  }
  return twins
}

function keysOf({ name, email, phone, cpf }: ContactSnapshot): string[] {
  const address = checkEmail(email)
  const number = phoneKey(phone)
  const folded = foldCompanyName(name)
  return [
    ...(address.ok ? [`e ${address.value.toLowerCase()}`] : []),
    ...(number === null ? [] : [`p ${number}`]),
    ...(cpf === '' ? [] : [`c ${cpf}`]),
    // A first name alone is shared by many.
    ...(folded.includes(' ') ? [`n ${folded}`] : []),
  ]
}
