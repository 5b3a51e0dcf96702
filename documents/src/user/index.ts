export * from './shape.ts'
export * from './read.ts'
export * from './edit.ts'
export { conflictId, sameToPeople } from './conflicts.ts'
export type { OwnConflict } from './conflicts.ts'
export {
  markNotificationRead,
  markNotificationsRead,
  maxNotifications,
  readNotifications,
  writeNotifications,
  gathered,
} from './notifications.ts'
export type { NotificationSnapshot } from './notifications.ts'
export * from './notification-preferences.ts'
export { isTimeZone } from './time-zone.ts'
