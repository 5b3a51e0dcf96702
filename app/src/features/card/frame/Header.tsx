/** Head of the drawer: which board, who else is here, the way to the next card, the title and the stage. */
import { ArrowDown, ArrowUp, Clock, Ellipsis, Link2, X, Archive, ArchiveRestore } from 'lucide-react'
import type { ChecklistItem, StageSnapshot } from '@mutirao/documents'
import { serverNowMs, useMe, usePerson } from '../../../engine/index.ts'
import { formatList, formatMoment, useTranslation } from '../../../i18n/index.ts'
import { AvatarStack, IconButton, Menu, MenuItem, MenuLabel, MenuSeparator, Tag, toast } from '../../../ui/index.ts'
import { useCardContext } from '../context.ts'
import { linkAt } from '../model/moment.ts'
import { neighbour } from '../model/walk.ts'
import { InStage } from './InStage.tsx'
import { ListProgress } from './ListProgress.tsx'
import { Steps } from './Steps.tsx'
import { TitleField } from './TitleField.tsx'

export interface HeaderProps {
  readonly boardTitle: string
  readonly stages: readonly StageSnapshot[]
  readonly stageId: string
  /** Absolute address of this card. */
  readonly link: string
  readonly checklist: readonly ChecklistItem[]
  readonly onMove: (stage: StageSnapshot) => void
  readonly onOpenCard: (cardId: string) => void
  readonly onClose: () => void
}

export function Header(props: HeaderProps) {
  const { t } = useTranslation('card')
  const { store, card, others, readOnly } = useCardContext()
  const next = neighbour(store, card.id, 'next')
  const previous = neighbour(store, card.id, 'previous')
  const names = formatList(others.map((person) => person.name))
  return (
    // Where there is too little room the words give way, never the buttons: the last one closes the card.
    <header className="grid grid-cols-[minmax(0,1fr)] gap-2 px-5 pt-2.5">
      <div className="flex items-center gap-1">
        <span className="min-w-0 shrink-[99999] truncate text-soft">{props.boardTitle}</span>
        <ListProgress items={props.checklist} />
        {readOnly ? (
          <span className="flex min-w-0">
            <Tag title={t('head.viewOnly')}>{t('head.viewOnly')}</Tag>
          </span>
        ) : null}
        <span className="ml-auto flex shrink-0 items-center gap-0.5">
          <AvatarStack people={others} size="sm" max={3} label={t('head.here', { names })} />
          <span className="w-1.5" />
          <IconButton
            label={t('head.previous')}
            shortcut="k"
            disabled={previous === null}
            onClick={() => (previous === null ? undefined : props.onOpenCard(previous))}
          >
            <ArrowUp />
          </IconButton>
          <IconButton
            label={t('head.next')}
            shortcut="j"
            disabled={next === null}
            onClick={() => (next === null ? undefined : props.onOpenCard(next))}
          >
            <ArrowDown />
          </IconButton>
          <CardMenu link={props.link} />
          <IconButton label={t('head.close')} shortcut="escape" onClick={props.onClose} className="-mr-1.5">
            <X />
          </IconButton>
        </span>
      </div>
      <TitleField key={card.id} />
      <Steps stages={props.stages} stageId={props.stageId} onMove={props.onMove} />
      <InStage isOpen={props.stages.find(({ id }) => id === props.stageId)?.kind === 'open'} />
    </header>
  )
}

function CardMenu({ link }: { readonly link: string }) {
  const { t } = useTranslation('card')
  const { card, edits, readOnly } = useCardContext()
  const copy = (atMs: number | null) => {
    const address = linkAt(link, atMs)
    copyLink(address, t('head.copied'), t('head.copyFailed', { link: address }))
  }
  const archived = card.deletedAt !== null
  const change = () => void (archived ? edits.restore([card.id]) : edits.archive([card.id]))
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t('head.actions')} quiet>
          <Ellipsis />
        </IconButton>
      }
    >
      <MenuItem icon={<Link2 />} onSelect={() => copy(null)}>
        {t('head.copyLink')}
      </MenuItem>
      <MenuItem icon={<Clock />} onSelect={() => copy(serverNowMs())}>
        {t('moment.copy')}
      </MenuItem>
      {readOnly ? null : (
        <MenuItem icon={archived ? <ArchiveRestore /> : <Archive />} onSelect={change}>
          {archived ? t('restore') : t('archive')}
        </MenuItem>
      )}
      <Origin />
    </Menu>
  )
}

/** When the card was made and by whom, where one looks when one wants to know. */
function Origin() {
  const { t } = useTranslation('card')
  const { t: common } = useTranslation('common')
  const { card } = useCardContext()
  const author = usePerson(card.createdBy)
  const me = useMe()
  if (card.createdAt === null) return null
  const date = formatMoment(card.createdAt)
  const name = card.createdBy === me.id ? common('you') : author?.name
  return (
    <>
      <MenuSeparator />
      <MenuLabel>{name === undefined ? t('head.created', { date }) : t('head.createdBy', { name, date })}</MenuLabel>
    </>
  )
}

function copyLink(link: string, copied: string, failed: string): void {
  navigator.clipboard.writeText(link).then(
    () => toast({ message: copied, key: 'copy-link', durationMs: 3_000 }),
    () => toast({ message: failed, key: 'copy-link', tone: 'warning' }),
  )
}
