import type { JsonValue } from '../kind.ts'
import { fault } from '../faults.ts'

/** Key of the own preference that holds them. */
export const notificationPreferencesKey = 'notifications'

export const notificationFrequencies = ['instant', 'hourly', 'daily'] as const
export type NotificationFrequency = (typeof notificationFrequencies)[number]

/** What a person wants to hear, and how. */
export interface NotificationPreferences {
  /** By event; what is not named is on. */
  readonly events: Readonly<Record<string, { readonly app: boolean; readonly email: boolean }>>
  /** How often mail comes. */
  readonly frequency: NotificationFrequency
  readonly soundEnabled: boolean
  readonly emailNotifications: boolean
  /** No mail and no sound between these, `HH:MM` of São Paulo; null: never quiet. */
  readonly quiet: { readonly from: string; readonly to: string } | null
}

export const firstNotificationPreferences: NotificationPreferences = {
  events: {},
  frequency: 'instant',
  soundEnabled: false,
  emailNotifications: true,
  quiet: null,
}

type Raw = Readonly<Record<string, JsonValue>>
const objectOf = (value: JsonValue | undefined): Raw | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : null
const isClock = (value: JsonValue | undefined): value is string =>
  typeof value === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value)

/** Whatever stands there; what is not understood is as it was at first. Never throws. */
export function readNotificationPreferences(value: JsonValue | undefined): NotificationPreferences {
  const raw = objectOf(value)
  if (!raw) return firstNotificationPreferences
  const quiet = objectOf(raw['quiet'])
  const events = Object.entries(objectOf(raw['events']) ?? {}).flatMap(([event, one]) => {
    const channels = objectOf(one)
    return channels ? [[event, { app: channels['app'] !== false, email: channels['email'] !== false }] as const] : []
  })
  return {
    events: Object.fromEntries(events),
    frequency: notificationFrequencies.find((known) => known === raw['frequency']) ?? 'instant',
    soundEnabled: raw['soundEnabled'] === true,
    emailNotifications: raw['emailNotifications'] !== false,
    quiet: isClock(quiet?.['from']) && isClock(quiet['to']) ? { from: quiet['from'], to: quiet['to'] } : null,
  }
}

const minuteMs = 60_000
const dayMs = 86_400_000
/** São Paulo, where no summer time has been kept since 2019. */
const offsetMs = -3 * 3_600_000
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** The end of the quiet hours this moment lies in; null: it does not. Half-open, also over midnight. */
export function quietUntilMs({ quiet }: Pick<NotificationPreferences, 'quiet'>, nowMs: number): number | null {
  if (!quiet || quiet.from === quiet.to) return null
  const midnight = Math.floor((nowMs + offsetMs) / dayMs) * dayMs - offsetMs
  const [from, to, now] = [minutesOf(quiet.from), minutesOf(quiet.to), (nowMs - midnight) / minuteMs]
  const isQuiet = from < to ? now >= from && now < to : now >= from || now < to
  if (!isQuiet || fault('NTC-5')) return null
  const end = midnight + to * minuteMs
  return end > nowMs ? end : end + dayMs
}

const dailyAt = 8 * 60

/** When the mail about something that happens now shall go out; null: not at all. */
export function mailAtMs(preferences: NotificationPreferences, event: string, nowMs: number): number | null {
  if (!preferences.emailNotifications || preferences.events[event]?.email === false) return null
  const after = quietUntilMs(preferences, nowMs) ?? nowMs
  if (preferences.frequency === 'hourly') return Math.ceil((after + 1) / (60 * minuteMs)) * 60 * minuteMs
  if (preferences.frequency !== 'daily') return after
  const midnight = Math.floor((after + offsetMs) / dayMs) * dayMs - offsetMs
  const today = midnight + dailyAt * minuteMs
  return today > after ? today : today + dayMs
}
