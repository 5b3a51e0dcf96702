import { useCallback, useState, type ReactNode } from 'react'
import type { ListView } from '../../../engine/purchase/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { useHotkeys } from '../../../ui/index.ts'
import { rowOf, type ColumnId } from '../model/rows.ts'
import type { RequestsProps } from './requests-props.ts'
import { StepDialog } from './StepDialog.tsx'

export interface Moving {
  readonly onMove: RequestsProps['onMove']
  /** To be put beside the list. */
  readonly dialog: ReactNode
}

/** Moving a request from a board or a table: M asks for the one that has the focus. */
export function useMoving(listId: string, list: ListView): Moving {
  const { t } = useTranslation('purchase')
  const [moving, setMoving] = useState<{ readonly id: string; readonly column: ColumnId | null } | null>(null)
  const onMove = useCallback((id: string, column: ColumnId | null) => setMoving({ id, column }), [])
  useHotkeys([
    {
      keys: 'm',
      label: t('move.key'),
      run: () => {
        const focused = document.activeElement?.closest<HTMLElement>('[data-request]')?.dataset['request']
        if (focused !== undefined) onMove(focused, null)
      },
    },
  ])
  const close = () => {
    setMoving(null)
    if (moving) followFocus(moving.id)
  }
  const row = moving ? rowOf(list, moving.id) : null
  const dialog =
    moving && row ? (
      <StepDialog key={moving.id} {...{ listId, list, row, column: moving.column }} onClose={close} />
    ) : null
  return { onMove, dialog }
}

const maxFrames = 60

/** A card that was sent to another column is another element there: the focus goes with it, unless it is elsewhere by then. */
function followFocus(id: string, frame = 0): void {
  const isLost = document.activeElement === null || document.activeElement === document.body
  const card = document.querySelector<HTMLElement>(`[data-request="${CSS.escape(id)}"]`)
  if (isLost && card) card.focus({ preventScroll: true })
  if (frame < maxFrames) requestAnimationFrame(() => followFocus(id, frame + 1))
}
