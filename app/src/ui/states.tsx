import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export interface EmptyStateProps {
  readonly icon: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
  readonly className?: string
}

/** Empty, failed and refused places are screens too: what this is for, and its first action. */
export function EmptyState({ icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={clsx('motion-rise m-auto grid max-w-sm justify-items-center gap-2 p-8 text-center', className)}>
      <span
        aria-hidden
        className="mb-1 grid size-11 place-items-center rounded-xl bg-sunken text-muted shadow-[inset_0_0_0_1px_var(--line)] [&>svg]:size-5"
      >
        {icon}
      </span>
      <h2 className="text-md">{title}</h2>
      {children === undefined ? null : <div className="text-muted">{children}</div>}
      {action === undefined ? null : <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}

/** A place that something will fill. Only where nothing is known yet: never over data that is already here. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={clsx('motion-breathe block rounded-md bg-hover', className)} />
}

export interface ProgressProps {
  readonly value: number
  readonly max: number
  /** Accessible name, e.g. what is being imported. */
  readonly label: string
  readonly className?: string
}
export function Progress({ value, max, label, className }: ProgressProps) {
  return (
    <progress
      aria-label={label}
      value={Math.min(value, max)}
      max={Math.max(1, max)}
      className={clsx(
        'block h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-hover',
        '[&::-moz-progress-bar]:bg-brand [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-brand [&::-webkit-progress-value]:transition-[inline-size]',
        className,
      )}
    />
  )
}
