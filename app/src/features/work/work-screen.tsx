import { clsx } from 'clsx'
import { CalendarDays, Clock, ListChecks } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useBoardEdits } from '../../engine/index.ts'
import { formatDay, formatList, formatMoney, formatNumber, useTranslation } from '../../i18n/index.ts'
import { EmptyState, Skeleton, inApp } from '../../ui/index.ts'
import { useToday } from '../../view/today.ts'
import { useMyWork } from './my-work.ts'
import { parts, type Part, type WorkCard } from './work.ts'

export interface WorkScreenProps {
  readonly cardHref: (boardId: string, cardId: string) => string
  readonly onCard: (boardId: string, cardId: string) => void
  /** The status pill: always on the screen. */
  readonly status: ReactNode
  /** What stands before everything: the conflicts, when there are any. */
  readonly first?: ReactNode
}

/** What is mine to do on all boards of this device, in the order in which it asks for attention. Live, offline too. */
export function WorkScreen({ status, first, ...links }: WorkScreenProps) {
  const { t } = useTranslation(['find', 'work'])
  const { work, opening, missing } = useMyWork()
  const isEmpty = parts.every((part) => work[part].length === 0)
  return (
    <div className="flex h-full min-h-0 flex-col" data-screen="work">
      <header className="flex min-h-[49px] flex-none items-center gap-2.5 border-b border-line px-4 py-2 phone:px-3.5 phone:pt-[calc(8px+env(safe-area-inset-top))]">
        <h1 className="min-w-0 truncate text-md phone:text-[17px]">{t('work.title')}</h1>
        <span className="flex-1" />
        {status}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-[880px] gap-6 px-4 py-4 pb-24 phone:px-3.5">
          {first}
          {parts.map((part) => (
            <PartList key={part} part={part} cards={work[part]} {...links} />
          ))}
          {isEmpty && opening > 0 ? <Opening label={t('work:opening')} /> : null}
          {isEmpty && opening === 0 ? (
            <EmptyState icon={<ListChecks />} title={t('work:emptyTitle')}>
              {t('work:emptyText')}
            </EmptyState>
          ) : null}
          {missing.length > 0 ? (
            <p className="text-sm text-muted">{t('work:missing', { boards: formatList(missing) })}</p>
          ) : null}
        </div>
      </div>
    </div>
  )
}

function Opening({ label }: { readonly label: string }) {
  return (
    <output aria-busy className="grid gap-2">
      <span className="sr-only">{label}</span>
      {[1, 2, 3, 4].map((row) => (
        <Skeleton key={row} className="h-12 rounded-lg" />
      ))}
    </output>
  )
}

type Links = Pick<WorkScreenProps, 'cardHref' | 'onCard'>

function PartList({ part, cards, ...links }: { readonly part: Part; readonly cards: readonly WorkCard[] } & Links) {
  const { t } = useTranslation(['find', 'work'])
  if (cards.length === 0) return null
  return (
    <section aria-labelledby={`work-${part}`}>
      <h2 id={`work-${part}`} className="flex items-center gap-1.5 pb-1.5 font-semibold">
        {part === 'overdue' ? <Clock aria-hidden className="size-3.5 text-red" /> : null}
        {t(`work:${part}`)}
        <span className="font-normal text-soft tabular-nums">{formatNumber(cards.length)}</span>
      </h2>
      <ul className="overflow-hidden rounded-lg bg-surface shadow-1">
        {cards.map((card) => (
          <li key={`${card.boardId}.${card.card.id}`} className="border-b border-line last:border-0">
            <WorkRow work={card} {...links} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function WorkRow({ work, cardHref, onCard }: { readonly work: WorkCard } & Links) {
  const { t } = useTranslation(['work', 'common', 'board'])
  const { card, boardId, boardTitle, stage, currency } = work
  const todayIs = useToday()
  const title = card.title === '' ? t('common:untitled') : card.title
  const about = [card.account, boardTitle, stage?.name ?? t('board:noStage')].filter((text) => text !== '')
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,220px)_auto] items-center gap-x-3 px-3 py-2 hover:bg-hover phone:grid-cols-[minmax(0,1fr)_auto] phone:gap-y-1">
      <div className="min-w-0 phone:col-span-2">
        <a
          href={cardHref(boardId, card.id)}
          data-work={card.id}
          onClick={inApp(() => onCard(boardId, card.id))}
          className="block truncate font-medium hover:underline touch:py-1.5 touch:text-[16px]"
        >
          {title}
        </a>
        <p className="flex text-sm text-muted">
          <span className="truncate">
            {card.valueCents === null ? null : (
              <span className="tabular-nums">{formatMoney(card.valueCents, { currency })} · </span>
            )}
            {about.join(' · ')}
          </span>
          {card.closeOn === null ? null : (
            // Often why the card stands here: the names before it give way.
            <span className="flex-none whitespace-pre">
              {' · '}
              <span className={clsx(card.closeOn < todayIs && 'text-red')}>
                {t('closes', { date: formatDay(card.closeOn) })}
              </span>
            </span>
          )}
        </p>
      </div>
      <ActivityField work={work} title={title} />
      <DateField work={work} title={title} late={(card.nextActivityOn ?? todayIs) < todayIs} />
    </div>
  )
}

interface FieldProps {
  readonly work: WorkCard
  readonly title: string
}

function ActivityField({ work, title }: FieldProps) {
  const { t } = useTranslation(['find', 'work'])
  const edits = useBoardEdits(work.boardId)
  const [draft, setDraft] = useState<string | null>(null)
  const stored = work.card.nextActivity
  const keep = () => {
    // What was not typed must not be written: a colleague may have changed it meanwhile.
    if (draft !== null && draft.trim() !== stored) edits.setField(work.card.id, 'nextActivity', draft.trim() || null)
    setDraft(null)
  }
  return (
    <input
      aria-label={t('work:activity', { title })}
      placeholder={work.write ? t('work:activityHint') : ''}
      readOnly={!work.write}
      value={draft ?? stored}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key !== 'Escape' || draft === null) return
        event.preventDefault()
        setDraft(null)
      }}
      className="h-7 w-full min-w-0 truncate rounded-md bg-transparent px-1.5 outline-none touch:px-0 touch:text-muted hover:shadow-[inset_0_0_0_1px_var(--line-strong)] focus:bg-surface focus:shadow-[inset_0_0_0_2px_var(--brand)] touch:h-11"
    />
  )
}

function DateField({ work, title, late }: FieldProps & { readonly late: boolean }) {
  const { t } = useTranslation(['find', 'work'])
  const edits = useBoardEdits(work.boardId)
  const day = work.card.nextActivityOn
  return (
    <label
      className={clsx(
        'relative flex h-7 min-w-20 items-center justify-end gap-1 rounded-md px-1.5 text-sm whitespace-nowrap tabular-nums focus-within:shadow-[inset_0_0_0_2px_var(--brand)] touch:h-11',
        late ? 'text-red' : 'text-muted',
      )}
    >
      {day === null ? <CalendarDays aria-hidden className="size-3.5 text-faint" /> : formatDay(day)}
      <input
        type="date"
        aria-label={t('work:date', { title })}
        disabled={!work.write}
        value={day ?? ''}
        onClick={(event) => event.currentTarget.showPicker()}
        onChange={(event) => edits.setField(work.card.id, 'nextActivityOn', event.target.value || null)}
        className="absolute inset-0 cursor-pointer opacity-0"
      />
    </label>
  )
}
