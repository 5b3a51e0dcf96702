import { CalendarDays } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { Button, Popover, usePhone } from '../../ui/index.ts'
import { DayField } from '../../view/fields/DayField.tsx'
import { barButton } from './bar-button.tsx'
import type { BulkContext } from './context.ts'

/** One close date for all of them, or none. */
export function ClosePicker({ edits, cardIds }: BulkContext) {
  const { t } = useTranslation('bulk')
  const phone = usePhone()
  const [open, setOpen] = useState(false)
  const [day, setDay] = useState<string | null>(null)
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
          if (day !== null) write(day)
        }}
      >
        <DayField label={t('closeOn')} day={day} onChange={setDay} />
        <div className="flex justify-between gap-2">
          <Button size="sm" variant="plain" onClick={() => write(null)}>
            {t('noDate')}
          </Button>
          <Button size="sm" variant="primary" type="submit" disabled={day === null}>
            {t('apply')}
          </Button>
        </div>
      </form>
    </Popover>
  )
}
