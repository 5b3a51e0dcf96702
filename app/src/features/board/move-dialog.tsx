import { NO_STAGE } from '@mutirao/documents'
import { useState } from 'react'
import { useColumn, useStoreKey } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Button, Dialog, Field, Input, Segmented, Select } from '../../ui/index.ts'
import { useBoardContext } from './context.ts'
import { nextStage } from './layout.ts'
import { moveTo, stageName, titleOf } from './moves.ts'

type Where = 'top' | 'bottom' | 'exact'

/** "Mover para…": the way without dragging. Stage and place, by pointer, finger or keys. */
export default function MoveDialog({ cardId, onClose }: { readonly cardId: string; readonly onClose: () => void }) {
  const { t } = useTranslation(['board', 'common'])
  const board = useBoardContext()
  const { store } = board
  const stages = useStoreKey(store, 'stages', (one) => one.stages()).filter((stage) => stage.id !== NO_STAGE)
  const [stageId, setStageId] = useState(() => {
    const stageIds = stages.map(({ id }) => id)
    return nextStage(stageIds, store.stageOf(cardId)) ?? NO_STAGE
  })
  const [where, setWhere] = useState<Where>('top')
  const [position, setPosition] = useState('')
  const column = useColumn(store, stageId)
  const places = column.includes(cardId) ? column.length : column.length + 1
  const typed = Number(position)
  const valid = where !== 'exact' || (Number.isInteger(typed) && typed >= 1 && typed <= places)

  const move = () => {
    if (!valid) return
    const index = where === 'top' ? 0 : where === 'bottom' ? places - 1 : typed - 1
    onClose()
    moveTo(board, cardId, stageId, index, { focus: true })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('move.title', { title: titleOf(store, cardId) })}
      closeLabel={t('common:close')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" type="submit" form="move-card" disabled={!valid}>
            {t('move.confirm')}
          </Button>
        </>
      }
    >
      <form
        id="move-card"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          move()
        }}
      >
        <Field label={t('move.stage')}>
          {(control) => (
            <Select
              {...control}
              value={stageId}
              onChange={setStageId}
              options={stages.map((stage) => ({
                value: stage.id,
                label: stageName(stage),
                icon: <span className="size-2 rounded-[3px]" style={{ background: stage.color }} />,
              }))}
            />
          )}
        </Field>
        <div className="grid gap-1">
          <span className="font-medium">{t('move.position')}</span>
          <Segmented
            label={t('move.position')}
            value={where}
            onChange={(next) => setWhere(next as Where)}
            options={[
              { value: 'top', label: t('move.top') },
              { value: 'bottom', label: t('move.bottom') },
              { value: 'exact', label: t('move.exact') },
            ]}
          />
        </div>
        {where === 'exact' ? (
          <Field label={t('move.exact')} hint={t('move.exactHint', { count: places })}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                value={position}
                aria-invalid={position !== '' && !valid}
                onChange={(event) => setPosition(event.target.value.replace(/\D/g, ''))}
              />
            )}
          </Field>
        ) : null}
      </form>
    </Dialog>
  )
}
