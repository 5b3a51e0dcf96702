import { notificationPreferencesKey, readNotificationPreferences, userMap, userName } from '@mutirao/documents'
import type { JsonValue, NotificationPreferences } from '@mutirao/documents'
import type { Parts } from '../http/parts.ts'

/** As the person's own document says. */
export async function preferencesOf(
  { directory, engine }: Pick<Parts, 'directory' | 'engine'>,
  workspaceId: string,
  userId: string,
): Promise<NotificationPreferences> {
  await directory.ensureUserDocument(workspaceId, userId)
  const value = await engine.read(
    userName(workspaceId, userId),
    (doc) => userMap(doc, 'preferences').get(notificationPreferencesKey) as JsonValue | undefined,
  )
  return readNotificationPreferences(value)
}
