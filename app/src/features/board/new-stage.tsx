import { Plus } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation, words } from '../../i18n/index.ts'
import { announce, Button, Chip, Input } from '../../ui/index.ts'
import { useBoardContext } from './context.ts'
import { stageColors } from './stage-colors.ts'

/** A name and Enter: the stage stands there, before the won and lost ones; the field stays for the next. */
export function NewStage({
  wide = false,
  onMade,
}: {
  readonly wide?: boolean
  readonly onMade?: (stageId: string) => void
}) {
  const { t } = useTranslation('stage')
  const { edits, store } = useBoardContext()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const make = () => {
    if (name.trim() === '') return
    const stages = store.stages().length
    const stageId = edits.createStage({ name, color: stageColors[stages % stageColors.length]?.css ?? '' })
    if (stageId === null) return
    setName('')
    announce(words.t('stage:done.created', { name: name.trim() }))
    onMade?.(stageId)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Enter') make()
    else setOpen(false)
  }
  if (open) {
    return (
      <div className={wide ? 'w-[220px] flex-none pr-4' : 'flex-none'}>
        <Input
          // The person just asked for this field.
          ref={(element) => element?.focus({ preventScroll: !wide })}
          aria-label={t('new')}
          placeholder={t('newPlaceholder')}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            make()
            setOpen(false)
          }}
        />
      </div>
    )
  }
  if (!wide) {
    return (
      <Chip onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-3.5" />
        {t('newShort')}
      </Chip>
    )
  }
  return (
    <div className="flex-none pr-4">
      <Button variant="plain" size="sm" icon={<Plus />} onClick={() => setOpen(true)} className="-mt-0.5">
        {t('newShort')}
      </Button>
    </div>
  )
}
