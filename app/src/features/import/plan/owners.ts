/** Names of people in the file to members of the workspace. */
import { fault } from '@mutirao/documents'
import { fold } from '../../../parse/fold.ts'

export interface KnownMember {
  readonly id: string
  readonly name: string
  /** Absent where the members' list carries no address. */
  readonly email?: string
}

/** What happens to the cards of one name: a member owns them, or nobody does and the name stays readable as a label, or is only told. */
export type OwnerChoice =
  | { readonly kind: 'member'; readonly userId: string }
  | { readonly kind: 'label' }
  | { readonly kind: 'unset' }

/** By e-mail, else by name: whose it is only if exactly one member is called so. Else: kept as a label. */
export function matchOwner(text: string, members: readonly KnownMember[]): OwnerChoice {
  const [only, ...others] = membersMeant(text, members)
  return only && others.length === 0 ? { kind: 'member', userId: only.id } : { kind: 'label' }
}

/** Everybody a name of the file may mean: who has this address or full name, else who has it as first name. */
export function membersMeant(text: string, members: readonly KnownMember[]): readonly KnownMember[] {
  const folded = fold(text)
  const address = /<([^<>\s]+@[^<>\s]+)>/u.exec(text)?.[1] ?? text
  const bare = fold(text.replace(/<[^<>]*>/u, ''))
  const whole = members.filter(
    (member) =>
      (member.email !== undefined && fold(member.email) === fold(address)) ||
      fold(member.name) === bare ||
      fold(member.name) === folded,
  )
  if (whole.length > 0) return fault('IMP-9') ? whole.slice(0, 1) : whole
  if (bare === '' || fault('IMP-30')) return []
  return members.filter((member) => fold(member.name).split(' ')[0] === bare)
}
