/** A labelled field with whoever else is in it, and what is wrong with what was typed. */
import { clsx } from 'clsx'
import { History } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { IconButton } from '../../ui/index.ts'
import { useDetail } from '../detail/context.ts'
import { Occupied } from '../detail/Occupied.tsx'

export interface ControlProps {
  readonly id: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
}

export interface RowProps {
  /** Name of the field as presence knows it. */
  readonly field: string
  readonly label: string
  /** What is wrong, or what somebody else did meanwhile. */
  readonly message?: ReactNode
  readonly wrong?: boolean
  readonly children: (control: ControlProps) => ReactNode
}

export function Row({ field, label, message, wrong = false, children }: RowProps) {
  const id = useId()
  const noted = message !== undefined && message !== null
  return (
    <div className="group/field grid grid-cols-[118px_minmax(0,1fr)] items-start gap-x-2 phone:grid-cols-[104px_minmax(0,1fr)]">
      <span className="relative flex">
        <label htmlFor={id} className="min-w-0 flex-1 py-[6px] [overflow-wrap:anywhere] text-muted touch:py-3">
          {label}
        </label>
        <FieldHistory field={field} label={label} />
      </span>
      <div className="min-w-0">
        <Occupied field={field}>
          {children({
            id,
            ...(noted ? { 'aria-describedby': `${id}-note` } : {}),
            ...(wrong ? { 'aria-invalid': true as const } : {}),
          })}
        </Occupied>
        {noted ? (
          <div
            id={`${id}-note`}
            role={wrong ? 'alert' : undefined}
            className={clsx('px-2 pb-1 text-sm', wrong ? 'text-red' : 'text-amber')}
          >
            {message}
          </div>
        ) : null}
      </div>
    </div>
  )
}

/** The way from a field to who changed it, when, from what. Stands at the end of a `group/field relative`. */
export function FieldHistory({ field, label }: { readonly field: string; readonly label: string }) {
  const { t } = useTranslation('card')
  const { showHistory } = useDetail()
  if (showHistory === null || field === 'labels' || field === 'requester') return null
  return (
    <IconButton
      quiet
      size="sm"
      label={t('fieldHistory', { field: label })}
      title={t('fieldHistory', { field: label })}
      className="absolute top-[5px] -right-1.5 bg-surface opacity-0 group-hover/field:opacity-100 focus-visible:opacity-100 touch:top-0 touch:size-10 touch:not-group-focus-within/field:hidden touch:group-focus-within/field:opacity-100"
      onClick={() => showHistory(field)}
    >
      <History />
    </IconButton>
  )
}
