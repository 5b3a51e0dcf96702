/** What else is going on with this account, one key away. */
import type { BoardStore, CardSnapshot } from '@mutirao/documents'
import { useState, useSyncExternalStore } from 'react'
import { formatMoney, useTranslation } from '../../../i18n/index.ts'
import { Button } from '../../../ui/index.ts'
import { useCardContext } from '../context.ts'
import { followRelated } from './follow.ts'

const shownAtFirst = 4

export function Related({ onOpenCard }: { readonly onOpenCard: (cardId: string) => void }) {
  const { t } = useTranslation('card')
  const { store, card, currency } = useCardContext()
  const related = useRelated(store, card)
  const [all, setAll] = useState(false)
  if (related.length === 0) return null
  const shown = all ? related : related.slice(0, shownAtFirst)
  const more = related.length - shown.length
  const stages = new Map(store.stages().map((stage) => [stage.id, stage.name]))
  return (
    <section aria-label={t('related.title')} className="border-t border-line px-5 pt-3 pb-3">
      <h3 className="mb-1">
        {t('related.title')} <span className="font-normal text-soft">{related.length}</span>
      </h3>
      <ul className="-mx-2 grid">
        {shown.map((other) => (
          <li key={other.id}>
            <button
              type="button"
              data-related={other.id}
              onClick={() => onOpenCard(other.id)}
              className="flex w-full items-baseline gap-2 rounded-md px-2 py-1 text-left hover:bg-hover touch:min-h-11 touch:items-center"
            >
              <span className="min-w-0 flex-1 truncate">
                {other.title === '' ? t('related.untitled') : other.title}
              </span>
              <span className="shrink-0 text-sm text-soft">
                {stages.get(store.stageOf(other.id) ?? '') ?? t('stage.none')}
              </span>
              {other.valueCents === null ? null : (
                <span className="shrink-0 text-sm font-medium tabular-nums">
                  {formatMoney(other.valueCents, { currency })}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <Button size="sm" variant="plain" onClick={() => setAll(true)}>
          {t('related.more', { count: more })}
        </Button>
      ) : null}
    </section>
  )
}

function useRelated(store: BoardStore, card: CardSnapshot): readonly CardSnapshot[] {
  const [follow, setFollow] = useState(() => followRelated(store, card))
  if (follow.store !== store || follow.cardId !== card.id || follow.account !== card.account)
    setFollow(followRelated(store, card))
  return useSyncExternalStore(follow.subscribe, follow.read)
}
