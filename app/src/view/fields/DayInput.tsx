/** A day: typed in any usual form, or picked in the browser's calendar. */
import { clsx } from 'clsx'
import { formatDay, formatFullDay, today, useLocale, useTranslation } from '../../i18n/index.ts'
import { usePhone } from '../../ui/index.ts'
import { parseTypedDay } from '../../parse/typed.ts'
import { useDetail } from '../detail/context.ts'
import { CalendarButton } from './CalendarButton.tsx'
import { numericDay } from './numeric-day.ts'
import { TextField } from './TextField.tsx'

export interface DayInputProps {
  readonly field: string
  readonly label: string
  readonly placeholder: string
  /** `YYYY-MM-DD` or null. */
  readonly day: string | null
  readonly canBeLate?: boolean
  readonly onWrite: (day: string | null) => void
}

export function DayInput({ field, label, placeholder, day, canBeLate = false, onWrite }: DayInputProps) {
  const { t } = useTranslation('card')
  const { readOnly } = useDetail()
  const locale = useLocale()
  const phone = usePhone()
  // A month in full pushes the year out of a phone's field; against no year, it is always told.
  const told = day === null ? '' : phone ? formatDay(day, { todayIs: '' }) : formatFullDay(day)
  const late = canBeLate && day !== null && day < today()
  return (
    <TextField
      field={field}
      label={label}
      stored={day === null ? '' : numericDay(day, locale)}
      display={told + (late ? ` · ${t('day.late').toLocaleLowerCase()}` : '')}
      placeholder={placeholder}
      parse={(text) => parseTypedDay(text, locale === 'en' ? 'mdy' : 'dmy', today())}
      onWrite={onWrite}
      className={clsx(late && 'not-focus:text-red')}
      after={readOnly ? null : <CalendarButton label={label} day={day} onPick={onWrite} />}
    />
  )
}
