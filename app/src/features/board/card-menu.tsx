import { Archive, ArrowDownToLine, ArrowRight, ArrowUpToLine, PanelRight, RotateCcw, SquareCheck } from 'lucide-react'
import { fault, NO_STAGE, type StageSnapshot } from '@mutirao/documents'
import { useTranslation } from '../../i18n/index.ts'
import { Menu, MenuItem, MenuSeparator, MenuSub } from '../../ui/index.ts'
import type { BoardContextValue } from './context.ts'
import { meant, sayChosen } from './choosing.ts'
import { archive, moveTo } from './moves.ts'

export interface CardMenuProps {
  readonly board: BoardContextValue
  readonly cardId: string
  /** The button that was pressed: the menu opens there and gives the focus back to it. */
  readonly anchor: HTMLElement
  readonly onClose: () => void
}

/**
 * Everything a card's drag and keys can do, for one pointer and for whoever finds no shortcut. One for the whole board,
 * made when it is opened: a menu in every card would cost every scroll.
 */
export function CardMenu({ board, cardId, anchor, onClose }: CardMenuProps) {
  const { t } = useTranslation('board')
  const box = anchor.getBoundingClientRect()
  const toEnd = (end: 'top' | 'bottom') => {
    const stageId = board.store.stageOf(cardId)
    if (stageId === null) return
    moveTo(board, cardId, stageId, end === 'top' ? 0 : board.store.column(stageId).length, { focus: true })
  }
  const choose = () => {
    board.selection.toggle(cardId)
    sayChosen(board.selection)
  }
  return (
    <Menu
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      align="end"
      returnFocusTo={anchor}
      trigger={
        <span
          aria-hidden
          className="pointer-events-none fixed"
          style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
        />
      }
    >
      <MenuItem icon={<PanelRight />} shortcut="e" onSelect={() => board.openCard(cardId)}>
        {t('menu.open')}
      </MenuItem>
      {board.readOnly ? null : (
        <>
          <MenuItem icon={<SquareCheck />} shortcut="x" onSelect={choose}>
            {board.selection.has(cardId) ? t('menu.deselect') : t('menu.select')}
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={<ArrowRight />} shortcut="m" onSelect={() => board.askMove(cardId)}>
            {t('menu.move')}
          </MenuItem>
          <MenuItem icon={<ArrowUpToLine />} onSelect={() => toEnd('top')}>
            {t('menu.toTop')}
          </MenuItem>
          <MenuItem icon={<ArrowDownToLine />} onSelect={() => toEnd('bottom')}>
            {t('menu.toBottom')}
          </MenuItem>
          <Reopen board={board} cardId={cardId} />
          <MenuSeparator />
          <MenuItem icon={<Archive />} onSelect={() => archive(board, meant(board, cardId), cardId)}>
            {t('menu.archive')}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

/** A deal that was won or lost goes on: back into an open stage, without its reason, as one step. */
function Reopen({ board, cardId }: Pick<CardMenuProps, 'board' | 'cardId'>) {
  const { t } = useTranslation('outcome')
  const { store, edits } = board
  const stages = store.stages()
  const kind = stages.find((stage) => stage.id === store.stageOf(cardId))?.kind ?? 'open'
  if (kind === 'open') return null
  const reopen = (stage: StageSnapshot) => {
    const cardIds = meant(board, cardId)
    const move = { cardIds, stageId: stage.id, at: 'top', ...(fault('OUT-4') ? {} : { lostReason: null }) } as const
    if (edits.moveCardsWith(move, { loud: true, place: stage.name })) board.controller.reveal(cardId, stage.id)
  }
  return (
    <MenuSub label={t('reopen')} icon={<RotateCcw />}>
      {stages
        .filter((stage) => stage.kind === 'open' && stage.id !== NO_STAGE)
        .map((stage) => (
          <MenuItem
            key={stage.id}
            icon={<span className="size-2 rounded-[3px]" style={{ background: stage.color }} />}
            onSelect={() => reopen(stage)}
          >
            {stage.name}
          </MenuItem>
        ))}
    </MenuSub>
  )
}
