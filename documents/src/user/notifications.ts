import type * as Y from 'yjs'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { sameValue } from '../values.ts'
import { label, plainAt, put, transact } from '../writes.ts'
import { userMap } from './shape.ts'

/** Something this person was told, as the server writes it into their own document. */
export interface NotificationSnapshot {
  readonly id: string
  readonly event: string
  /** Name of the list it is about. */
  readonly document: string
  readonly subject: string
  readonly args: Readonly<Record<string, JsonValue>>
  /** What is told in the same group is one notice; '': it stands alone. */
  readonly group: string
  readonly atMs: number
  readonly isRead: boolean
}

/** So many stand in the document; the tables keep all. */
export const maxNotifications = 200

/** Own mark of one that was read; and the moment up to which everything was. */
const readKey = (id: string): string => `notice:${id}`
const readPrefix = readKey('')
const readToKey = 'notices'

const objectOf = (value: JsonValue | undefined): Readonly<Record<string, JsonValue>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, JsonValue>>)
    : null

/** Newest first. What is no notification is passed over. */
export function readNotifications(doc: Y.Doc): readonly NotificationSnapshot[] {
  const [map, marks] = [userMap(doc, 'notifications'), userMap(doc, 'read')]
  const readTo = plainAt(marks, readToKey)
  const list: NotificationSnapshot[] = []
  for (const id of map.keys()) {
    const raw = objectOf(plainAt(map, id))
    const { event, document, subject, args, at, group } = raw ?? {}
    if (typeof event !== 'string' || typeof document !== 'string' || typeof at !== 'number') continue
    const isRead = (typeof readTo === 'number' && at <= readTo) || plainAt(marks, readKey(id)) === true
    list.push({
      id,
      event,
      document,
      subject: typeof subject === 'string' ? subject : '',
      args: objectOf(args) ?? {},
      group: typeof group === 'string' ? group : '',
      atMs: at,
      isRead: isRead && !fault('NTC-4'),
    })
  }
  return list.sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1))
}

/** As they are told: what belongs to a group in one, where the first of it stands. */
export function gathered<T extends Pick<NotificationSnapshot, 'group'>>(all: readonly T[]): readonly (readonly T[])[] {
  const groups = new Map<string | T, T[]>()
  for (const one of all) {
    const key = one.group === '' || fault('NTC-14') ? one : one.group
    const known = groups.get(key)
    if (known) known.push(one)
    else groups.set(key, [one])
  }
  return [...groups.values()]
}

/** Server side: makes the notifications exactly these, writing differences only. True when something changed. */
export function writeNotifications(doc: Y.Doc, wanted: readonly Omit<NotificationSnapshot, 'isRead'>[]): boolean {
  const map = userMap(doc, 'notifications')
  const values = new Map<string, JsonValue | undefined>([...map.keys()].map((key) => [key, undefined]))
  for (const { id, event, document, subject, args, group, atMs } of wanted.slice(0, maxNotifications))
    values.set(id, { event, document, subject, args, at: atMs, ...(group === '' ? {} : { group }) })
  const changed = [...values].filter(([key, value]) => !sameValue(plainAt(map, key), value))
  if (changed.length === 0) return false
  transact(doc, 'edit', label('notifications.write', changed.length), () => {
    for (const [key, value] of changed) put(map, key, value)
  })
  return true
}

/** Marks one as read; marks of those that have left the document go with it. */
export function markNotificationRead(doc: Y.Doc, id: string): void {
  const [map, marks] = [userMap(doc, 'notifications'), userMap(doc, 'read')]
  const stale = [...marks.keys()].filter((key) => key.startsWith(readPrefix) && !map.has(key.slice(readPrefix.length)))
  transact(doc, 'edit', label('read.set'), () => {
    for (const key of stale) marks.delete(key)
    put(marks, readKey(id), true)
  })
}

/** Everything up to this moment is read. A later moment, on whichever device, stands. */
export function markNotificationsRead(doc: Y.Doc, toMs: number): void {
  const marks = userMap(doc, 'read')
  const known = plainAt(marks, readToKey)
  transact(doc, 'edit', label('read.set'), () => {
    if (typeof known !== 'number' || known < toMs) put(marks, readToKey, toMs)
    for (const key of marks.keys()) if (key.startsWith(readPrefix)) marks.delete(key)
  })
}
