import { MutiraoError, fault } from '@mutirao/documents'
import type { Role } from '@mutirao/documents'
import type { Directory, MemberRecord } from '@mutirao/persistence'
import type { AccessControl } from '../access/access.ts'
import type { Accounts } from '../auth/accounts.ts'
import type { SyncEngine } from '../sync/types.ts'
import type { PeopleChange, PeopleChanges } from './changes.ts'

/** What an administrator changes about a member. */
export interface MemberPatch {
  readonly role?: Role | undefined
  readonly active?: boolean | undefined
  readonly groups?: readonly string[] | undefined
}

export interface NewMember {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly role: Role
  readonly groups: readonly string[]
}

interface Parts {
  readonly directory: Pick<Directory, 'member' | 'membersOf' | 'putMember'>
  readonly changes: Pick<PeopleChanges, 'announce'>
}

/**
 * Changes role, groups or activity of a member. A workspace always keeps an active administrator.
 * @throws MutiraoError `not_found`, or `invalid_request` when it would leave the workspace without administrator
 */
export async function changeMember(
  { directory, changes }: Parts,
  workspaceId: string,
  userId: string,
  patch: MemberPatch,
): Promise<MemberRecord> {
  const before = await directory.member(workspaceId, userId)
  if (!before) throw new MutiraoError('not_found')
  const after: MemberRecord = {
    ...before,
    role: patch.role ?? before.role,
    active: patch.active ?? before.active,
    groups: patch.groups ?? before.groups,
  }
  const leads = (member: MemberRecord): boolean => member.active && member.role === 'admin'
  if (leads(before) && !leads(after) && !fault('ACC-16')) {
    const others = (await directory.membersOf(workspaceId)).filter((one) => one.userId !== userId && leads(one))
    if (others.length === 0) throw new MutiraoError('invalid_request', 'a workspace needs an active administrator')
  }
  await directory.putMember(after)
  await changes.announce({ workspaceId, userId })
  return after
}

/**
 * Gives a person an account (unless the e-mail has one) and a membership. The password of an existing account is not
 * touched, and the answer does not tell whether there was one.
 * @throws MutiraoError `already_exists` when the person is a member already
 */
export async function addMember(
  { directory, changes }: Parts,
  accounts: Pick<Accounts, 'personByEmail' | 'createPerson' | 'hashPassword'>,
  workspaceId: string,
  member: NewMember,
): Promise<MemberRecord> {
  const passwordHash = await accounts.hashPassword(member.password)
  const person =
    (await accounts.personByEmail(member.email)) ??
    (await accounts.createPerson({ name: member.name, email: member.email, passwordHash }))
  if (await directory.member(workspaceId, person.id)) throw new MutiraoError('already_exists')
  const record: MemberRecord = {
    userId: person.id,
    workspaceId,
    name: member.name,
    role: member.role,
    groups: member.groups,
    active: true,
  }
  await directory.putMember(record)
  await changes.announce({ workspaceId, userId: person.id })
  return record
}

/**
 * What open sockets learn of a change: everything the person has open is asked for again (a viewer's connections become
 * read-only, also those being opened at this moment), and who lost the membership loses the sockets too.
 */
export async function applyToSockets(
  engine: Pick<SyncEngine, 'closePerson' | 'recheck'>,
  access: Pick<AccessControl, 'member'>,
  change: PeopleChange,
): Promise<void> {
  const { workspaceId, userId } = change
  if (workspaceId === null || userId === null || fault('ACC-13')) return
  await engine.recheck(userId)
  if ((await access.member(userId, workspaceId)) === null) engine.closePerson(userId, workspaceId, 'forbidden')
}
