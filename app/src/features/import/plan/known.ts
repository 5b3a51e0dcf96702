/** What of the board a plan depends on. */
import { foldCompanyName, type AccountSnapshot, type FieldSnapshot } from '@mutirao/documents'

/** A card in sight on the board. */
export interface KnownCard {
  readonly id: string
  readonly title: string
  readonly account: string
}

/** An account, with what it was called before it was renamed or others were merged into it. */
export type KnownAccount = Pick<AccountSnapshot, 'name' | 'aliases'>

/** Today's name of an account by each name it had, folded as company names are. */
export function todaysNames(accounts: readonly KnownAccount[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const { name, aliases } of accounts)
    for (const alias of aliases) if (!names.has(foldCompanyName(alias))) names.set(foldCompanyName(alias), name)
  // Somebody may have made a new account with a name another one gave up.
  for (const { name } of accounts) names.delete(foldCompanyName(name))
  return names
}

/** What the plan must know of a field. */
export type KnownField = Pick<FieldSnapshot, 'id' | 'name' | 'type' | 'options'>
