import { CalendarDays } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from '../../i18n/index.ts'

interface CalendarButtonProps {
  /** Of the field it stands in. */
  readonly label: string
  /** `YYYY-MM-DD` or null. */
  readonly day: string | null
  readonly onPick: (day: string | null) => void
  readonly className?: string
}

/** Opens the browser's calendar beside a field in which days are typed. */
export function CalendarButton({ label, day, onPick, className = '' }: CalendarButtonProps) {
  const { t } = useTranslation('card')
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('day.pick', { field: label })}
        onClick={() => picker.current?.showPicker()}
        className={`grid size-7 place-items-center rounded-md text-faint hover:text-text touch:size-11 ${className}`}
      >
        <CalendarDays aria-hidden className="size-4" />
      </button>
      <input
        ref={picker}
        type="date"
        tabIndex={-1}
        aria-hidden
        value={day ?? ''}
        onChange={(event) => onPick(event.target.value === '' ? null : event.target.value)}
        className="pointer-events-none absolute right-0 bottom-0 size-0 opacity-0"
      />
    </>
  )
}
