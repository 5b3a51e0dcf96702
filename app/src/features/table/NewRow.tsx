import { fault } from '@mutirao/documents'
import { Plus } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useStoreKey } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { useTable } from './context.ts'
import { asCell, asRow } from '../../view/cells/roles.ts'
import { gutterPx } from './sizes.ts'
import { pasteBare } from '../../view/cells/paste-bare.ts'

/**
 * The last row: a title and Enter make an opportunity in the first open stage, the field stays for the next one. It stands
 * still above the totals, so that writing ten of them scrolls nothing away.
 */
export function NewRow({
  rowIndex,
  grid: root,
}: {
  readonly rowIndex: number
  readonly grid: () => HTMLElement | null
}) {
  const { t } = useTranslation('table')
  const { store, edits, grid } = useTable()
  const [title, setTitle] = useState('')
  const made = useRef<string | null>(null)
  const stage = useStoreKey(store, 'stages', (board) => board.stages()).find(({ kind }) => kind === 'open')
  if (!stage) return null
  const add = () => {
    const wanted = title.trim()
    if (wanted === '') return
    const cardId = edits.createCard({ stageId: stage.id, title: wanted, at: 'bottom' }, { loud: true })
    if (cardId === null) return
    if (!fault('TBL-17')) made.current = cardId
    setTitle('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') add()
    else if (event.key === 'Escape') {
      setTitle('')
      // Back in the cells, on what was made.
      if (made.current !== null && grid.rows().includes(made.current))
        grid.goTo({ rowId: made.current, columnId: 'title' })
      root()?.focus({ preventScroll: true })
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      {...asRow}
      aria-rowindex={rowIndex}
      data-new-row
      className="sticky bottom-9 left-0 z-4 flex h-9 border-t touch:h-11 border-line bg-surface"
      style={{ width: 'var(--total)', display: 'flex' }}
    >
      <div
        {...asCell}
        aria-colindex={1}
        className="sticky left-0 flex w-80 max-w-full flex-none items-center bg-surface"
      >
        <span className="flex flex-none justify-center text-soft" style={{ width: gutterPx }}>
          <Plus aria-hidden className="size-3.5" />
        </span>
        <input
          name="newCard"
          value={title}
          aria-label={t('newRow', { stage: stage.name })}
          placeholder={t('newRowHint')}
          onChange={(event) => setTitle(event.target.value)}
          onPaste={(event) => pasteBare(event, setTitle)}
          onKeyDown={onKeyDown}
          enterKeyHint="done"
          className="h-7 min-w-0 flex-1 rounded-md touch:h-10 bg-transparent px-2 outline-none placeholder:text-soft focus:shadow-[inset_0_0_0_2px_var(--brand)]"
        />
      </div>
    </div>
  )
}
