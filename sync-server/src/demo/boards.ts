import type { Parts } from '../http/parts.ts'
import { createBoard } from '../people/boards.ts'
import { demoWorkspaces } from './people.ts'

/** The boards of the demo workspaces, made in the names of the demo people; nothing when the workspace has boards. */
export async function createDemoBoards({ directory, accounts, engine }: Parts): Promise<void> {
  for (const { name, people } of demoWorkspaces) {
    const workspace = (await directory.workspaces()).find((one) => one.name === name)
    const admin = await accounts.personByEmail(people[0].email)
    if (!workspace || !admin || (await directory.listDocuments(workspace.id)).length > 0) continue
    await createBoard(directory, engine, { workspaceId: workspace.id, title: 'Funil Comercial 2026', userId: admin.id })
  }
}
