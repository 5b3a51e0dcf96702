import { clsx } from 'clsx'
import { ToggleGroup as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

export interface SegmentedProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: string; readonly icon?: ReactNode }[]
  readonly className?: string
}

/** One of two or three views, all of them visible. */
export function Segmented({ label, value, onChange, options, className }: SegmentedProps) {
  return (
    <Radix.Root
      type="single"
      aria-label={label}
      value={value}
      // Clicking the chosen one again would clear it: one view is always chosen.
      onValueChange={(next) => (next === '' ? undefined : onChange(next))}
      className={clsx('flex rounded-[7px] bg-sunken p-0.5 shadow-[inset_0_0_0_1px_var(--line)]', className)}
    >
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          className="inline-flex flex-1 items-center justify-center gap-1.5 rounded-[5px] px-2.5 py-0.5 whitespace-nowrap text-muted transition-colors hover:text-text touch:min-h-10 data-[state=on]:bg-surface data-[state=on]:text-text data-[state=on]:shadow-1 [&>svg]:size-3.5"
        >
          {option.icon}
          {option.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  )
}
