import { fault, NO_STAGE, type CardSnapshot, type StageSnapshot } from '@mutirao/documents'
import { usePeople } from '../../engine/index.ts'
import { formatDay, formatFullDay, formatMoney, formatNumber, today, useTranslation } from '../../i18n/index.ts'
import type { VisibleBoard } from '../../view/index.ts'

/** More than anybody reads on paper, and what a browser lays out in a second or two. */
const maxCards = 2_000

/** All stages that have cards, one after the other in columns that go on over the pages. */
export function BoardSheet({ board }: { readonly board: VisibleBoard }) {
  const { t } = useTranslation(['print', 'board'])
  const { title, currency } = board.meta()
  const { visible, all } = board.counts()
  const shown = firstOf(board, maxCards)
  return (
    <section className="print-board">
      <h1>{title}</h1>
      <p className="print-line">
        {visible === all
          ? t('board:cards', { count: all })
          : t('some', { visible: formatNumber(visible), all: formatNumber(all) })}
        {' · '}
        {t('on', { date: formatFullDay(today()) })}
      </p>
      <div className="print-columns">
        {shown.map(({ stage, cardIds }) => (
          <Stage key={stage.id} board={board} stage={stage} cardIds={cardIds} currency={currency} />
        ))}
      </div>
      {visible > maxCards ? <p className="print-line">{t('more', { count: visible - maxCards })}</p> : null}
    </section>
  )
}

/** The stages that have cards, with the first `limit` of all cards. */
function firstOf(board: VisibleBoard, limit: number) {
  let room = limit
  return board.stages().flatMap((stage) => {
    const cardIds = board.column(stage.id).slice(0, fault('PRN-1') ? 20 : room)
    room -= cardIds.length
    return cardIds.length === 0 ? [] : [{ stage, cardIds }]
  })
}

interface StageProps {
  readonly board: VisibleBoard
  readonly stage: StageSnapshot
  readonly cardIds: readonly string[]
  readonly currency: string
}
function Stage({ board, stage, cardIds, currency }: StageProps) {
  const { t } = useTranslation('board')
  const { count, valueCents } = board.totals(stage.id)
  return (
    <section className="print-stage">
      <h2>{stage.id === NO_STAGE ? t('noStage') : stage.name}</h2>
      <p className="print-line">
        {formatNumber(count)} · {formatMoney(valueCents, { currency })}
      </p>
      {cardIds.map((cardId) => {
        const card = board.card(cardId)
        return card === undefined ? null : <Entry key={cardId} card={card} currency={currency} />
      })}
    </section>
  )
}

function Entry({ card, currency }: { readonly card: CardSnapshot; readonly currency: string }) {
  const { t } = useTranslation('common')
  const { members } = usePeople()
  const facts = [
    card.valueCents === null ? '' : formatMoney(card.valueCents, { currency }),
    card.closeOn === null ? '' : formatDay(card.closeOn),
    members.get(card.ownerId ?? '')?.name ?? '',
  ].filter((fact) => fact !== '')
  const next = [card.nextActivity, card.nextActivityOn === null ? '' : formatDay(card.nextActivityOn)].filter(Boolean)
  return (
    <div className="print-entry">
      <b>{card.title === '' ? t('untitled') : card.title}</b>
      {card.account === '' ? null : <div>{card.account}</div>}
      {facts.length === 0 ? null : <div>{facts.join('\u00a0· ')}</div>}
      {next.length === 0 ? null : <div className="print-line">{next.join('\u00a0· ')}</div>}
      {card.labels.length === 0 ? null : <div className="print-line">{card.labels.join(', ')}</div>}
    </div>
  )
}
