/** The history tab of an open request: what people changed in it, live. What was decided stands in its own tab. */
import { requestName, requestsName, type HistoryNames, type RequestSnapshot } from '@mutirao/documents'
import { CloudOff, History } from 'lucide-react'
import { useMemo } from 'react'
import { usePeople } from '../../engine/index.ts'
import type { ListView, RequestDetailView } from '../../engine/purchase/index.ts'
import { errorSentence, useLocale, useTranslation } from '../../i18n/index.ts'
import { Button, EmptyState, Skeleton, useNow } from '../../ui/index.ts'
import type { FeedSource } from './feed.ts'
import { GroupRow } from './GroupRow.tsx'
import { personName } from './names.ts'
import { factsPerPage, useFeed, useHistoryMoved } from './use-feed.ts'

export interface RequestHistoryProps {
  readonly listId: string
  readonly list: ListView
  readonly request: RequestSnapshot
  readonly detail: RequestDetailView
}

export default function RequestHistory({ listId, list, request, detail }: RequestHistoryProps) {
  const { t } = useTranslation('history')
  const names = useNames(list, detail)
  const { id } = request
  const sources = useMemo<readonly FeedSource[]>(
    () => [
      { name: requestsName(listId), kind: 'requests', query: { limit: factsPerPage, entry: id } },
      { name: requestName(listId, id), kind: 'request', query: { limit: factsPerPage } },
    ],
    [listId, id],
  )
  const moved = useHistoryMoved(requestsName(listId), requestName(listId, id))
  const { feed, state } = useFeed(sources, moved)
  const nowMs = useNow()
  if (state.phase === 'loading')
    return (
      <div aria-busy className="grid gap-3 p-5">
        <Skeleton className="h-9" />
        <Skeleton className="h-9" />
      </div>
    )
  if (state.items.length === 0) {
    if (state.phase === 'ready') return <EmptyState icon={<History />} title={t('empty')} />
    const sentence = state.phase === 'failed' ? t('failed', { reason: errorSentence(state.error) }) : t('offline')
    return (
      <EmptyState
        icon={<CloudOff />}
        title={sentence}
        action={<Button onClick={() => void feed.refresh()}>{t('again')}</Button>}
      />
    )
  }
  return (
    <section aria-label={t('label')} className="flex min-h-full flex-col px-5 pt-3 pb-5">
      {state.phase === 'offline' ? (
        <output className="flex items-center gap-2 py-2 text-sm text-amber">
          <CloudOff aria-hidden className="size-3.5" />
          {t('offlineKept')}
        </output>
      ) : null}
      <ul aria-live="off">
        {state.items.map((item) => (
          <GroupRow
            key={item.key}
            item={item}
            names={names}
            nowMs={nowMs}
            fieldLabel={(field) => field}
            onPutBack={null}
            onSettle={null}
          />
        ))}
      </ul>
      {state.more ? (
        <Button variant="plain" className="mt-2 self-center" onClick={() => void feed.older()}>
          {t('older')}
        </Button>
      ) : null}
    </section>
  )
}

function useNames(list: ListView, detail: RequestDetailView): HistoryNames {
  const { t } = useTranslation('history')
  const language = useLocale()
  const people = usePeople()
  const server = t('server')
  const { store } = list
  const { details } = detail
  return useMemo(
    () => ({
      language,
      currency: store?.meta().currency ?? 'BRL',
      person: (id) => personName(people, id, server),
      card: (id) => store?.request(id)?.title ?? null,
      stage: () => null,
      task: (id) => details?.items().find((item) => item.id === id)?.description ?? null,
    }),
    [language, people, server, store, details],
  )
}
