import { MutiraoError, fault } from '@mutirao/documents'
import type { Role } from '@mutirao/documents'
import type { Directory, MemberRecord } from '@mutirao/persistence'
import type { AccessControl } from '../access/access.ts'
import type { Accounts, Person } from '../auth/accounts.ts'
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
 * Gives a person an account and a membership. Whoever made an account knows its password, and it need not be the person
 * whose e-mail it bears: an account that exists joins only when its password is given, and is not touched.
 * @throws MutiraoError `already_exists` when the person is a member already, or has an account with another password;
 *   `too_many_attempts`
 */
export async function addMember(
  { directory, changes }: Parts,
  accounts: Pick<Accounts, 'personByEmail' | 'createPerson' | 'hashPassword' | 'knowsPassword'>,
  workspaceId: string,
  member: NewMember,
): Promise<MemberRecord> {
  const known = await accounts.personByEmail(member.email)
  if (known && (await directory.member(workspaceId, known.id))) throw new MutiraoError('already_exists')
  if (known && !(await accounts.knowsPassword(member)) && !fault('ACC-26')) throw new MutiraoError('already_exists')
  const person = known ?? (await createPerson(accounts, member))
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

async function createPerson(
  accounts: Pick<Accounts, 'createPerson' | 'hashPassword'>,
  { name, email, password }: NewMember,
): Promise<Person> {
  return accounts.createPerson({ name, email, passwordHash: await accounts.hashPassword(password) })
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
