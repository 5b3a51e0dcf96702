import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

export type PillTone = 'green' | 'blue' | 'red' | 'amber' | 'grey' | 'violet'
const tones: Record<PillTone, string> = {
  green: 'bg-green-weak text-green',
  blue: 'bg-blue-weak text-blue',
  red: 'bg-red-weak text-red',
  amber: 'bg-amber-weak text-amber',
  grey: 'bg-hover text-muted',
  violet: 'bg-violet-weak text-violet',
}
export interface PillProps extends ComponentProps<'button'> {
  readonly tone: PillTone
  /** Every tone has its own icon: the meaning never hangs on the colour. */
  readonly icon: ReactNode
}

/** A state of the world in one short phrase; opens its explanation. */
export function Pill({ tone, icon, className, children, ...button }: PillProps) {
  return (
    <button
      type="button"
      {...button}
      className={clsx(
        // A long title beside it gives way first: what it says is never cut.
        'inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full px-2.5 text-sm font-medium tabular-nums whitespace-nowrap transition-colors hover:brightness-[.97] dark:hover:brightness-110',
        // The finger's 44 px without a fat pill.
        'relative touch:h-7 touch:before:absolute touch:before:-inset-y-2 touch:before:inset-x-0',
        '[&>svg]:size-3 [&>svg]:shrink-0',
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </button>
  )
}
