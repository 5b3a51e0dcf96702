/**
 * A day in a form: typed in any usual form of the interface's language, or picked in the browser's calendar. The browser's own
 * date field is written the way of the browser's language: in an English one 12/01 is December beside pages that say 1 dez.
 */
import { fault } from '@mutirao/documents'
import { useEffect, useRef, useState } from 'react'
import { today, useLocale, useTranslation } from '../../i18n/index.ts'
import { parseTypedDay } from '../../parse/typed.ts'
import { Field, Input } from '../../ui/index.ts'
import { CalendarButton } from './CalendarButton.tsx'
import { numericDay } from './numeric-day.ts'

export interface DayFieldProps {
  readonly label: string
  /** `YYYY-MM-DD` or null. */
  readonly day: string | null
  readonly required?: boolean
  /** What else is wrong with the day, as the form sees it. */
  readonly error?: string | undefined
  /** Called with a day typed in full or picked, with a shorter one when the field is left or on Enter; never with what is no day. */
  readonly onChange: (day: string | null) => void
}

/** Nothing can follow such a day: it counts while one is still in the field. */
const wholeDay = /^\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\s*$/u

export function DayField({ label, day, required = false, error, onChange }: DayFieldProps) {
  const { t } = useTranslation('card')
  const locale = useLocale()
  const [text, setText] = useState<string | null>(null)
  const read = (typed: string) => parseTypedDay(typed.trim(), locale === 'en' ? 'mdy' : 'dmy', today())
  const parsed = text === null ? null : read(text)
  const wrong = parsed?.ok === false || (required && parsed?.ok === true && parsed.value === null)
  const take = () => {
    if (text === null || parsed === null || wrong || !parsed.ok) return
    setText(null)
    if (parsed.value !== day) onChange(parsed.value)
  }
  const sentence = text !== null && wrong && text.trim() !== '' ? t('wrong.not_a_day', { text: text.trim() }) : error
  const input = useRef<HTMLInputElement>(null)
  // A form is not sent with the day before beside what is written here now.
  useEffect(() => input.current?.setCustomValidity(sentence ?? ''), [sentence])
  return (
    <Field label={label} error={sentence}>
      {(control) => (
        <span className="relative flex items-center">
          <Input
            {...control}
            ref={input}
            value={text ?? (day === null ? '' : fault('DSN-10') ? day : numericDay(day, locale))}
            placeholder={t('hint.closeOn')}
            required={required}
            onFocus={(event) => event.target.select()}
            onChange={(event) => {
              const typed = event.target.value
              setText(typed)
              const whole = wholeDay.test(typed) ? read(typed) : null
              if (whole?.ok && whole.value !== day) onChange(whole.value)
            }}
            onBlur={take}
            onKeyDown={(event) => (event.key === 'Enter' ? take() : undefined)}
            className="pr-8 tabular-nums touch:pr-11"
          />
          <CalendarButton
            label={label}
            day={day}
            onPick={(picked) => {
              setText(null)
              onChange(picked)
            }}
            className="absolute right-0.5"
          />
        </span>
      )}
    </Field>
  )
}
