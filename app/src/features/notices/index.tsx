/** Everything this person was told, the newest first, and what they want to hear. */
import { gathered, type NotificationSnapshot } from '@mutirao/documents'
import { BellOff, CheckCheck, Settings2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useNotices } from '../../engine/notices/index.ts'
import { useApprovals } from '../../engine/purchase/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Button, EmptyState, useHotkeys } from '../../ui/index.ts'
import { NoticeGroup } from './NoticeGroup.tsx'
import { NoticeLine } from './NoticeLine.tsx'
import { Preferences } from './Preferences.tsx'
import { settledNotices } from './settled.ts'

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
          <span className="phone:sr-only">{t('readAll')}</span>
        </Button>
        <Button
          variant="plain"
          icon={<Settings2 aria-hidden />}
          aria-expanded={isSetting}
          onClick={() => setSetting(!isSetting)}
        >
          <span className="phone:sr-only">{t('preferences')}</span>
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
              {gathered(all).map((group) => {
                const [first] = group
                const open = (notice: NotificationSnapshot) => {
                  markRead(notice.id)
                  onOpen(notice)
                }
                if (!first) return null
                const shared = { settled, href, onOpen: open }
                return group.length === 1 ? (
                  <NoticeLine key={first.id} notice={first} {...shared} />
                ) : (
                  <NoticeGroup
                    key={first.group}
                    group={group}
                    {...shared}
                    onSeen={() => {
                      for (const { id } of group) markRead(id)
                    }}
                  />
                )
              })}
            </ul>
          )}
        </div>
      </div>
    </div>
  )
}
