/** What this person is told. Its code comes when nobody waits: nothing the first screen loads may import this file. */
import {
  markNotificationRead,
  markNotificationsRead,
  notificationPreferencesKey,
  readNotificationPreferences,
  readNotifications,
  type JsonValue,
  type NotificationPreferences,
  type NotificationSnapshot,
} from '@mutirao/documents'
import { useSyncExternalStore } from 'react'
import type { Engine } from '../engine.ts'
import { useEngine, usePreference } from '../react.tsx'
import type { LiveDoc } from '../undo.ts'

export interface Notices {
  /** Newest first; keeps its identity while nothing of it changed. */
  readonly list: () => readonly NotificationSnapshot[]
  readonly subscribe: (listener: () => void) => () => void
  readonly markRead: (id: string) => void
  readonly markAllRead: () => void
}

const made = new WeakMap<Engine, Notices>()

function noticesOf(engine: Engine): Notices {
  const known = made.get(engine)
  if (known) return known
  const notices = createNotices(engine)
  made.set(engine, notices)
  return notices
}

function createNotices({ people, workshop }: Engine): Notices {
  const listeners = new Set<() => void>()
  let doc: LiveDoc | null = null
  let list: readonly NotificationSnapshot[] = []
  let spelled = ''
  const read = () => {
    const next = doc ? readNotifications(doc) : []
    const spelling = JSON.stringify(next)
    if (spelling === spelled) return
    spelled = spelling
    list = next
    for (const listener of listeners) listener()
  }
  /** The document belongs to a generation: follow it. */
  const follow = () => {
    const now = people.doc()
    if (now === doc) return
    doc?.off('afterTransaction', read)
    doc = now
    doc.on('afterTransaction', read)
    read()
  }
  const stop = people.subscribe(follow)
  follow()
  workshop.onClose(() => {
    stop()
    doc?.off('afterTransaction', read)
  })
  return {
    list: () => list,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    markRead(id) {
      if (list.some((one) => one.id === id && !one.isRead)) markNotificationRead(people.doc(), id)
    },
    markAllRead() {
      const [newest] = list
      if (newest) markNotificationsRead(people.doc(), newest.atMs)
    },
  }
}

export function useNotices(): Notices & { readonly all: readonly NotificationSnapshot[] } {
  const notices = noticesOf(useEngine())
  return { ...notices, all: useSyncExternalStore(notices.subscribe, notices.list) }
}

export function useNoticePreferences(): readonly [NotificationPreferences, (next: NotificationPreferences) => void] {
  const [value, set] = usePreference(notificationPreferencesKey)
  return [readNotificationPreferences(value), (next) => set(next as unknown as JsonValue)]
}
