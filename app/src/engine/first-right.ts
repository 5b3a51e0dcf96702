/** What a person may do with a document before the server has told this device: what their role says. */
import { fault, mayWriteTo, parseName, type DocumentName } from '@mutirao/documents'
import type { SessionState } from './session.ts'

/**
 * @param session the present one: `/api/me` may say another role while the workspace is open
 * @returns whether a document of this workspace starts as one that is only looked at
 */
export function firstRight(session: () => SessionState, workspaceId: string): (name: DocumentName) => boolean {
  return (name) => {
    const state = session()
    const parsed = parseName(name)
    if (state.kind !== 'signed-in' || !parsed || fault('APP-53')) return false
    const role = state.workspaces.find(({ id }) => id === workspaceId)?.role
    return role !== undefined && !mayWriteTo(parsed.kind, role)
  }
}
