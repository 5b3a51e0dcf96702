/** What a history tab shows of a feed, whatever it is the history of. */
import { CloudOff, History } from 'lucide-react'
import { errorSentence, useTranslation } from '../../i18n/index.ts'
import { Button, EmptyState, Skeleton, useNow } from '../../ui/index.ts'
import type { Feed, FeedState as State } from './feed.ts'
import { GroupRow, type GroupRowProps } from './GroupRow.tsx'

interface FeedStateProps {
  readonly state: State
  readonly isFiltered: boolean
  readonly onAgain: () => void
}

/** What stands where nothing can be listed, and the line that says that the list may be old. */
export function FeedState({ state, isFiltered, onAgain }: FeedStateProps) {
  const { t } = useTranslation('history')
  const isEmpty = state.items.length === 0
  if (state.phase === 'loading')
    return (
      <div aria-busy className="grid gap-3 py-3">
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
      </div>
    )
  if (state.phase === 'ready')
    return isEmpty ? <EmptyState icon={<History />} title={isFiltered ? t('emptyFiltered') : t('empty')} /> : null
  const sentence = state.phase === 'failed' ? t('failed', { reason: errorSentence(state.error) }) : t('offline')
  if (!isEmpty)
    return (
      <output className="flex items-center gap-2 py-2 text-sm text-amber">
        <CloudOff aria-hidden className="size-3.5" />
        {state.phase === 'offline' ? t('offlineKept') : sentence}
      </output>
    )
  return <EmptyState icon={<CloudOff />} title={sentence} action={<Button onClick={onAgain}>{t('again')}</Button>} />
}

interface FeedListProps extends Omit<GroupRowProps, 'item' | 'nowMs'> {
  readonly feed: Feed
  readonly state: State
}

/** What happened, newest first, and the way to what is older. */
export function FeedList({ feed, state, ...row }: FeedListProps) {
  const { t } = useTranslation('history')
  const nowMs = useNow()
  return (
    <>
      <ul aria-live="off">
        {state.items.map((item) => (
          <GroupRow key={item.key} item={item} nowMs={nowMs} {...row} />
        ))}
      </ul>
      {state.more ? (
        <Button variant="plain" className="mt-2 self-center" onClick={() => void feed.older()}>
          {t('older')}
        </Button>
      ) : null}
    </>
  )
}
