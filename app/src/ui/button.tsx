import { clsx } from 'clsx'
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

type Variant = 'primary' | 'ghost' | 'plain' | 'danger'
type Size = 'sm' | 'md'

const variants: Record<Variant, string> = {
  primary: 'bg-brand text-on-brand hover:bg-brand-strong active:bg-brand-strong',
  ghost: 'text-text shadow-[inset_0_0_0_1px_var(--line-strong)] hover:bg-hover active:bg-pressed',
  plain: 'text-muted hover:bg-hover hover:text-text active:bg-pressed',
  danger: 'text-red shadow-[inset_0_0_0_1px_var(--line-strong)] hover:bg-red-weak active:bg-red-weak',
}
const sizes: Record<Size, string> = {
  sm: 'h-[26px] touch:h-11 px-2 rounded-md text-sm gap-1',
  md: 'h-(--control) px-3 rounded-[7px] gap-1.5',
}

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: Variant
  readonly size?: Size
  /** Shown before the words. */
  readonly icon?: ReactNode
  /** Shows that the click is being carried out and refuses further ones; the words stay, so nothing jumps. */
  readonly busy?: boolean
}

/** A button with words. One `primary` per screen: what is yours to do next. */
export function Button({ variant = 'ghost', size = 'md', icon, busy = false, className, ...rest }: ButtonProps) {
  const { children, disabled, ...button } = rest
  return (
    <button
      type="button"
      {...button}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center font-medium whitespace-nowrap transition-colors select-none',
        'disabled:opacity-50 disabled:pointer-events-none [&_svg]:size-[15px] [&_svg]:shrink-0',
        sizes[size],
        variants[variant],
        className,
      )}
    >
      {busy ? <LoaderCircle aria-hidden className="animate-spin motion-reduce:animate-none" /> : icon}
      {children}
    </button>
  )
}
