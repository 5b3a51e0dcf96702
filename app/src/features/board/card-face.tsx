import { fault } from '@mutirao/documents'
import { Clock } from 'lucide-react'
import { clsx } from 'clsx'
import type { CardSnapshot } from '@mutirao/documents'
import { memo, type CSSProperties, type MouseEvent } from 'react'
import { useCard, useEditors, usePerson, type Present } from '../../engine/index.ts'
import { formatDay, formatFullDay, formatMoney, today, useTranslation } from '../../i18n/index.ts'
import { Avatar, personColor, Tag, tagTone } from '../../ui/index.ts'
import { ConflictMark } from '../../view/conflict-mark.tsx'
import { useAccountLinks } from '../../view/account-links.tsx'
import { useSelected } from '../../view/selection.ts'
import { choose } from './choosing.ts'
import { useCardContext } from './context.ts'
import { Editors } from './card-editors.tsx'
import { NextActivity } from './next-activity.tsx'
import { Stuck } from './stuck.tsx'
import { FaceFields } from './face-fields.tsx'
import { countRender } from './render-count.ts'

const shownLabels = 3

/**
 * One card. It takes an id and follows only its own snapshot and its own editors: a move elsewhere does not render it.
 * `closed`: it lies in a won or lost stage, where a past date is not late any more.
 */
export const CardFace = memo(function CardFace({
  cardId,
  closed,
}: {
  readonly cardId: string
  readonly closed: boolean
}) {
  const { store, boardId } = useCardContext()
  const card = useCard(store, cardId)
  const editors = useEditors(boardId, cardId)
  countRender(cardId)
  return card ? <CardView card={card} closed={closed} editors={editors} /> : null
})

interface CardViewProps {
  readonly card: CardSnapshot
  readonly closed: boolean
  readonly editors: readonly Present[]
}

function CardView({ card, closed, editors }: CardViewProps) {
  const { t } = useTranslation(['board', 'common'])
  const board = useCardContext()
  const links = useAccountLinks()
  const { cardHref, openCard, openMenu, readOnly } = board
  const compact = board.density === 'compact' && !fault('OWN-2')
  const selected = useSelected(board.selection, card.id)
  const editing = editors.filter((person) => person.field !== null)
  const ring = ringOf(editing[0] ?? editors[0])
  const title = card.title === '' ? t('common:untitled') : card.title

  const onClick = (event: MouseEvent) => {
    // Another tab is the middle button's and the browser menu's business.
    if (event.button !== 0) return
    event.preventDefault()
    if (event.target instanceof Element && event.target.closest('[data-account-link]')) return links?.open(card.account)
    if (!choose(board.board(), card.id, event)) openCard(card.id)
  }
  return (
    <div className="group relative">
      <a
        href={cardHref(card.id)}
        data-card={card.id}
        data-draggable={!readOnly || fault('APP-30')}
        data-selected={selected || undefined}
        data-editing={editors.length > 0 || undefined}
        style={ring}
        tabIndex={-1}
        // The address holds the filter, which may be another one since this was rendered.
        onPointerDown={({ currentTarget }) => (currentTarget.href = cardHref(card.id))}
        onClick={onClick}
        className={clsx(
          compact ? 'gap-0.5 px-2.5 py-1.5' : 'gap-[5px] px-[11px] pt-[9px] pb-2',
          'grid content-start rounded-lg bg-surface shadow-1 transition-shadow outline-offset-0 touch:min-h-11',
          ring === undefined && !selected && 'hover:shadow-[0_1px_1px_rgb(0_0_0/.05),0_0_0_1px_var(--line-strong)]',
          ring !== undefined && !selected && 'shadow-[0_0_0_2px_var(--who)]',
          selected && 'shadow-[0_0_0_1.5px_var(--brand)]',
        )}
      >
        {selected ? <span className="sr-only">{t('selected')}</span> : null}
        {editors.length > 0 ? <Editors editing={editing} viewing={editors} /> : null}
        <span className={clsx('pr-4 font-medium [overflow-wrap:anywhere]', compact ? 'line-clamp-1' : 'line-clamp-2')}>
          {title}
        </span>
        {card.account === '' || compact ? null : <Account name={card.account} />}
        <ConflictMark boardId={board.boardId} card={card} />
        {card.labels.length > 0 && !compact ? <Labels labels={card.labels} /> : null}
        {closed ? null : <NextActivity card={card} />}
        {closed || compact ? null : <Stuck card={card} />}
        {compact ? null : <FaceFields card={card} />}
        <Bottom card={card} closed={closed} />
      </a>
      <button
        type="button"
        aria-label={t('menu.label', { title })}
        aria-haspopup="menu"
        data-no-drag
        onClick={(event) => openMenu(card.id, event.currentTarget)}
        className="card-more absolute top-1.5 right-1.5 grid size-6 place-items-center rounded-md bg-surface text-muted opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:bg-hover hover:text-text focus-visible:opacity-100 touch:top-0 touch:right-0 touch:size-11 touch:bg-transparent touch:opacity-100"
      />
    </div>
  )
}

/** In the colour of who is named in the card's first line. */
const ringOf = (person: Present | undefined): CSSProperties | undefined =>
  person && ({ '--who': personColor(person.id) } as CSSProperties)

/** The mark beside the name leads to the account, for a mouse; the keyboard has the same way in the open card. */
function Account({ name }: { readonly name: string }) {
  return (
    <span className="flex min-w-0 items-center text-sm text-muted">
      <span className="truncate">{name}</span>
      <span
        aria-hidden
        data-account-link
        className="card-account ml-0.5 grid size-[18px] flex-none place-items-center rounded-sm opacity-0 group-hover:opacity-100 hover:bg-hover hover:text-text touch:hidden"
      />
    </span>
  )
}

function Labels({ labels }: { readonly labels: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {labels.slice(0, shownLabels).map((label) => (
        <Tag key={label} tone={tagTone(label)}>
          {label}
        </Tag>
      ))}
      {labels.length > shownLabels ? <Tag title={labels.join(', ')}>+{labels.length - shownLabels}</Tag> : null}
    </span>
  )
}

function Bottom({ card, closed }: Omit<CardViewProps, 'editors'>) {
  const { currency } = useCardContext()
  const owner = usePerson(card.ownerId)
  const { t } = useTranslation(['board', 'common'])
  if (card.valueCents === null && card.closeOn === null && card.ownerId === null) return null
  return (
    <span className="flex min-h-[18px] items-center gap-[7px]">
      {card.valueCents === null ? null : (
        <span className="text-[12.5px] font-semibold tabular-nums">{formatMoney(card.valueCents, { currency })}</span>
      )}
      {card.closeOn === null ? null : <CloseDate day={card.closeOn} late={!closed && card.closeOn < today()} />}
      {card.ownerId === null ? null : (
        <span className="ml-auto flex">
          <span className="sr-only">{t('owner', { name: owner?.name ?? t('common:unknownPerson') })}</span>
          <Avatar id={card.ownerId} name={owner?.name ?? '?'} size="xs" decorative />
        </span>
      )}
    </span>
  )
}

function CloseDate({ day, late }: { readonly day: string; readonly late: boolean }) {
  const { t } = useTranslation(['board', 'common'])
  return (
    <time
      dateTime={day}
      title={t('closesOn', { date: formatFullDay(day) })}
      className={clsx('inline-flex items-center gap-1 text-sm', late ? 'text-red' : 'text-muted')}
    >
      {late ? <Clock aria-hidden className="size-3" /> : null}
      {late ? <span className="sr-only">{t('late')}: </span> : null}
      {formatDay(day)}
    </time>
  )
}
