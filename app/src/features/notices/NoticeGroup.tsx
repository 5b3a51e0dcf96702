/** Several notices that are one piece of news: one line, which opens to the line of each. */
import type { NotificationSnapshot } from '@mutirao/documents'
import { clsx } from 'clsx'
import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { Avatar, useNow } from '../../ui/index.ts'
import { NoticeLine, UnreadDot, When, type NoticeProps } from './NoticeLine.tsx'
import { toldTogether } from './words.ts'

export interface NoticeGroupProps extends NoticeProps {
  /** The newest first. */
  readonly group: readonly NotificationSnapshot[]
  /** All of it is in front of the person. */
  readonly onSeen: () => void
}

export function NoticeGroup({ group, settled, href, onOpen, onSeen }: NoticeGroupProps) {
  const { t } = useTranslation('notices')
  const [isOpen, setOpen] = useState(false)
  const nowMs = useNow()
  const listId = useId()
  const { what, about, more } = toldTogether(group, settled)
  const isQuiet = group.every(({ id, isRead }) => isRead || settled.has(id))
  return (
    <li
      className="border-b border-line last:border-0"
      data-notice-group={group[0]?.group}
      data-read={isQuiet || undefined}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => {
          setOpen(!isOpen)
          if (!isOpen) onSeen()
        }}
        className={clsx(
          'flex w-full gap-2.5 px-3 py-2.5 text-left -outline-offset-2 hover:bg-hover',
          isQuiet && 'text-muted',
        )}
      >
        <UnreadDot isQuiet={isQuiet} />
        <Avatar id="server" name="M" decorative />
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          {isQuiet ? null : <span className="sr-only">{t('unreadOne')} </span>}
          <span className={clsx('block', isQuiet || 'font-medium')}>{what}</span>
          <span className="flex items-center gap-1">
            {about}
            <ChevronDown
              aria-hidden
              className={clsx('size-4 text-muted transition-transform', isOpen && 'rotate-180')}
            />
          </span>
          <span className="block text-sm text-muted empty:hidden">{more}</span>
        </span>
        <When atMs={group[0]?.atMs ?? nowMs} nowMs={nowMs} />
      </button>
      <ul id={listId} hidden={!isOpen} className="border-t border-line bg-sunken pl-9">
        {isOpen
          ? group.map((notice) => <NoticeLine key={notice.id} {...{ notice, settled, href, onOpen, said: what }} />)
          : null}
      </ul>
    </li>
  )
}
