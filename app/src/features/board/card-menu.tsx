import { Archive, ArrowDownToLine, ArrowRight, ArrowUpToLine, PanelRight } from 'lucide-react'
import type { CardSnapshot } from '@mutirao/documents'
import type { ReactElement } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { Menu, MenuItem, MenuSeparator } from '../../ui/index.ts'
import { useBoardContext } from './context.ts'
import { archive, moveTo } from './moves.ts'

/** Everything a card's drag and keys can do, for one pointer and for whoever finds no shortcut. */
export function CardMenu({ card, trigger }: { readonly card: CardSnapshot; readonly trigger: ReactElement }) {
  const { t } = useTranslation('board')
  const board = useBoardContext()
  const toEnd = (end: 'top' | 'bottom') => {
    const stageId = board.store.stageOf(card.id)
    if (stageId === null) return
    moveTo(board, card.id, stageId, end === 'top' ? 0 : board.store.column(stageId).length, { focus: true })
  }
  return (
    <Menu trigger={trigger} align="end">
      <MenuItem icon={<PanelRight />} shortcut="e" onSelect={() => board.openCard(card.id)}>
        {t('menu.open')}
      </MenuItem>
      {board.readOnly ? null : (
        <>
          <MenuSeparator />
          <MenuItem icon={<ArrowRight />} shortcut="m" onSelect={() => board.askMove(card.id)}>
            {t('menu.move')}
          </MenuItem>
          <MenuItem icon={<ArrowUpToLine />} onSelect={() => toEnd('top')}>
            {t('menu.toTop')}
          </MenuItem>
          <MenuItem icon={<ArrowDownToLine />} onSelect={() => toEnd('bottom')}>
            {t('menu.toBottom')}
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={<Archive />} onSelect={() => archive(board, card.id)}>
            {t('menu.archive')}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
