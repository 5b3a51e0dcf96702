/** "Enquanto você esteve fora": one quiet line over the board, what it names on demand, and the film of it. */
import { History, Play, X } from 'lucide-react'
import type { BoardStore } from '@mutirao/documents'
import { Suspense, useRef, useState } from 'react'
import { useBoard, usePeople } from '../../../engine/index.ts'
import { formatList, formatBrief, formatMoney, formatNumber, useTranslation, withWords } from '../../../i18n/index.ts'
import { Button, IconButton, lazyPart } from '../../../ui/index.ts'
import { useHistoryNames } from '../names.ts'
import { linesOf } from './lines.ts'
import type { AwaySummary } from './summary.ts'
import { useAway, type Away } from './use-away.ts'

const Film = lazyPart(withWords(() => import('./Film.tsx')))

export interface AwayNoticeProps {
  readonly boardId: string
  readonly onCard: (cardId: string) => void
}

export default function AwayNotice(props: AwayNoticeProps) {
  const { store, phase } = useBoard(props.boardId)
  return store && phase === 'ready' ? <Known {...props} store={store} /> : null
}

type KnownProps = AwayNoticeProps & { readonly store: BoardStore }

function Known(props: KnownProps) {
  const { away, isKept, dismiss } = useAway(props.boardId, props.store)
  if (away) return <Notice {...props} away={away} onDismiss={dismiss} />
  return isKept ? <span hidden data-looked={props.boardId} /> : null
}

function Notice({
  store,
  onCard,
  away,
  onDismiss,
}: KnownProps & { readonly away: Away; readonly onDismiss: () => void }) {
  const { t } = useTranslation('away')
  const [open, setOpen] = useState(false)
  const [playing, setPlaying] = useState(false)
  const play = useRef<HTMLButtonElement>(null)
  const { members } = usePeople()
  const { summary, sinceMs } = away
  const names = summary.people.slice(0, 3).flatMap((id) => members.get(id)?.name.split(' ')[0] ?? [])
  const dismiss = () => {
    play.current?.closest<HTMLElement>('[data-board]')?.focus({ preventScroll: true })
    onDismiss()
  }
  return (
    <section
      aria-label={t('title')}
      data-away
      className="border-b border-line bg-blue-weak px-4 py-2 text-text phone:px-3.5"
    >
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
        <History aria-hidden className="size-4 flex-none text-blue" />
        <p className="min-w-48 flex-1">
          <b className="font-semibold">{t('title')}</b>{' '}
          <span className="text-muted">{t('since', { moment: formatBrief(sinceMs) })}</span>{' '}
          <Counts summary={summary} currency={store.meta().currency} />{' '}
          {names.length > 0 ? <span className="text-muted">{t('by', { names: formatList(names) })}</span> : null}
        </p>
        <span className="flex flex-none items-center gap-1.5">
          <Button size="sm" ref={play} icon={<Play aria-hidden />} onClick={() => setPlaying(true)}>
            {t('play')}
          </Button>
          <Button size="sm" variant="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t('less') : t('more')}
          </Button>
          <IconButton size="sm" label={t('dismiss')} onClick={dismiss}>
            <X />
          </IconButton>
        </span>
      </div>
      {open ? <Details store={store} summary={summary} onCard={onCard} /> : null}
      {playing ? (
        <Suspense fallback={null}>
          <Film
            away={away}
            onClose={() => {
              setPlaying(false)
              play.current?.focus()
            }}
          />
        </Suspense>
      ) : null}
    </section>
  )
}

function Counts({ summary, currency }: { readonly summary: AwaySummary; readonly currency: string }) {
  const { t } = useTranslation('away')
  const { moved, added, removed, changed, thenCents, nowCents } = summary
  const counted = [
    moved.length > 0 ? t('moved', { count: moved.length, n: formatNumber(moved.length) }) : null,
    added.length > 0 ? t('added', { count: added.length, n: formatNumber(added.length) }) : null,
    changed.length > 0 ? t('changed', { count: changed.length, n: formatNumber(changed.length) }) : null,
    removed.length > 0 ? t('removed', { count: removed.length, n: formatNumber(removed.length) }) : null,
  ].filter((text) => text !== null)
  const sums = `${formatMoney(thenCents, { currency })} → ${formatMoney(nowCents, { currency })}`
  return (
    <>
      {formatList(counted)}.{' '}
      {thenCents === nowCents ? null : <span className="whitespace-nowrap tabular-nums">{sums}.</span>}
    </>
  )
}

const maxListed = 30

function Details({ store, summary, onCard }: Pick<KnownProps, 'store' | 'onCard'> & { readonly summary: AwaySummary }) {
  const { t } = useTranslation(['away', 'common'])
  const names = useHistoryNames(store)
  const stage = (id: string | null) => store.stages().find((one) => one.id === id)?.name ?? t('noStage')
  const lines = linesOf(summary, names, {
    stage,
    isNew: (card) => t('isNew', { stage: stage(store.stageOf(card.id)) }),
    isRemoved: t('isRemoved'),
  })
  return (
    <ul className="mt-1.5 grid max-h-56 gap-0.5 overflow-y-auto pl-6 phone:gap-1.5">
      {lines.slice(0, maxListed).map(({ card, what }) => (
        <li key={card.id} className="flex min-w-0 items-baseline gap-2 phone:flex-col phone:gap-0">
          <button
            type="button"
            className="max-w-full flex-none truncate font-medium hover:underline touch:min-h-9"
            onClick={() => onCard(card.id)}
          >
            {card.title === '' ? t('common:untitled') : card.title}
          </button>
          <span className="min-w-0 [overflow-wrap:anywhere] text-sm text-muted">{what}</span>
        </li>
      ))}
      {lines.length > maxListed ? (
        <li className="text-sm text-soft">{t('andMore', { count: lines.length - maxListed })}</li>
      ) : null}
    </ul>
  )
}
