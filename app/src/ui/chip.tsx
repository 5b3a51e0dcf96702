import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

/** A choice among many in a row that may scroll sideways (the stages on a phone). */
export function Chip({
  selected = false,
  className,
  ...button
}: ComponentProps<'button'> & { readonly selected?: boolean }) {
  return (
    <button
      type="button"
      {...button}
      className={clsx(
        'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md border px-2 whitespace-nowrap tabular-nums transition-colors touch:h-11 touch:px-3',
        selected ? 'border-brand bg-brand-weak text-brand' : 'border-line text-muted hover:bg-hover',
        className,
      )}
    />
  )
}
