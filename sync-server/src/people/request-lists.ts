import { fault, requestsName, setRequestsMeta } from '@mutirao/documents'
import type { Directory, DocumentRecord } from '@mutirao/persistence'
import type { SyncEngine } from '../sync/types.ts'
import { editContext, newUlid } from './edit-context.ts'

const currency = 'BRL'

/**
 * Creates a list of purchase requests: its row, then its title and currency in the document, both in the name of `userId`. A
 * list whose creation stopped between the two is whole all the same: the row's title is shown until somebody writes another.
 */
export async function createRequestList(
  directory: Pick<Directory, 'createDocument'>,
  engine: Pick<SyncEngine, 'serverEdit'>,
  list: { readonly workspaceId: string; readonly title: string; readonly userId: string },
): Promise<DocumentRecord> {
  const { workspaceId, title, userId } = list
  const record = await directory.createDocument({
    name: requestsName(newUlid()),
    workspaceId,
    title,
    createdBy: userId,
  })
  if (!record) throw new Error('a new list id was taken by another workspace')
  if (fault('REQ-11')) return record
  await engine.serverEdit(record.name, 'client', userId, (doc) => {
    setRequestsMeta(doc, editContext(userId), { title, currency })
  })
  return record
}
