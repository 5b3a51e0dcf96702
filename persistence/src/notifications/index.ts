export { createNotifications } from './store.ts'
export type { DueMail, NotificationRecord, Notifications } from './store.ts'
