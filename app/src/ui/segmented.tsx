import { clsx } from 'clsx'
import { useId, type ReactNode } from 'react'

export interface SegmentedProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: string; readonly icon?: ReactNode }[]
  readonly className?: string
}

/** One of two or three views, all of them visible; one stop for Tab, arrows choose. */
export function Segmented({ label, value, onChange, options, className }: SegmentedProps) {
  const name = useId()
  return (
    <fieldset
      aria-label={label}
      className={clsx('flex rounded-[7px] bg-sunken p-0.5 shadow-[inset_0_0_0_1px_var(--line)]', className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="relative inline-flex flex-1 items-center justify-center gap-1.5 rounded-[5px] px-2.5 py-0.5 whitespace-nowrap text-muted transition-colors hover:text-text has-checked:bg-surface has-checked:text-text has-checked:shadow-1 touch:min-h-10 [&>svg]:size-3.5"
        >
          {/* Over the whole of it: what is pressed and what is focused is the control itself. */}
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            onKeyDown={(event) => {
              // On the chosen one it sends the form around it, as Enter does in every field.
              if (event.key !== 'Enter' || option.value === value) return
              event.preventDefault()
              onChange(option.value)
            }}
            className="absolute inset-0 appearance-none rounded-[5px]"
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
