import type { JsonValue } from '../kind.ts'
import { fault } from '../faults.ts'
import { firstTimeZone, isTimeZone, nextAt, wallMinutes } from './time-zone.ts'

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
  /** No mail and no sound between these, `HH:MM` by the clock of `zone`; null: never quiet. */
  readonly quiet: { readonly from: string; readonly to: string } | null
  /** Where the person lives, as IANA names it. */
  readonly zone: string
}

export const firstNotificationPreferences: NotificationPreferences = {
  events: {},
  frequency: 'instant',
  soundEnabled: false,
  emailNotifications: true,
  quiet: null,
  zone: firstTimeZone,
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
    zone: isTimeZone(raw['zone']) ? raw['zone'] : firstTimeZone,
  }
}

const minuteMs = 60_000
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

type Quiet = Pick<NotificationPreferences, 'quiet' | 'zone'>
/** Named fault NTC-16: everybody lives in São Paulo. */
const zoneOf = ({ zone }: Quiet): string => (fault('NTC-16') ? firstTimeZone : zone)

/** The end of the quiet hours this moment lies in; null: it does not. Half-open, also over midnight. */
export function quietUntilMs(preferences: Quiet, nowMs: number): number | null {
  const { quiet } = preferences
  if (!quiet || quiet.from === quiet.to) return null
  const zone = zoneOf(preferences)
  const [from, to, now] = [minutesOf(quiet.from), minutesOf(quiet.to), wallMinutes(zone, nowMs)]
  const isQuiet = from < to ? now >= from && now < to : now >= from || now < to
  return !isQuiet || fault('NTC-5') ? null : nextAt(zone, to, nowMs)
}

const dailyAt = 8 * 60

/** When the mail about something that happens now shall go out; null: not at all. */
export function mailAtMs(preferences: NotificationPreferences, event: string, nowMs: number): number | null {
  if (!preferences.emailNotifications || preferences.events[event]?.email === false) return null
  const after = quietUntilMs(preferences, nowMs) ?? nowMs
  if (preferences.frequency === 'hourly') return Math.ceil((after + 1) / (60 * minuteMs)) * 60 * minuteMs
  return preferences.frequency === 'daily' ? nextAt(zoneOf(preferences), dailyAt, after) : after
}
