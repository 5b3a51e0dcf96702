import { clsx } from 'clsx'
import { Check, ChevronDown } from 'lucide-react'
import { Select as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

export interface SelectOption {
  readonly value: string
  readonly label: string
  /** A dot, an avatar: shown before the label, also in the closed control. */
  readonly icon?: ReactNode
  readonly disabled?: boolean
}
export interface SelectProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly SelectOption[]
  /** Accessible name when no `Field` gives one. */
  readonly label?: string
  readonly id?: string
  readonly placeholder?: string
  readonly disabled?: boolean
  readonly className?: string
}

/** Radix reserves the empty string for "nothing chosen"; our data uses it for "nobody" and "no stage". */
const encode = (value: string) => `v:${value}`
const decode = (value: string) => value.slice(2)

/** One of a few. For more than about ten choices use a menu with a filter. */
export function Select({ value, onChange, options, label, id, placeholder, disabled, className }: SelectProps) {
  return (
    <Radix.Root
      value={options.some((option) => option.value === value) ? encode(value) : ''}
      onValueChange={(next) => onChange(decode(next))}
      {...(disabled === undefined ? {} : { disabled })}
    >
      <Radix.Trigger
        id={id}
        aria-label={label}
        className={clsx(
          'flex h-(--control) w-full items-center gap-2 rounded-md bg-surface px-2 text-left whitespace-nowrap shadow-[inset_0_0_0_1px_var(--line-strong)]',
          'hover:shadow-[inset_0_0_0_1px_var(--faint)] disabled:opacity-60 data-placeholder:text-soft',
          className,
        )}
      >
        <span className="min-w-0 flex-1 truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon asChild>
          <ChevronDown className="size-3.5 shrink-0 text-faint" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="motion-pop z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden rounded-lg bg-raised p-1 shadow-2"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={encode(option.value)}
                {...(option.disabled === undefined ? {} : { disabled: option.disabled })}
                className="flex min-h-7 cursor-default items-center gap-2 rounded-sm py-1 pr-2 pl-1.5 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover touch:min-h-11"
              >
                <span className="w-3.5">
                  <Radix.ItemIndicator>
                    <Check className="size-3.5 text-brand" />
                  </Radix.ItemIndicator>
                </span>
                <Radix.ItemText>
                  <span className="inline-flex max-w-full items-center gap-2 align-bottom">
                    {option.icon}
                    <span className="truncate">{option.label}</span>
                  </span>
                </Radix.ItemText>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
