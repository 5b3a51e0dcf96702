/** Everything that happened, newest first: what stands beside the board as it was. */
import { clsx } from 'clsx'
import type { HistoryNames } from '@mutirao/documents'
import { useMemo } from 'react'
import { errorSentence, useTranslation } from '../../../i18n/index.ts'
import { Button, Skeleton, useNow } from '../../../ui/index.ts'
import { GroupRow } from '../GroupRow.tsx'
import { factsPerPage, useFeed } from '../use-feed.ts'
import type { FeedItem, FeedSource } from '../feed.ts'

export interface EventsProps {
  readonly source: Pick<FeedSource, 'name' | 'kind'>
  /** Of now: they know what was archived too. */
  readonly names: HistoryNames
  /** Up to this row; null: all. */
  readonly untilSeq: number | null
  readonly actor: string | null
  /** See `useHistoryMoved`. */
  readonly moved: number
  readonly onMoment: (item: FeedItem) => void
  readonly className?: string
}

export function Events({ source, names, untilSeq, actor, moved, onMoment, className }: EventsProps) {
  const { t } = useTranslation(['inspector', 'history'])
  const { name, kind } = source
  const sources = useMemo<readonly FeedSource[]>(() => {
    const until = untilSeq === null ? {} : { before: `${untilSeq + 1}.0` }
    return [{ name, kind, query: { limit: factsPerPage, ...until, ...(actor === null ? {} : { actor }) } }]
  }, [name, kind, untilSeq, actor])
  const { feed, state } = useFeed(sources, moved)
  const nowMs = useNow()
  return (
    <aside
      aria-label={t('events')}
      className={clsx(
        'min-h-0 w-[360px] flex-none overflow-y-auto border-l border-line px-4 phone:w-full phone:border-l-0',
        className,
      )}
    >
      {state.phase === 'loading' && state.items.length === 0 ? <Skeleton className="mt-4 h-40" /> : null}
      {state.phase === 'failed' || state.phase === 'offline' ? (
        <output className="block py-3 text-sm text-amber">{errorSentence(state.error)}</output>
      ) : null}
      <ul>
        {state.items.map((item) => (
          <GroupRow
            key={item.key}
            item={item}
            names={names}
            nowMs={nowMs}
            fieldLabel={(field) => field}
            onPutBack={null}
            onSettle={null}
            onLook={onMoment}
          />
        ))}
      </ul>
      {state.more ? (
        <Button variant="plain" className="my-2" onClick={() => void feed.older()}>
          {t('history:older')}
        </Button>
      ) : null}
    </aside>
  )
}
