/** A day: typed in any usual form, or picked in the browser's calendar. */
import { clsx } from 'clsx'
import { CalendarDays } from 'lucide-react'
import { useRef } from 'react'
import { formatDay, formatFullDay, today, useLocale, useTranslation } from '../../i18n/index.ts'
import { usePhone } from '../../ui/index.ts'
import { parseTypedDay } from '../../parse/typed.ts'
import { useDetail } from '../detail/context.ts'
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
  const picker = useRef<HTMLInputElement>(null)
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
      after={
        readOnly ? null : (
          <>
            <button
              type="button"
              tabIndex={-1}
              aria-label={t('day.pick', { field: label })}
              onClick={() => picker.current?.showPicker()}
              className="grid size-7 place-items-center rounded-md text-faint hover:text-text touch:size-11"
            >
              <CalendarDays aria-hidden className="size-4" />
            </button>
            <input
              ref={picker}
              type="date"
              tabIndex={-1}
              aria-hidden
              value={day ?? ''}
              onChange={(event) => onWrite(event.target.value === '' ? null : event.target.value)}
              className="pointer-events-none absolute right-0 bottom-0 size-0 opacity-0"
            />
          </>
        )
      }
    />
  )
}
