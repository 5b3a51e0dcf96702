import { clsx } from 'clsx'

/** A small square in a colour people chose; an outline when there is none. */
export function Dot({ color, className }: { readonly color: string; readonly className?: string }) {
  return (
    <span
      aria-hidden
      className={clsx(
        'inline-block size-2 shrink-0 rounded-[3px]',
        color === '' && 'shadow-[inset_0_0_0_1px_var(--line-strong)]',
        className,
      )}
      style={color === '' ? undefined : { backgroundColor: color }}
    />
  )
}
