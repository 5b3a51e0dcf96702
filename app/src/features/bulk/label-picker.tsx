import { Check, Minus, Tag as TagIcon } from 'lucide-react'
import { maxLabelLength } from '@mutirao/documents'
import { useState, type FormEvent } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { Button, Input, Popover, Tag, tagTone, usePhone } from '../../ui/index.ts'
import { barButton } from './bar-button.tsx'
import type { BulkContext } from './context.ts'
import { labelsOf, spreadOf, type Spread } from './labels.ts'

/** Puts labels on all of them or takes them off; a label some have goes to all first. */
export function LabelPicker(context: BulkContext) {
  const { t } = useTranslation('bulk')
  const phone = usePhone()
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label={t('tag')}
      align="start"
      open={open}
      onOpenChange={setOpen}
      trigger={barButton(<TagIcon />, t('tag'), phone)}
    >
      <Labels {...context} />
    </Popover>
  )
}

function Labels({ store, edits, chosen, cardIds }: BulkContext) {
  const { t } = useTranslation('bulk')
  const [known, setKnown] = useState(() => labelsOf(store))
  const [text, setText] = useState('')
  // After each press the marks say what is true now.
  const [, again] = useState(0)
  const press = (label: string, on: boolean) => {
    edits.setLabelOf(cardIds(), label, on)
    again((count) => count + 1)
  }
  const add = (event: FormEvent) => {
    event.preventDefault()
    const label = text.trim()
    if (label === '') return
    press(label, true)
    setKnown([...new Set([label, ...known])])
    setText('')
  }
  return (
    <div className="grid w-60 gap-1 p-2">
      <ul className="grid max-h-56 overflow-y-auto">
        {known.map((label) => (
          <li key={label}>
            <LabelRow label={label} spread={spreadOf(store, chosen, label)} onPress={press} />
          </li>
        ))}
      </ul>
      <form className="flex gap-1.5 border-t border-line pt-2" onSubmit={add}>
        <Input
          aria-label={t('newLabel')}
          placeholder={t('newLabel')}
          maxLength={maxLabelLength}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" size="sm" disabled={text.trim() === ''} className="h-auto!">
          {t('add')}
        </Button>
      </form>
    </div>
  )
}

interface LabelRowProps {
  readonly label: string
  readonly spread: Spread
  readonly onPress: (label: string, on: boolean) => void
}
function LabelRow({ label, spread, onPress }: LabelRowProps) {
  return (
    <label className="flex min-h-7 w-full cursor-pointer items-center gap-2 rounded-sm px-1.5 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-brand touch:min-h-11">
      <input
        type="checkbox"
        className="sr-only"
        aria-label={label}
        ref={(input) => {
          if (input) input.indeterminate = spread === 'some'
        }}
        checked={spread === 'all'}
        onChange={() => onPress(label, spread !== 'all')}
      />
      <span aria-hidden className="grid size-3.5 place-items-center text-brand [&_svg]:size-3.5">
        {spread === 'all' ? <Check /> : spread === 'some' ? <Minus /> : null}
      </span>
      <Tag tone={tagTone(label)}>{label}</Tag>
    </label>
  )
}
