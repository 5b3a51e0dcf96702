/** Everything this person was told, the newest first, and what they want to hear. */
import { notificationFrequencies, type NotificationSnapshot } from '@mutirao/documents'
import { clsx } from 'clsx'
import { BellOff, CheckCheck, Settings2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { usePeople } from '../../engine/index.ts'
import { useNoticePreferences, useNotices } from '../../engine/notices/index.ts'
import { useApprovals } from '../../engine/purchase/index.ts'
import { formatAgo, formatMoment, useTranslation } from '../../i18n/index.ts'
import {
  Avatar,
  Button,
  Checkbox,
  EmptyState,
  Field,
  Input,
  Segmented,
  inApp,
  useHotkeys,
  useNow,
} from '../../ui/index.ts'
import { chime } from './chime.ts'
import { settledNotices } from './settled.ts'
import { useTitles } from './titles.ts'
import { noticeEvents, toldBy } from './words.ts'

export interface NoticesScreenProps {
  readonly status: ReactNode
  readonly href: (notice: NotificationSnapshot) => string
  readonly onOpen: (notice: NotificationSnapshot) => void
}

export default function NoticesScreen({ status, href, onOpen }: NoticesScreenProps) {
  const { t } = useTranslation('notices')
  const { all, markRead, markAllRead } = useNotices()
  const [isSetting, setSetting] = useState(false)
  const settled = settledNotices(all, useApprovals())
  const hasUnread = all.some(({ isRead }) => !isRead)
  useHotkeys([{ keys: 'shift+e', label: t('readAll'), run: markAllRead, disabled: !hasUnread }])
  return (
    <div className="flex h-full min-h-0 flex-col" data-screen="notices">
      <header className="flex min-h-[49px] flex-none flex-wrap items-center gap-2.5 border-b border-line px-4 py-2 phone:px-3.5 phone:pt-[calc(8px+env(safe-area-inset-top))]">
        <h1 className="text-md phone:text-[17px]">{t('title')}</h1>
        <span className="flex-1" />
        {status}
        <Button variant="plain" icon={<CheckCheck aria-hidden />} disabled={!hasUnread} onClick={markAllRead}>
          {t('readAll')}
        </Button>
        <Button
          variant="plain"
          icon={<Settings2 aria-hidden />}
          aria-expanded={isSetting}
          onClick={() => setSetting(!isSetting)}
        >
          {t('preferences')}
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-[760px] gap-4 px-4 py-4 pb-24 phone:px-3.5">
          {isSetting ? <Preferences /> : null}
          {all.length === 0 ? (
            <EmptyState icon={<BellOff />} title={t('empty')}>
              {t('emptyText')}
            </EmptyState>
          ) : (
            <ul aria-label={t('title')} className="overflow-hidden rounded-lg bg-surface shadow-1">
              {all.map((notice) => (
                <Notice
                  key={notice.id}
                  notice={notice}
                  isSettled={settled.has(notice.id)}
                  href={href(notice)}
                  onOpen={() => {
                    markRead(notice.id)
                    onOpen(notice)
                  }}
                />
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  )
}

interface NoticeProps {
  readonly notice: NotificationSnapshot
  /** It asks for something that is not asked for any more. */
  readonly isSettled: boolean
  readonly href: string
  readonly onOpen: () => void
}

function Notice({ notice, isSettled, href, onOpen }: NoticeProps) {
  const { t } = useTranslation('notices')
  const { members } = usePeople()
  const nowMs = useNow()
  const nameOf = (userId: string) => members.get(userId)?.name ?? ''
  const titleOf = useTitles()
  const { what, about, more } = toldBy(notice, nameOf, titleOf)
  const isQuiet = notice.isRead || isSettled
  const by = typeof notice.args['by'] === 'string' ? notice.args['by'] : ''
  return (
    <li className="border-b border-line last:border-0" data-notice={notice.event} data-read={isQuiet || undefined}>
      <a
        href={href}
        onClick={inApp(onOpen)}
        className={clsx('flex gap-2.5 px-3 py-2.5 -outline-offset-2 hover:bg-hover', isQuiet && 'text-muted')}
      >
        <span
          aria-hidden
          className={clsx('mt-2 size-2 shrink-0 rounded-full', isQuiet ? 'bg-transparent' : 'bg-brand')}
        />
        <Avatar id={by} name={nameOf(by) || 'M'} decorative />
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          {isQuiet ? null : <span className="sr-only">{t('unreadOne')} </span>}
          <span className={clsx('block', isQuiet || 'font-medium')}>{what}</span>
          <span className="block">{about}</span>
          <span className="block text-sm text-muted empty:hidden">
            {[more, isSettled ? t('settled') : ''].filter(Boolean).join(' · ')}
          </span>
        </span>
        <time
          dateTime={new Date(notice.atMs).toISOString()}
          title={formatMoment(notice.atMs)}
          className="shrink-0 text-sm text-soft"
        >
          {formatAgo(Math.min(notice.atMs, nowMs), nowMs)}
        </time>
      </a>
    </li>
  )
}

/** Each change is kept at once, on all devices of the person. */
function Preferences() {
  const { t } = useTranslation('notices')
  const [preferences, set] = useNoticePreferences()
  const { events, frequency, soundEnabled, emailNotifications, quiet } = preferences
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
                    className="size-3.5 accent-(--brand) touch:size-5"
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
          if (known) set({ ...preferences, frequency: known })
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
        onChange={(event) =>
          set({ ...preferences, quiet: event.target.checked ? { from: '20:00', to: '07:00' } : null })
        }
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
                    if (event.target.value !== '')
                      set({ ...preferences, quiet: { ...quiet, [end]: event.target.value } })
                  }}
                />
              )}
            </Field>
          ))}
        </div>
      )}
    </section>
  )
}
