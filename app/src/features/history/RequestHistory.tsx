/** The history tab of an open request: what people changed in it, live, and the ways back. What was decided stands in its own tab. */
import { requestName, requestsName, type HistoryNames, type RequestSnapshot } from '@mutirao/documents'
import { useCallback, useMemo, useState } from 'react'
import { usePeople } from '../../engine/index.ts'
import type { ListView, RequestDetailView } from '../../engine/purchase/index.ts'
import { useLocale, useTranslation } from '../../i18n/index.ts'
import { Select } from '../../ui/index.ts'
import { useFocusWhenAsked } from './asked-field.ts'
import type { FeedItem } from './feed.ts'
import { FeedList, FeedState } from './FeedList.tsx'
import type { PutBack } from './GroupRow.tsx'
import { InspectLink, type Inspect } from './InspectLink.tsx'
import { personName } from './names.ts'
import { PutBackDialog } from './PutBackDialog.tsx'
import { sourcesOfRequest, useFeed, useHistoryMoved } from './use-feed.ts'

export interface RequestHistoryProps {
  readonly listId: string
  readonly list: ListView
  readonly request: RequestSnapshot
  readonly detail: RequestDetailView
  readonly readOnly: boolean
  /** It was sent for approval: changing its content has consequences. */
  readonly sent: boolean
  /** Begins with this field's history alone. */
  readonly field: string | null
  /** Where administrators see the request's own document at any moment. */
  readonly inspect: Inspect
}

const fields = ['title', 'priority', 'needBy', 'costCentre', 'category', 'project', 'place', 'justification'] as const

export default function RequestHistory(props: RequestHistoryProps) {
  const { listId, list, request, detail, readOnly, sent, field: asked, inspect } = props
  const { t } = useTranslation('history')
  const names = useNames(list, detail)
  const fieldLabel = useFieldLabel()
  const { id } = request
  const [field, setField] = useState(asked)
  const root = useFocusWhenAsked(asked)
  const sources = useMemo(() => sourcesOfRequest(listId, id, field), [listId, id, field])
  const moved = useHistoryMoved(requestsName(listId), requestName(listId, id))
  const { feed, state } = useFeed(sources, moved)
  const [wanted, setWanted] = useState<{ readonly item: FeedItem; readonly wish: PutBack } | null>(null)
  return (
    <section
      ref={root}
      tabIndex={-1}
      aria-label={t('requestLabel')}
      className="flex min-h-full flex-col px-5 pt-3 pb-5 outline-none"
    >
      <Select
        label={t('filterField')}
        className="mb-1 max-w-52 self-start"
        value={field ?? ''}
        onChange={(next) => setField(next === '' ? null : next)}
        options={[
          { value: '', label: t('everything') },
          ...fields.map((name) => ({ value: name, label: fieldLabel(name) })),
        ]}
      />
      <InspectLink inspect={inspect}>{t('requestInspect')}</InspectLink>
      <FeedState state={state} isFiltered={field !== null} onAgain={() => void feed.refresh()} />
      <FeedList
        feed={feed}
        state={state}
        names={names}
        fieldLabel={fieldLabel}
        onPutBack={readOnly ? null : (item, wish) => setWanted({ item, wish })}
        onSettle={null}
      />
      {wanted ? (
        <PutBackDialog
          {...wanted}
          entry={wanted.item.source.kind === 'requests' ? id : null}
          fieldLabel={fieldLabel}
          entryName={(item) => names.task?.(item) ?? null}
          beware={sent ? t('requestWasSent') : null}
          onClose={() => setWanted(null)}
          onDone={() => void feed.refresh()}
        />
      ) : null}
    </section>
  )
}

/** A field as the request calls it. */
function useFieldLabel(): (field: string) => string {
  const { t } = useTranslation(['history', 'purchase'])
  return useCallback(
    (field) => {
      if (field.startsWith('label:')) return field.slice('label:'.length)
      if (field === 'deletedAt') return t('archived')
      const known = fields.find((name) => name === field)
      return known ? t(`purchase:field.${known}`) : field
    },
    [t],
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
      task: (id) => details?.called(id) ?? null,
    }),
    [language, people, server, store, details],
  )
}
