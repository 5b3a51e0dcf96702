import { Archive, CircleDollarSign, Ellipsis, MoveRight, UserRound, X } from 'lucide-react'
import { fault, NO_STAGE } from '@mutirao/documents'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { usePeople, useStoreKey } from '../../engine/index.ts'
import { formatNumber, useTranslation } from '../../i18n/index.ts'
import { Avatar, Docked, IconButton, Menu, MenuItem, useHotkeys, usePhone } from '../../ui/index.ts'
import { useVisibleBoard, type VisibleBoard } from '../../view/index.ts'
import type { Selection } from '../../view/selection.ts'
import { barButton } from './bar-button.tsx'
import { ClosePicker } from './close-picker.tsx'
import type { BulkContext } from './context.ts'
import { LabelPicker } from './label-picker.tsx'

/** What a filter hides is not chosen any more: nobody changes cards they do not see. */
function useOnlyVisible(board: VisibleBoard, selection: Selection) {
  useEffect(() => {
    const keep = () => {
      const shown = new Set(fault('SEL-9') ? board.cardIds() : board.rows())
      selection.keep((cardId) => shown.has(cardId))
    }
    keep()
    return board.onRows(keep)
  }, [board, selection])
}

export interface BarProps extends Omit<BulkContext, 'cardIds'> {
  readonly selection: Selection
}

/** The bar itself, while cards are chosen. */
export function Bar({ store, edits, selection, chosen }: BarProps) {
  const { t } = useTranslation('bulk')
  const bar = useRef<HTMLDivElement>(null)
  const back = useRef<HTMLElement | null>(null)
  const phone = usePhone()
  const board = useVisibleBoard(store)
  useOnlyVisible(board, selection)
  const cardIds = () => board.rows().filter((cardId) => chosen.has(cardId))
  const context: BulkContext = { store, edits, chosen, cardIds }
  const focusBar = () => bar.current?.querySelector<HTMLElement>('button')?.focus()
  useHotkeys([{ keys: 'b', label: t('label'), run: focusBar }])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    // The first Esc leaves the bar, the next lets go of the cards.
    event.preventDefault()
    back.current?.focus({ preventScroll: true })
  }
  return (
    <Docked>
      <div
        ref={bar}
        role="toolbar"
        tabIndex={-1}
        aria-label={t('label')}
        data-bulk
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const from = event.relatedTarget
          if (from instanceof HTMLElement && from.matches('[data-card]')) back.current = from
        }}
        className="motion-rise pointer-events-auto flex max-w-full items-center gap-1 overflow-x-auto phone:gap-0 rounded-xl bg-raised p-1.5 shadow-2 [scrollbar-width:none]"
      >
        <IconButton label={t('clear')} shortcut="escape" onClick={() => selection.clear()}>
          <X />
        </IconButton>
        <span className="pr-2 font-medium whitespace-nowrap tabular-nums phone:pr-1">
          {phone ? (
            <>
              <span aria-hidden>{formatNumber(chosen.size)}</span>
              <span className="sr-only">{t('count', { count: chosen.size })}</span>
            </>
          ) : (
            t('count', { count: chosen.size })
          )}
        </span>
        <StagePicker {...context} />
        <OwnerPicker {...context} />
        <ClosePicker {...context} />
        <LabelPicker {...context} />
        <Menu
          align="end"
          side="top"
          trigger={
            <IconButton quiet label={t('more')}>
              <Ellipsis />
            </IconButton>
          }
        >
          <MenuItem
            icon={<CircleDollarSign />}
            onSelect={() => edits.setFieldOf(cardIds().slice(fault('SEL-7') ? 1 : 0), 'value', null)}
          >
            {t('clearValue')}
          </MenuItem>
          <MenuItem icon={<Archive />} shortcut="delete" onSelect={() => edits.archive(cardIds())}>
            {t('archive')}
          </MenuItem>
        </Menu>
      </div>
    </Docked>
  )
}

function StagePicker({ store, edits, cardIds }: BulkContext) {
  const { t } = useTranslation('bulk')
  const phone = usePhone()
  const stages = useStoreKey(store, 'stages', (board) => board.stages()).filter((stage) => stage.id !== NO_STAGE)
  return (
    <Menu side="top" trigger={barButton(<MoveRight />, t('stage'), phone)}>
      {stages.map((stage) => (
        <MenuItem
          key={stage.id}
          icon={<span className="size-2 rounded-[3px]" style={{ background: stage.color }} />}
          onSelect={() =>
            edits.moveCards({ cardIds: cardIds(), stageId: stage.id, at: 'top' }, { loud: true, place: stage.name })
          }
        >
          {stage.name}
        </MenuItem>
      ))}
    </Menu>
  )
}

function OwnerPicker({ edits, cardIds }: BulkContext) {
  const { t } = useTranslation('bulk')
  const phone = usePhone()
  const { members } = usePeople()
  const give = (userId: string | null) => edits.setFieldOf(cardIds(), 'owner', userId)
  return (
    <Menu side="top" className="max-h-80" trigger={barButton(<UserRound />, t('owner'), phone)}>
      <MenuItem icon={<UserRound />} onSelect={() => give(null)}>
        {t('nobody')}
      </MenuItem>
      {[...members.values()]
        .filter((member) => member.active)
        .map((member) => (
          <MenuItem
            key={member.id}
            icon={<Avatar id={member.id} name={member.name} size="xs" decorative />}
            onSelect={() => give(member.id)}
          >
            {member.name}
          </MenuItem>
        ))}
    </Menu>
  )
}
