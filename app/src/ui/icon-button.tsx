import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import { Tooltip } from './tooltip.tsx'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** What it does, in words: the accessible name and the tooltip. */
  readonly label: string
  /** Keys to show in the tooltip, as for `Kbd`. */
  readonly shortcut?: string
  readonly size?: 'sm' | 'md'
  /** No tooltip where the place already says it (menus' triggers inside rows). */
  readonly quiet?: boolean
}

/** A button that is only an icon: 28 px for a mouse, 44 px for a finger. */
export function IconButton({ label, shortcut, size = 'md', quiet = false, className, ...button }: IconButtonProps) {
  const element = (
    <button
      type="button"
      {...button}
      aria-label={label}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors',
        'hover:bg-hover hover:text-text active:bg-pressed disabled:pointer-events-none disabled:opacity-40',
        'data-[state=open]:bg-hover data-[state=open]:text-text',
        size === 'sm' ? 'size-6 touch:size-11 [&_svg]:size-3.5' : 'size-7 touch:size-11 [&_svg]:size-4',
        className,
      )}
    />
  )
  return quiet ? element : <Tooltip label={label} {...(shortcut === undefined ? {} : { shortcut })} trigger={element} />
}
