import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  firstNotificationPreferences,
  gathered,
  mailAtMs,
  markNotificationRead,
  markNotificationsRead,
  quietUntilMs,
  readNotificationPreferences,
  readNotifications,
  userMap,
  writeNotifications,
} from './index.ts'

const notice = (id: string, atMs: number) => ({
  id,
  event: 'e',
  document: 'requests:x',
  subject: 's',
  args: { n: 1 },
  group: '',
  atMs,
})
const at = (clock: string) => Date.parse(`2026-11-26T${clock}:00-03:00`)

describe('notifications of one person', () => {
  it('[NTC-3] stand as the tables say, the newest first; written twice nothing is written', () => {
    const doc = new Y.Doc()
    expect(writeNotifications(doc, [notice('b', 2), notice('a', 1)])).toBe(true)
    expect(writeNotifications(doc, [notice('b', 2), notice('a', 1)])).toBe(false)
    userMap(doc, 'notifications').set('strange', 7)
    expect(readNotifications(doc).map(({ id }) => id)).toEqual(['b', 'a'])
    writeNotifications(doc, [notice('c', 3)])
    expect(readNotifications(doc).map(({ id }) => id)).toEqual(['c'])
  })

  it('[NTC-4] what two devices have read apart from each other is read on both', () => {
    const [here, there] = [new Y.Doc(), new Y.Doc()]
    writeNotifications(here, [notice('a', 1), notice('b', 2), notice('c', 3)])
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
    markNotificationRead(here, 'c')
    markNotificationsRead(there, 1)
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there))
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
    for (const doc of [here, there])
      expect(readNotifications(doc).map(({ id, isRead }) => [id, isRead])).toEqual([
        ['c', true],
        ['b', false],
        ['a', true],
      ])
  })

  it('[NTC-5] quiet hours are half-open and may pass midnight; mail waits for their end, or for its hour, or does not come', () => {
    const quiet = { ...firstNotificationPreferences, quiet: { from: '22:00', to: '07:00' } }
    expect(quietUntilMs(quiet, at('21:59'))).toBeNull()
    expect(quietUntilMs(quiet, at('22:00'))).toBe(at('07:00') + 86_400_000)
    expect(quietUntilMs(quiet, at('06:59'))).toBe(at('07:00'))
    expect(quietUntilMs(quiet, at('07:00'))).toBeNull()
    expect(mailAtMs(quiet, 'e', at('23:30'))).toBe(at('07:00') + 86_400_000)
    expect(mailAtMs(firstNotificationPreferences, 'e', at('10:10'))).toBe(at('10:10'))
    expect(mailAtMs({ ...firstNotificationPreferences, frequency: 'hourly' }, 'e', at('10:10'))).toBe(at('11:00'))
    expect(mailAtMs({ ...firstNotificationPreferences, frequency: 'daily' }, 'e', at('10:10'))).toBe(
      at('08:00') + 86_400_000,
    )
    expect(mailAtMs({ ...firstNotificationPreferences, emailNotifications: false }, 'e', 0)).toBeNull()
    const off = { ...firstNotificationPreferences, events: { e: { app: true, email: false } } }
    expect([mailAtMs(off, 'e', 1), mailAtMs(off, 'f', 1)]).toEqual([null, 1])
  })

  it('[NTC-16] quiet hours and the hour of the daily letter go by the clock of where the person lives, summer time included', () => {
    const lisbon = { ...firstNotificationPreferences, quiet: { from: '22:00', to: '07:00' }, zone: 'Europe/Lisbon' }
    const there = (moment: string) => Date.parse(moment)
    // 19:30 in São Paulo is 22:30 in Lisbon.
    expect(quietUntilMs(lisbon, at('19:30'))).toBe(there('2026-11-27T07:00:00Z'))
    expect(quietUntilMs(lisbon, at('05:00'))).toBeNull()
    const daily = { ...firstNotificationPreferences, frequency: 'daily', zone: 'America/Manaus' } as const
    expect(mailAtMs(daily, 'e', at('08:59'))).toBe(there('2026-11-26T08:00:00-04:00'))
    // The night in which Lisbon puts its clocks back, and the one in which it puts them forward.
    expect(quietUntilMs(lisbon, there('2026-10-24T22:00:00+01:00'))).toBe(there('2026-10-25T07:00:00Z'))
    expect(quietUntilMs(lisbon, there('2026-03-28T23:00:00Z'))).toBe(there('2026-03-29T07:00:00+01:00'))
    const gap = { ...lisbon, quiet: { from: '22:00', to: '01:30' } }
    expect(quietUntilMs(gap, there('2026-03-28T23:00:00Z'))).toBe(there('2026-03-29T01:30:00Z'))
    const [kolkata, from] = [{ ...lisbon, zone: 'Asia/Kolkata' }, there('2026-11-26T22:00:00+05:30')]
    expect([quietUntilMs(kolkata, from - 1), quietUntilMs(kolkata, from)]).toEqual([
      null,
      there('2026-11-27T07:00:00+05:30'),
    ])
  })

  it('[NTC-16] a zone this device does not know is as if none were said', () => {
    for (const zone of ['Atlantis/Capital', '', 7, 'x'.repeat(100), null])
      expect(readNotificationPreferences({ zone } as never).zone).toBe('America/Sao_Paulo')
    expect(readNotificationPreferences({ zone: 'Europe/Lisbon' }).zone).toBe('Europe/Lisbon')
  })

  it('[NTC-14] what was told in one group stands as one, where its newest stands; everything else stands alone', () => {
    const doc = new Y.Doc()
    const of = (id: string, atMs: number, group: string) => ({ ...notice(id, atMs), group })
    writeNotifications(doc, [of('a', 1, ''), of('b', 2, 'g'), of('c', 3, ''), of('d', 4, 'g'), of('e', 5, 'h')])
    const ids = gathered(readNotifications(doc)).map((group) => group.map(({ id }) => id))
    expect(ids).toEqual([['e'], ['d', 'b'], ['c'], ['a']])
  })

  it('[NTC-5] whatever stands under the preferences is read without a fault', () => {
    expect(readNotificationPreferences('x')).toEqual(firstNotificationPreferences)
    const strange = { events: { a: 1, b: { app: false } }, quiet: { from: '25:00', to: '07:00' }, frequency: 'never' }
    expect(readNotificationPreferences(strange)).toEqual({
      ...firstNotificationPreferences,
      events: { b: { app: false, email: true } },
    })
  })
})
