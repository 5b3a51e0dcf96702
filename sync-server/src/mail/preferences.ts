import { mustParseName, notificationPreferencesKey, readNotificationPreferences, userMap } from '@mutirao/documents'
import type { DocumentName, JsonValue, NotificationPreferences } from '@mutirao/documents'
import type { Parts } from '../http/parts.ts'

type Opening = Pick<Parts, 'directory' | 'engine' | 'beforeLoad'>

/**
 * The name of a person's own document, brought up to date: one that is loaded without that would be shown without people and
 * boards to whoever opens it next.
 */
export async function ownDocument(
  { directory, beforeLoad }: Opening,
  workspaceId: string,
  userId: string,
): Promise<DocumentName> {
  const record = await directory.ensureUserDocument(workspaceId, userId)
  await beforeLoad(record, mustParseName(record.name))
  return record.name
}

/** As the person's own document says. */
export async function preferencesOf(
  parts: Opening,
  workspaceId: string,
  userId: string,
): Promise<NotificationPreferences> {
  const name = await ownDocument(parts, workspaceId, userId)
  const value = await parts.engine.read(
    name,
    (doc) => userMap(doc, 'preferences').get(notificationPreferencesKey) as JsonValue | undefined,
  )
  return readNotificationPreferences(value)
}
