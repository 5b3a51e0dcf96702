import { CalendarDays } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { Button, Field, Input, Popover, usePhone } from '../../ui/index.ts'
import { barButton } from './bar-button.tsx'
import type { BulkContext } from './context.ts'

/** One close date for all of them, or none. */
export function ClosePicker({ edits, cardIds }: BulkContext) {
  const { t } = useTranslation('bulk')
  const phone = usePhone()
  const [open, setOpen] = useState(false)
  const [day, setDay] = useState('')
  const write = (value: string | null) => {
    setOpen(false)
    edits.setFieldOf(cardIds(), 'closeOn', value)
  }
  return (
    <Popover
      label={t('close')}
      align="start"
      open={open}
      onOpenChange={setOpen}
      trigger={barButton(<CalendarDays />, t('close'), phone)}
    >
      <form
        className="grid w-60 gap-3 p-3"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          if (day !== '') write(day)
        }}
      >
        <Field label={t('closeOn')}>
          {(control) => <Input {...control} type="date" value={day} onChange={(event) => setDay(event.target.value)} />}
        </Field>
        <div className="flex justify-between gap-2">
          <Button size="sm" variant="plain" onClick={() => write(null)}>
            {t('noDate')}
          </Button>
          <Button size="sm" variant="primary" type="submit" disabled={day === ''}>
            {t('apply')}
          </Button>
        </div>
      </form>
    </Popover>
  )
}
