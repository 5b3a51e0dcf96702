/** What somebody wants to hear, and how. */
import {
  firstNotificationPreferences,
  isTimeZone,
  notificationFrequencies,
  type NotificationPreferences,
} from '@mutirao/documents'
import { useNoticePreferences } from '../../engine/notices/index.ts'
import { useLocale, useTranslation } from '../../i18n/index.ts'
import { Button, Checkbox, Field, Input, Segmented } from '../../ui/index.ts'
import { chime } from './chime.ts'
import { noticeEvents } from './words.ts'

/** Each change is kept at once, on all devices of the person. */
export function Preferences() {
  const { t } = useTranslation('notices')
  const [preferences, set] = useNoticePreferences()
  const { events, frequency, soundEnabled, emailNotifications, quiet, zone } = preferences
  // Hours are meant by the clock in front of whoever writes them.
  const setHours = (hours: Partial<Pick<NotificationPreferences, 'quiet' | 'frequency'>>) =>
    set({ ...preferences, ...hours, zone: deviceZone() })
  const channel = (event: string) => events[event] ?? { app: true, email: true }
  return (
    <section aria-label={t('preferences')} data-preferences className="grid gap-4 rounded-lg bg-sunken p-4">
      <table className="text-left">
        <thead className="text-sm text-muted">
          <tr>
            <th className="py-1 font-medium">{t('pref.what')}</th>
            <th className="w-20 py-1 text-center font-medium">{t('pref.app')}</th>
            <th className="w-20 py-1 text-center font-medium">{t('pref.email')}</th>
          </tr>
        </thead>
        <tbody>
          {noticeEvents.map((event) => (
            <tr key={event} className="border-t border-line">
              <td className="py-1.5">{t(`event.${event}`)}</td>
              {(['app', 'email'] as const).map((which) => (
                <td key={which} className="text-center">
                  <input
                    type="checkbox"
                    aria-label={t(`pref.${which}Of`, { event: t(`event.${event}`) })}
                    checked={channel(event)[which] && (which === 'app' || emailNotifications)}
                    disabled={which === 'email' && !emailNotifications}
                    onChange={(change) =>
                      set({
                        ...preferences,
                        events: { ...events, [event]: { ...channel(event), [which]: change.target.checked } },
                      })
                    }
                    className="size-3.5 align-middle accent-(--brand) touch:size-5"
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Checkbox
        checked={emailNotifications}
        onChange={(event) => set({ ...preferences, emailNotifications: event.target.checked })}
      >
        {t('pref.mail')}
      </Checkbox>
      <Segmented
        label={t('pref.frequency')}
        value={frequency}
        onChange={(next) => {
          const known = notificationFrequencies.find((one) => one === next)
          if (known) setHours({ frequency: known })
        }}
        options={notificationFrequencies.map((value) => ({ value, label: t(`frequency.${value}`) }))}
        className="justify-self-start"
      />
      <Checkbox
        checked={soundEnabled}
        onChange={(event) => {
          if (event.target.checked) chime()
          set({ ...preferences, soundEnabled: event.target.checked })
        }}
      >
        {t('pref.sound')}
      </Checkbox>
      <Checkbox
        checked={quiet !== null}
        onChange={(event) => setHours({ quiet: event.target.checked ? { from: '20:00', to: '07:00' } : null })}
      >
        {t('pref.quiet')}
      </Checkbox>
      {quiet === null ? null : (
        <div className="flex gap-3">
          {(['from', 'to'] as const).map((end) => (
            <Field key={end} label={t(`pref.${end}`)}>
              {(control) => (
                <Input
                  {...control}
                  type="time"
                  value={quiet[end]}
                  onChange={(event) => {
                    if (event.target.value !== '') setHours({ quiet: { ...quiet, [end]: event.target.value } })
                  }}
                />
              )}
            </Field>
          ))}
        </div>
      )}
      {quiet === null && frequency !== 'daily' ? null : <Zone zone={zone} onHere={() => setHours({})} />}
    </section>
  )
}

const deviceZone = (): string => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return isTimeZone(timeZone) ? timeZone : firstNotificationPreferences.zone
}

/** As people call it: "Horário de Brasília". */
function nameOf(zone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(
    new Date(),
  )
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
}

/** By whose clock the hours go; somebody who travels is told, and stays master of it. */
function Zone({ zone, onHere }: { readonly zone: string; readonly onHere: () => void }) {
  const { t } = useTranslation('notices')
  const locale = useLocale()
  const here = deviceZone()
  const isSame = nameOf(zone, locale) === nameOf(here, locale)
  return (
    <div data-zone={zone} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      <p>
        {isSame
          ? t('pref.zone', { zone: nameOf(zone, locale) })
          : t('pref.zoneOther', { zone: nameOf(zone, locale), here: nameOf(here, locale) })}
      </p>
      {isSame ? null : (
        <Button variant="ghost" onClick={onHere}>
          {t('pref.zoneUse')}
        </Button>
      )}
    </div>
  )
}
