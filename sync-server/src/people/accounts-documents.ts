import type { Directory } from '@mutirao/persistence'
import { serverActor } from '../submit/target.ts'

/**
 * Workspaces that are older than accounts get theirs when the server starts; new ones when they are made, and whoever comes
 * between the two at the first opening. Several processes may do this at once: the row is made once.
 */
export async function ensureAccountsDocuments(
  directory: Pick<Directory, 'workspaces' | 'ensureAccountsDocument'>,
): Promise<void> {
  for (const { id } of await directory.workspaces()) await directory.ensureAccountsDocument(id, serverActor)
}
