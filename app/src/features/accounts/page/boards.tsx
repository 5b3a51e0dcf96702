import { clsx } from 'clsx'
import { Clock } from 'lucide-react'
import { useMemo } from 'react'
import { usePerson, type AllBoards, type PlacedCard } from '../../../engine/index.ts'
import { formatDay, formatList, formatMoney, today, useTranslation } from '../../../i18n/index.ts'
import { Avatar, Button, inApp } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'
import { sumsOf, type OwnCards } from '../model/rows.ts'
import { Money } from '../parts/sums.tsx'
import { useMore } from '../parts/use-more.ts'

interface BoardsProps {
  readonly own: readonly OwnCards[]
  readonly boards: AllBoards
}

/** The cards of the account, board by board. */
export function Boards({ own, boards }: BoardsProps) {
  const { t } = useTranslation('accounts')
  return (
    <section aria-label={t('boards.title')} className="grid min-w-0 gap-4">
      {own.map((board) => (
        <Board key={board.boardId} board={board} />
      ))}
      {own.length > 0 ? null : (
        <div className="rounded-xl p-5 text-muted shadow-[inset_0_0_0_1px_var(--line)]">
          <p>{t('boards.none')}</p>
          <p className="text-sm text-soft">{t('boards.noneHint')}</p>
        </div>
      )}
      {boards.opening > 0 ? (
        <output className="text-sm text-muted">{t('opening', { count: boards.opening })}</output>
      ) : boards.missing.length > 0 ? (
        <output className="text-sm text-muted">{t('missing', { boards: formatList(boards.missing) })}</output>
      ) : null}
    </section>
  )
}

function Board({ board }: { readonly board: OwnCards }) {
  const { t } = useTranslation('accounts')
  const { currency, cards } = board
  const { shown, more, rest } = useMore(cards)
  const open = useMemo(
    () =>
      sumsOf(
        cards.map((card) => ({ ...card, currency })),
        'open',
      ),
    [cards, currency],
  )
  return (
    <section aria-label={board.title} className="min-w-0">
      <h2 className="flex items-baseline gap-2 pb-1.5">
        <span className="truncate font-semibold">{board.title}</span>
        <span className="text-sm font-normal text-muted">{t('cards', { count: cards.length })}</span>
        <Money sums={open} className="ml-auto text-sm font-normal whitespace-nowrap text-muted tabular-nums" />
      </h2>
      <ul className="overflow-hidden rounded-xl bg-surface shadow-1">
        {shown.map((placed) => (
          <Row key={placed.card.id} placed={placed} currency={currency} />
        ))}
      </ul>
      {rest > 0 ? (
        <Button variant="plain" size="sm" className="mt-1" onClick={more}>
          +{rest}
        </Button>
      ) : null}
    </section>
  )
}

function Row({ placed, currency }: { readonly placed: PlacedCard; readonly currency: string }) {
  const { t } = useTranslation(['accounts', 'common'])
  const { cardHref, onOpenCard } = usePlaces()
  const { boardId, card, stage } = placed
  const owner = usePerson(card.ownerId)
  const late =
    stage?.kind !== 'won' && stage?.kind !== 'lost' && card.nextActivityOn !== null && card.nextActivityOn < today()
  return (
    <li className="border-b border-line last:border-b-0">
      <a
        href={cardHref(boardId, card.id)}
        onClick={inApp(() => onOpenCard(boardId, card.id))}
        className="grid min-h-11 grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-3 px-3 py-1.5 -outline-offset-2 hover:bg-hover"
      >
        <span className="min-w-0">
          <span className={clsx('block truncate font-medium', stage?.kind === 'lost' && 'text-muted line-through')}>
            {card.title === '' ? t('common:untitled') : card.title}
          </span>
          <span className="flex min-w-0 items-center gap-1.5 text-sm text-muted">
            <span
              aria-hidden
              className="size-2 flex-none rounded-[3px]"
              style={{ background: stage === null || stage.color === '' ? 'var(--faint)' : stage.color }}
            />
            <span className="truncate">{stage === null || stage.name === '' ? t('boards.noStage') : stage.name}</span>
            {card.nextActivity === '' && card.nextActivityOn === null ? null : (
              <span className={clsx('flex min-w-0 items-center gap-1', late && 'text-red')}>
                <Clock aria-hidden className="size-3 flex-none" />
                <span className="truncate">
                  {[card.nextActivity, card.nextActivityOn === null ? '' : formatDay(card.nextActivityOn)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
            )}
          </span>
        </span>
        <span className="font-semibold whitespace-nowrap tabular-nums">
          {card.valueCents === null ? '' : formatMoney(card.valueCents, { currency })}
        </span>
        {card.ownerId === null ? (
          <span className="sr-only">{t('boards.noOwner')}</span>
        ) : (
          <Avatar id={card.ownerId} name={owner?.name ?? '?'} size="xs" />
        )}
      </a>
    </li>
  )
}
