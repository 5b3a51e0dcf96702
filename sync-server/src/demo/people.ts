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
    key: 'demo',
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
  { key: 'other', name: 'Outra Empresa', people: [person('helena@other.mutirao', 'Helena Duarte', 'admin')] },
] as const

export interface DemoWorkspace {
  readonly id: string
  /** E-mail → user id, in the order above. */
  readonly userIds: ReadonlyMap<string, string>
}

/** Creates workspaces, accounts and memberships. One hash serves all: they share the password. */
export async function createDemoPeople(
  directory: Pick<Directory, 'createWorkspace' | 'putMember'>,
  accounts: Pick<Accounts, 'createPerson' | 'hashPassword'>,
): Promise<{ readonly demo: DemoWorkspace; readonly other: DemoWorkspace }> {
  const passwordHash = await accounts.hashPassword(demoPassword)
  const make = async ({ name, people }: (typeof demoWorkspaces)[number]): Promise<DemoWorkspace> => {
    const { id } = await directory.createWorkspace({ id: newUlid(), name })
    const userIds = new Map<string, string>()
    for (const one of people) {
      const account = await accounts.createPerson({ name: one.name, email: one.email, passwordHash })
      const { role, groups } = one
      await directory.putMember({ userId: account.id, workspaceId: id, name: one.name, role, groups, active: true })
      userIds.set(one.email, account.id)
    }
    return { id, userIds }
  }
  const [demo, other] = demoWorkspaces
  return { demo: await make(demo), other: await make(other) }
}
