import { clsx } from 'clsx'
import { useId, type ComponentProps, type ReactNode } from 'react'

const box =
  'w-full rounded-md bg-surface px-2 text-text shadow-[inset_0_0_0_1px_var(--line-strong)] transition-shadow outline-none ' +
  'hover:shadow-[inset_0_0_0_1px_var(--faint)] focus:shadow-[inset_0_0_0_2px_var(--brand)] ' +
  'aria-invalid:shadow-[inset_0_0_0_2px_var(--red)] disabled:opacity-60 read-only:bg-sunken'

/** One line of text. Give it a name with `Field`, or `aria-label`. */
export function Input({ className, ...input }: ComponentProps<'input'>) {
  return <input autoComplete="off" {...input} className={clsx(box, 'h-(--control)', className)} />
}

/** Text that grows with what is written, up to `max-h`. */
export function Textarea({ className, ...textarea }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={2}
      {...textarea}
      className={clsx(box, 'field-sizing-content max-h-60 min-h-14 resize-none py-1.5', className)}
    />
  )
}

export interface FieldProps {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** Shown instead of the hint, announced, and the control is marked invalid. */
  readonly error?: ReactNode
  readonly className?: string
  /** Gets the ids that tie label, control and message together: spread them on the control. */
  readonly children: (control: {
    readonly id: string
    readonly 'aria-describedby'?: string
    readonly 'aria-invalid'?: true
  }) => ReactNode
}

/** A labelled control with a hint or an error under it. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId()
  const message = error ?? hint
  const wrong = error !== undefined && error !== null
  return (
    <div className={clsx('grid gap-1', className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({
        id,
        ...(message === undefined || message === null ? {} : { 'aria-describedby': `${id}-message` }),
        ...(wrong ? { 'aria-invalid': true as const } : {}),
      })}
      {message === undefined || message === null ? null : (
        <p
          id={`${id}-message`}
          role={wrong ? 'alert' : undefined}
          className={clsx('text-sm', wrong ? 'text-red' : 'text-muted')}
        >
          {message}
        </p>
      )}
    </div>
  )
}

/** A tick box with its words. */
export function Checkbox({ className, children, ...input }: Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <label className={clsx('flex items-start gap-2 touch:min-h-11 touch:items-center', className)}>
      <input type="checkbox" {...input} className="mt-0.5 size-3.5 shrink-0 accent-(--brand) touch:mt-0 touch:size-5" />
      <span className="min-w-0">{children}</span>
    </label>
  )
}
