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

/** By e-mail, else by full name without case and accents, and only if exactly one member has it. Else: kept as a label. */
export function matchOwner(text: string, members: readonly KnownMember[]): OwnerChoice {
  const folded = fold(text)
  const address = /<([^<>\s]+@[^<>\s]+)>/u.exec(text)?.[1] ?? text
  const bare = fold(text.replace(/<[^<>]*>/u, ''))
  const matches = members.filter(
    (member) =>
      (member.email !== undefined && fold(member.email) === fold(address)) ||
      fold(member.name) === bare ||
      fold(member.name) === folded,
  )
  const [only, ...others] = matches
  return only && (others.length === 0 || fault('IMP-9')) ? { kind: 'member', userId: only.id } : { kind: 'label' }
}
