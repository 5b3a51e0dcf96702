import { fault } from '@mutirao/documents'
import type { Role } from '@mutirao/documents'
import type { Directory } from '@mutirao/persistence'
import type { Accounts } from '../auth/accounts.ts'
import { newUlid } from '../people/edit-context.ts'

/** Everybody's password in the demo. The demo is refused outside loopback unless asked for (MUTIRAO_DEMO). */
export const demoPassword = 'mutirao-demo'

export interface DemoPerson {
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly groups: readonly string[]
}

const person = (email: string, name: string, role: Role, groups: readonly string[] = []): DemoPerson => ({
  email,
  name,
  role,
  groups,
})

/** The people of CONTRACT "Process". Carla, Davi and Eva are the approval levels A1, A2, A3: by policy, not by group. */
export const demoWorkspaces = [
  {
    name: 'Mutirão Demo',
    people: [
      person('ana@demo.mutirao', 'Ana Ribeiro', 'admin'),
      person('marina@demo.mutirao', 'Marina Castro', 'manager'),
      person('bruno@demo.mutirao', 'Bruno Almeida', 'editor', ['compras']),
      person('carla@demo.mutirao', 'Carla Nogueira', 'editor'),
      person('davi@demo.mutirao', 'Davi Lacerda', 'editor'),
      person('eva@demo.mutirao', 'Eva Monteiro', 'editor'),
      person('fabio@demo.mutirao', 'Fábio Teixeira', 'editor', ['vendas']),
      person('gil@demo.mutirao', 'Gil Prado', 'viewer'),
    ],
  },
  { name: 'Outra Empresa', people: [person('helena@other.mutirao', 'Helena Duarte', 'admin')] },
] as const

/** Creates what is missing of workspaces, accounts and memberships. One hash serves all: they share the password. */
export async function createDemoPeople(
  directory: Pick<Directory, 'workspaces' | 'createWorkspace' | 'putMember'>,
  accounts: Pick<Accounts, 'personByEmail' | 'createPerson' | 'hashPassword'>,
): Promise<void> {
  const passwordHash = await accounts.hashPassword(demoPassword)
  const existing = await directory.workspaces()
  for (const { name, people } of demoWorkspaces) {
    const workspace =
      existing.find((one) => one.name === name) ?? (await directory.createWorkspace({ id: newUlid(), name }))
    for (const { email, name: personName, role, groups } of fault('ACC-21') ? people.slice(0, 7) : people) {
      const account =
        (await accounts.personByEmail(email)) ??
        (await accounts.createPerson({ name: personName, email, passwordHash }))
      const member = { userId: account.id, workspaceId: workspace.id, name: personName, role, groups, active: true }
      await directory.putMember(member)
    }
  }
}
