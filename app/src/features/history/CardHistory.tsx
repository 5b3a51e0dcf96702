/** The history tab of an open card: everything that happened to it, live, by field and person, with the ways back. */
import { boardName, cardName, type BoardStore, type CardSnapshot, type HistoryFact } from '@mutirao/documents'
import { useCallback, useMemo, useState } from 'react'
import { resolveConflict, type CardView } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { toast } from '../../ui/index.ts'
import { useFocusWhenAsked } from './asked-field.ts'
import { entryAt, rowsAt } from './at/rows-at.ts'
import type { FeedItem } from './feed.ts'
import { FeedList, FeedState } from './FeedList.tsx'
import { Filters } from './Filters.tsx'
import type { PutBack } from './GroupRow.tsx'
import { InspectLink, type Inspect } from './InspectLink.tsx'
import { useHistoryNames } from './names.ts'
import { PutBackDialog } from './PutBackDialog.tsx'
import { StageVisits } from './StageVisits.tsx'
import { tellFailure } from './telling.ts'
import { sourcesOfCard, useFeed, useHistoryMoved, type HistoryFilter } from './use-feed.ts'

export interface CardHistoryProps {
  readonly boardId: string
  readonly store: BoardStore
  readonly card: CardSnapshot
  readonly detail: CardView
  readonly readOnly: boolean
  /** Begins with this field's history alone. */
  readonly field: string | null
  /** Where administrators see the card's own document at any moment. */
  readonly inspect: Inspect
}

export default function CardHistory(props: CardHistoryProps) {
  const { boardId, store, card, detail, readOnly, field: asked, inspect } = props
  const { t } = useTranslation('history')
  const { details } = detail
  const task = useCallback((id: string) => details?.called(id) ?? null, [details])
  const names = useHistoryNames(store, task)
  const [filter, setFilter] = useState<HistoryFilter>({ field: asked, actor: null })
  const { field, actor } = filter
  const sources = useMemo(() => sourcesOfCard(boardId, card.id, { field, actor }), [boardId, card.id, field, actor])
  const moved = useHistoryMoved(boardName(boardId), cardName(boardId, card.id))
  const { feed, state } = useFeed(sources, moved)
  const fieldLabel = useFieldLabel(store)
  const root = useFocusWhenAsked(asked)
  const place = useMemo(() => ({ about: card.id, field }), [card.id, field])
  const [wanted, setWanted] = useState<{ readonly item: FeedItem; readonly wish: PutBack } | null>(null)
  const settle = (item: FeedItem, fact: HistoryFact, how: 'kept' | 'lost') => {
    resolveConflict(item.source.name, fact, how)
      .then(() => toast({ message: t('settled'), key: 'history' }), tellFailure)
      .finally(() => void feed.refresh())
  }
  return (
    <section
      ref={root}
      tabIndex={-1}
      aria-label={t('label')}
      className="flex min-h-full flex-col px-5 pt-3 pb-5 outline-none"
    >
      <Filters filter={filter} onFilter={setFilter} fieldLabel={fieldLabel} store={store} />
      <InspectLink inspect={inspect}>{t('inspect')}</InspectLink>
      {field === null || field === 'pos' ? (
        <StageVisits boardId={boardId} store={store} card={card} moved={moved} />
      ) : null}
      <FeedState state={state} isFiltered={field !== null || actor !== null} onAgain={() => void feed.refresh()} />
      <FeedList
        feed={feed}
        state={state}
        names={names}
        place={place}
        fieldLabel={fieldLabel}
        onPutBack={readOnly ? null : (item, wish) => setWanted({ item, wish })}
        onSettle={readOnly ? null : settle}
      />
      {wanted ? (
        <PutBackDialog
          {...wanted}
          entry={wanted.item.source.kind === 'board' ? card.id : null}
          fieldLabel={fieldLabel}
          rowsAt={(then) => {
            const entry = entryAt(then, card.id)
            return entry && rowsAt(entry, card, names)
          }}
          onClose={() => setWanted(null)}
          onDone={() => void feed.refresh()}
        />
      ) : null}
    </section>
  )
}

/** A field as the card calls it. */
function useFieldLabel(store: BoardStore): (field: string) => string {
  const { t } = useTranslation(['history', 'card'])
  return useMemo(() => {
    const known: Readonly<Record<string, string>> = {
      title: t('card:field.title'),
      account: t('card:field.account'),
      value: t('card:field.value'),
      contactName: t('card:field.contactName'),
      contactEmail: t('card:field.contactEmail'),
      contactPhone: t('card:field.contactPhone'),
      owner: t('card:field.owner'),
      closeOn: t('card:field.closeOn'),
      nextActivity: t('card:field.nextActivity'),
      nextActivityOn: t('card:field.nextActivityOn'),
      source: t('card:field.source'),
      lostReason: t('card:field.lostReason'),
      pos: t('stage'),
      deletedAt: t('archived'),
      notes: t('notes'),
    }
    return (field) => {
      if (field.startsWith('label:')) return field.slice('label:'.length)
      if (field.startsWith('field:')) return store.field(field.slice('field:'.length))?.name ?? field
      return known[field] ?? field
    }
  }, [t, store])
}
