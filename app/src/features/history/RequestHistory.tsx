/** The history tab of an open request: what people changed in it, live. What was decided stands in its own tab. */
import { requestName, requestsName, type HistoryNames, type RequestSnapshot } from '@mutirao/documents'
import { useMemo } from 'react'
import { usePeople } from '../../engine/index.ts'
import type { ListView, RequestDetailView } from '../../engine/purchase/index.ts'
import { useLocale, useTranslation } from '../../i18n/index.ts'
import type { FeedSource } from './feed.ts'
import { FeedList, FeedState } from './FeedList.tsx'
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
  return (
    <section aria-label={t('label')} className="flex min-h-full flex-col px-5 pt-3 pb-5">
      <FeedState state={state} isFiltered={false} onAgain={() => void feed.refresh()} />
      <FeedList
        feed={feed}
        state={state}
        names={names}
        fieldLabel={(field) => field}
        onPutBack={null}
        onSettle={null}
      />
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
