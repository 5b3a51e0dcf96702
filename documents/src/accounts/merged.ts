import { fault } from '../faults.ts'

/** What merging needs to know of an account. */
export interface Mergeable {
  readonly id: string
  readonly mergedInto: string | null
  readonly deletedAt: number | null
}

/**
 * The account that stands for this one after all merges. Two people may merge A into B and B into A at the same moment:
 * of accounts that point at each other the oldest id stands for all, in every copy. A missing target ends the way.
 */
export function survivorOf(id: string, account: (id: string) => Mergeable | undefined): string {
  const way: string[] = [id]
  for (;;) {
    const last = way.at(-1) ?? id
    const next = account(last)?.mergedInto ?? null
    if (next === null || !account(next)) return last
    const seen = way.indexOf(next)
    if (seen >= 0)
      return fault('CTA-4') ? last : way.slice(seen).reduce((least, other) => (other < least ? other : least))
    way.push(next)
  }
}

/** Shown in lists: not archived, or archived only because a circle of merges archived every account in it. */
export function isLive(account: Mergeable, lookUp: (id: string) => Mergeable | undefined): boolean {
  if (account.mergedInto === null) return account.deletedAt === null
  if (survivorOf(account.id, lookUp) !== account.id) return false
  return account.deletedAt === null || lookUp(account.mergedInto) !== undefined
}
