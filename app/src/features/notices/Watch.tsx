/** Unread count beside the place's name; tells of what comes while the app is open, with a sound for who wants one. */
import { gathered, quietUntilMs, type NotificationPreferences, type NotificationSnapshot } from '@mutirao/documents'
import { useEffect, useRef } from 'react'
import { usePeople } from '../../engine/index.ts'
import { useNoticePreferences, useNotices } from '../../engine/notices/index.ts'
import { useApprovals } from '../../engine/purchase/index.ts'
import { formatNumber, useTranslation } from '../../i18n/index.ts'
import { toast } from '../../ui/index.ts'
import { chime } from './chime.ts'
import { settledNotices } from './settled.ts'
import { useTitles } from './titles.ts'
import { toldBy, toldTogether } from './words.ts'

/** What is older than this when it is first seen came while nobody looked: the count says it. */
const freshMs = 60_000
const isFresh = ({ atMs, isRead }: NotificationSnapshot): boolean => !isRead && Date.now() - atMs < freshMs
const isQuiet = (preferences: NotificationPreferences): boolean => quietUntilMs(preferences, Date.now()) !== null

export default function Watch({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation('notices')
  const { all } = useNotices()
  const [preferences] = useNoticePreferences()
  const { members } = usePeople()
  const titleOf = useTitles()
  const known = useRef<ReadonlySet<string> | null>(null)
  const wanted = all.filter(({ event }) => preferences.events[event]?.app !== false)
  const settled = settledNotices(all, useApprovals())
  // However many requests one piece of news is about, it is one.
  const unread = gathered(wanted).filter((group) => group.some(({ id, isRead }) => !isRead && !settled.has(id))).length
  useEffect(() => {
    const before = known.current
    known.current = new Set(wanted.map(({ id }) => id))
    const fresh = before && wanted.find((one) => !before.has(one.id) && isFresh(one))
    if (!fresh) return
    const group = gathered(wanted).find((one) => one.includes(fresh)) ?? []
    const { what, about, more } =
      group.length > 1 ? toldTogether(group, settled) : toldBy(fresh, (id) => members.get(id)?.name ?? '', titleOf)
    const isRefused = fresh.event === 'purchase_request_refused'
    toast({
      message: `${what}: ${isRefused && about !== '' ? `${about}. ${more}` : about || more}`,
      key: 'notice-told',
      action: { label: t('open'), run: onOpen },
    })
    const isHeard = group.some(({ id }) => before.has(id))
    if (preferences.soundEnabled && !isHeard && !isQuiet(preferences)) chime()
  })
  if (unread === 0) return null
  return (
    <span
      data-unread={unread}
      className="ml-auto rounded-full bg-amber-weak px-1.5 text-xs font-semibold text-amber tabular-nums"
    >
      <span aria-hidden>{formatNumber(unread)}</span>
      <span className="sr-only">{t('unread', { count: unread })}</span>
    </span>
  )
}
