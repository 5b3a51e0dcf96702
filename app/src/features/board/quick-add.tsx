import { fault } from '@mutirao/documents'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation, words } from '../../i18n/index.ts'
import { announce } from '../../ui/index.ts'
import { useBoardContext } from './context.ts'

export interface QuickAddProps {
  readonly stageId: string
  readonly stage: string
  readonly onClose: () => void
}

/** A title and Enter: the card is there, the field stays for the next one. */
export function QuickAdd({ stageId, stage, onClose }: QuickAddProps) {
  const { t } = useTranslation('board')
  const { edits, controller } = useBoardContext()
  const [title, setTitle] = useState('')
  const lastAdded = useRef<string | null>(null)

  const add = () => {
    const wanted = title.trim()
    if (wanted === '') return
    const cardId = edits.createCard({ stageId, title: wanted, at: 'top' })
    if (cardId === null) return
    lastAdded.current = cardId
    setTitle('')
    if (fault('APP-34')) onClose()
    announce(words.t('board:say.created', { title: wanted, stage }))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      add()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
      const back = lastAdded.current ?? controller.focused()?.cardId
      if (back !== undefined)
        controller.reveal(back, lastAdded.current === null ? (controller.focused()?.stageId ?? stageId) : stageId)
    }
  }
  return (
    <div className="motion-rise mb-1.5 rounded-lg bg-surface px-[11px] py-2 shadow-[0_0_0_2px_var(--brand)]">
      <textarea
        // The person just asked for this field; nothing else is under the cursor.
        ref={(element) => element?.focus()}
        rows={1}
        value={title}
        aria-label={t('addHere', { stage })}
        placeholder={t('addPlaceholder')}
        onChange={(event) => setTitle(event.target.value.replaceAll('\n', ' '))}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (title.trim() === '') onClose()
        }}
        className="field-sizing-content max-h-40 w-full resize-none bg-transparent font-medium outline-none"
      />
      <p className="mt-1 text-xs text-soft touch:hidden">{t('addHint')}</p>
    </div>
  )
}
