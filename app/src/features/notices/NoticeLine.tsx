import type { NotificationSnapshot } from '@mutirao/documents'
import { clsx } from 'clsx'
import { usePeople } from '../../engine/index.ts'
import { formatAgo, formatMoment, useTranslation } from '../../i18n/index.ts'
import { Avatar, inApp, useNow } from '../../ui/index.ts'
import { useTitles } from './titles.ts'
import { toldBy } from './words.ts'

export interface NoticeProps {
  /** Ids of those that ask for something that is not asked for any more. */
  readonly settled: ReadonlySet<string>
  readonly href: (notice: NotificationSnapshot) => string
  readonly onOpen: (notice: NotificationSnapshot) => void
}

/** @param said by the line of its group, which also says when: not to be said again */
export function NoticeLine({
  notice,
  settled,
  href,
  onOpen,
  said,
}: NoticeProps & { readonly notice: NotificationSnapshot; readonly said?: string }) {
  const { t } = useTranslation('notices')
  const { members } = usePeople()
  const nowMs = useNow()
  const nameOf = (userId: string) => members.get(userId)?.name ?? ''
  const titleOf = useTitles()
  const { what, about, more } = toldBy(notice, nameOf, titleOf)
  const isMember = said !== undefined
  const isSettled = settled.has(notice.id)
  const isQuiet = notice.isRead || isSettled
  const by = typeof notice.args['by'] === 'string' ? notice.args['by'] : ''
  return (
    <li className="border-b border-line last:border-0" data-notice={notice.event} data-read={isQuiet || undefined}>
      <a
        href={href(notice)}
        onClick={inApp(() => onOpen(notice))}
        className={clsx('flex gap-2.5 px-3 py-2.5 -outline-offset-2 hover:bg-hover', isQuiet && 'text-muted')}
      >
        <UnreadDot isQuiet={isQuiet} />
        {isMember ? null : <Avatar id={by} name={nameOf(by) || 'M'} decorative />}
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          {isQuiet ? null : <span className="sr-only">{t('unreadOne')} </span>}
          <span className={clsx('block', isQuiet || 'font-medium')}>{isMember ? about : what}</span>
          {isMember && what === said ? null : <span className="block">{isMember ? what : about}</span>}
          <span className="block text-sm text-muted empty:hidden">
            {[more, isSettled ? t('settled') : ''].filter(Boolean).join(' · ')}
          </span>
        </span>
        {isMember ? null : <When atMs={notice.atMs} nowMs={nowMs} />}
      </a>
    </li>
  )
}

export const UnreadDot = ({ isQuiet }: { readonly isQuiet: boolean }) => (
  <span aria-hidden className={clsx('mt-2 size-2 shrink-0 rounded-full', isQuiet ? 'bg-transparent' : 'bg-brand')} />
)

export const When = ({ atMs, nowMs }: { readonly atMs: number; readonly nowMs: number }) => (
  <time dateTime={new Date(atMs).toISOString()} title={formatMoment(atMs)} className="shrink-0 text-sm text-soft">
    {formatAgo(Math.min(atMs, nowMs), nowMs)}
  </time>
)
