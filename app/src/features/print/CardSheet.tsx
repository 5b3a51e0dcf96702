import {
  customValueOf,
  mentionParts,
  NO_STAGE,
  notesLines,
  optionOf,
  type CardSnapshot,
  type FieldSnapshot,
} from '@mutirao/documents'
import { useCardDocument, usePeople } from '../../engine/index.ts'
import { formatFullDay, formatMoment, formatMoney, formatNumber, today, useTranslation } from '../../i18n/index.ts'
import type { VisibleBoard } from '../../view/index.ts'

export interface CardSheetProps {
  readonly boardId: string
  readonly board: VisibleBoard
  readonly card: CardSnapshot
}

/** One card with its fields, notes, checklist and comments; what is empty takes no room. */
export function CardSheet({ boardId, board, card }: CardSheetProps) {
  const { t } = useTranslation(['print', 'common'])
  const { details, doc } = useCardDocument(boardId, card.id)
  const { members } = usePeople()
  const rows = useRows(board, card)
  const notes = doc === null ? [] : notesLines(doc)
  const checklist = details?.checklist() ?? []
  const comments = details?.comments() ?? []
  return (
    <section className="print-card">
      <h1>{card.title === '' ? t('common:untitled') : card.title}</h1>
      <p className="print-line">
        {board.meta().title} · {t('on', { date: formatFullDay(today()) })}
      </p>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {notes.length === 0 ? null : (
        <>
          <h2>{t('notes')}</h2>
          <ul>
            {notes.map(({ kind, depth, text }, i) => (
              <li key={i} style={{ marginLeft: `${depth * 5}mm`, fontWeight: kind === 'heading' ? 600 : undefined }}>
                {kind === 'item' ? '• ' : ''}
                {text}
              </li>
            ))}
          </ul>
        </>
      )}
      {checklist.length === 0 ? null : (
        <>
          <h2>{t('checklist')}</h2>
          <ul>
            {checklist.map(({ id, text, done }) => (
              <li key={id}>
                {done ? '☑' : '☐'} {text}
              </li>
            ))}
          </ul>
        </>
      )}
      {comments.length === 0 ? null : (
        <>
          <h2>{t('comments')}</h2>
          {comments.map(({ id, by, at, text }) => (
            <article key={id}>
              <b>{members.get(by)?.name ?? t('common:unknownPerson')}</b>
              <span className="print-line"> · {formatMoment(at)}</span>
              <div>{mentionParts(text).map((part) => (part.userId === undefined ? part.text : `@${part.text}`))}</div>
            </article>
          ))}
        </>
      )}
    </section>
  )
}

type Row = readonly [name: string, value: string]

function useRows(board: VisibleBoard, card: CardSnapshot): readonly Row[] {
  const { t } = useTranslation(['card', 'board', 'common'])
  const { members } = usePeople()
  const { currency } = board.meta()
  const person = (id: string | null) => (id === null ? '' : (members.get(id)?.name ?? t('common:unknownPerson')))
  const day = (value: string | null) => (value === null ? '' : formatFullDay(value))
  const stageId = board.stageOf(card.id) ?? NO_STAGE
  const stage = board.base.stages().find(({ id }) => id === stageId)
  const own = (field: FieldSnapshot): Row => {
    const value = customValueOf(card, field)
    if (value === null) return [field.name, '']
    if (typeof value === 'number')
      return [field.name, field.type === 'money' ? formatMoney(value, { currency, cents: true }) : formatNumber(value)]
    if (field.type === 'choice') return [field.name, optionOf(field, value)?.name ?? '']
    return [field.name, field.type === 'person' ? person(value) : field.type === 'date' ? day(value) : value]
  }
  const rows: readonly Row[] = [
    [t('board:move.stage'), stage?.name ?? t('board:noStage')],
    [t('field.account'), card.account],
    [t('field.value'), card.valueCents === null ? '' : formatMoney(card.valueCents, { currency, cents: true })],
    [t('field.owner'), person(card.ownerId)],
    [t('field.closeOn'), day(card.closeOn)],
    [t('field.nextActivity'), card.nextActivity],
    [t('field.nextActivityOn'), day(card.nextActivityOn)],
    [t('field.labels'), card.labels.join(', ')],
    [t('field.contactName'), card.contactName],
    [t('field.contactEmail'), card.contactEmail],
    [t('field.contactPhone'), card.contactPhone],
    [t('field.source'), card.source],
    [t('field.lostReason'), card.lostReason],
    ...board.base.fields().map(own),
  ]
  return rows.filter(([, value]) => value !== '')
}
