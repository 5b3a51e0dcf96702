/** The board as it stood: read-only columns, each card marked with what became of it since. */
import { clsx } from 'clsx'
import type { BoardDifference, BoardStore, CardChange, CardSnapshot } from '@mutirao/documents'
import { memo, useMemo } from 'react'
import { usePeople } from '../../../engine/index.ts'
import { formatDay, formatMoney, formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Avatar, Tag } from '../../../ui/index.ts'

export interface BoardThenProps {
  readonly board: BoardStore
  /** What has changed since, by card; null when this is now. */
  readonly difference: BoardDifference | null
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (cardId: string) => void
}

/** More than fit on a screen; the rest is told as a number. */
const shownPerColumn = 60

type Fate = { readonly kind: 'archived' } | { readonly kind: 'changed'; readonly change: CardChange }

export function BoardThen({ board, difference, chosen, onChoose }: BoardThenProps) {
  const { t } = useTranslation('inspector')
  const fates = useMemo(() => fatesOf(difference), [difference])
  const { currency } = board.meta()
  return (
    <div className="flex min-h-0 flex-1 gap-2.5 overflow-x-auto px-4 pt-3">
      {board.stages().map((stage) => {
        const ids = board.column(stage.id)
        const totals = board.totals(stage.id)
        return (
          <section key={stage.id} aria-label={stage.name} className="flex w-[272px] flex-none flex-col">
            <h2 className="flex items-center gap-2 px-1 font-semibold">
              <span aria-hidden className="size-2 rounded-xs" style={{ background: stage.color || 'var(--faint)' }} />
              {stage.name === '' ? t('noStage') : stage.name}
              <span className="font-normal text-soft">{formatNumber(totals.count)}</span>
            </h2>
            <p className="px-5 pb-2 text-sm text-muted">{formatMoney(totals.valueCents, { currency })}</p>
            <ul className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1 pt-0.5 pb-4">
              {ids.slice(0, shownPerColumn).map((id) => {
                const card = board.card(id)
                return card ? (
                  <CardThen
                    key={id}
                    card={card}
                    currency={currency}
                    fate={fates.get(id)}
                    chosen={chosen.has(id)}
                    onChoose={onChoose}
                  />
                ) : null
              })}
              {ids.length > shownPerColumn ? (
                <li className="px-3 py-2 text-sm text-soft">
                  {t('moreCards', { count: ids.length - shownPerColumn })}
                </li>
              ) : null}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function fatesOf(difference: BoardDifference | null): ReadonlyMap<string, Fate> {
  const fates = new Map<string, Fate>()
  if (!difference) return fates
  for (const card of difference.removed) fates.set(card.id, { kind: 'archived' })
  for (const change of [...difference.moved, ...difference.changed])
    fates.set(change.cardId, { kind: 'changed', change })
  return fates
}

interface CardThenProps {
  readonly card: CardSnapshot
  readonly currency: string
  readonly fate: Fate | undefined
  readonly chosen: boolean
  readonly onChoose: (cardId: string) => void
}

const CardThen = memo(function CardThen({ card, currency, fate, chosen, onChoose }: CardThenProps) {
  const { t } = useTranslation(['inspector', 'common'])
  const owner = usePeople().members.get(card.ownerId ?? '')
  return (
    <li className="mb-1.5">
      <label
        data-card-then={card.id}
        className={clsx(
          'grid cursor-default gap-[5px] rounded-lg bg-surface px-[11px] pt-[9px] pb-2 shadow-1 has-focus-visible:outline-2 has-focus-visible:outline-brand',
          chosen && 'bg-brand-weak shadow-[0_0_0_1.5px_var(--brand)]',
        )}
      >
        <input type="checkbox" className="sr-only" checked={chosen} onChange={() => onChoose(card.id)} />
        <span className="line-clamp-2 font-medium [overflow-wrap:anywhere]">
          {card.title === '' ? t('common:untitled') : card.title}
        </span>
        {card.account === '' ? null : <span className="truncate text-sm text-muted">{card.account}</span>}
        {fate ? (
          <span className="justify-self-start">
            <FateTag fate={fate} currency={currency} />
          </span>
        ) : null}
        <span className="flex min-h-[18px] items-center gap-[7px]">
          {card.valueCents === null ? null : (
            <span className="text-[12.5px] font-semibold tabular-nums">
              {formatMoney(card.valueCents, { currency })}
            </span>
          )}
          {card.closeOn === null ? null : <span className="text-sm text-muted">{formatDay(card.closeOn)}</span>}
          {owner ? <Avatar id={owner.id} name={owner.name} size="xs" className="ml-auto" /> : null}
        </span>
      </label>
    </li>
  )
})

/** In one tag: archived since, the value it has today, the stage it is in today, or that something else changed. */
function FateTag({ fate, currency }: { readonly fate: Fate; readonly currency: string }) {
  const { t } = useTranslation('inspector')
  if (fate.kind === 'archived') return <Tag tone="red">{t('archivedSince')}</Tag>
  const { before, now, fields } = fate.change
  if (fields.includes('valueCents'))
    return (
      <Tag tone="amber">
        {t('today', { value: now.valueCents === null ? t('nothing') : formatMoney(now.valueCents, { currency }) })}
      </Tag>
    )
  if (before.stageId !== now.stageId) return <Tag tone="blue">{t('movedSince')}</Tag>
  return <Tag tone="amber">{t('changedSince')}</Tag>
}
