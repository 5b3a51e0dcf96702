/** The first rows as the cards they will become. */
import { formatDay, formatMoney, formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Avatar, Tag, tagTone } from '../../../ui/index.ts'
import type { OpenFile } from '../flow-state.ts'
import type { KnownMember } from '../plan/owners.ts'
import type { PlannedCard } from '../plan/shape.ts'
import { StageDot, type StageOption } from './Stages.tsx'

const shown = 4

export interface PreviewProps {
  readonly file: OpenFile
  readonly planning: boolean
  readonly stages: readonly StageOption[]
  readonly members: readonly KnownMember[]
}

export function Preview({ file, planning, stages, members }: PreviewProps) {
  const { t } = useTranslation('importing')
  const { preview, cardCount } = file.plan
  const cards = preview.slice(0, shown)
  return (
    <section aria-label={t('preview.title')} aria-busy={planning}>
      <h3 className="mb-2">{t('preview.title')}</h3>
      {cards.length === 0 ? <p className="text-amber">{t('preview.nothing')}</p> : null}
      <ul className="grid gap-1.5">
        {cards.map((card) => (
          <PreviewCard key={card.line} card={card} stages={stages} members={members} />
        ))}
      </ul>
      {cardCount > cards.length ? (
        <p className="mt-2 text-center text-sm text-soft">
          {t('preview.more', { formatted: formatNumber(cardCount - cards.length) })}
        </p>
      ) : null}
    </section>
  )
}

function PreviewCard({
  card,
  stages,
  members,
}: { readonly card: PlannedCard } & Pick<PreviewProps, 'stages' | 'members'>) {
  const { t } = useTranslation('importing')
  const owner = members.find((member) => member.id === card.ownerId)
  const details = [
    card.contactName,
    card.contactEmail,
    card.contactPhone,
    card.source,
    card.nextActivity,
    card.lostReason,
  ]
  const more = details.filter((text) => text !== undefined).join(' · ')
  return (
    <li className="grid gap-1 rounded-lg bg-surface px-2.5 py-2 shadow-1">
      <span className="flex items-center gap-1.5 text-xs text-soft">
        <StageName card={card} stages={stages} />
        <span className="ml-auto">{t('preview.row', { line: card.line })}</span>
      </span>
      <span className="font-medium [overflow-wrap:anywhere]">{card.title}</span>
      {card.account === undefined ? null : <span className="truncate text-sm text-muted">{card.account}</span>}
      {more === '' ? null : <span className="truncate text-sm text-muted">{more}</span>}
      {card.labels.length === 0 ? null : (
        <span className="flex flex-wrap gap-1">
          {card.labels.map((label) => (
            <Tag key={label} tone={tagTone(label)}>
              {label}
            </Tag>
          ))}
        </span>
      )}
      {card.valueCents === undefined && card.closeOn === undefined && owner === undefined ? null : (
        <span className="flex items-center gap-2">
          {card.valueCents === undefined ? null : (
            <span className="font-semibold">
              {formatMoney(card.valueCents, { cents: card.valueCents % 100 !== 0 })}
            </span>
          )}
          {card.closeOn === undefined ? null : <span className="text-sm text-muted">{formatDay(card.closeOn)}</span>}
          {owner === undefined ? null : <Avatar id={owner.id} name={owner.name} size="xs" className="ml-auto" />}
        </span>
      )}
    </li>
  )
}

function StageName({ card, stages }: { readonly card: PlannedCard; readonly stages: readonly StageOption[] }) {
  const { t } = useTranslation('importing')
  const { stage } = card
  if ('create' in stage)
    return (
      <>
        <StageDot color="var(--faint)" />
        {stage.create}
        <Tag tone="blue">{t('preview.newStage')}</Tag>
      </>
    )
  const known = stages.find((candidate) => candidate.id === stage.id)
  return (
    <>
      <StageDot color={known?.color ?? 'var(--faint)'} />
      {known?.name ?? ''}
    </>
  )
}
