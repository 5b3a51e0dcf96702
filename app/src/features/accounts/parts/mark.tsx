import { clsx } from 'clsx'
import { paletteColor } from '../../../ui/index.ts'

/** A company's first letter on its own colour: square, so that nobody takes it for a person. */
export function AccountMark({ name, large = false }: { readonly name: string; readonly large?: boolean }) {
  return (
    <span
      aria-hidden
      style={{ '--who': paletteColor(name.toLowerCase()) } as React.CSSProperties}
      className={clsx(
        'grid flex-none place-items-center bg-[color-mix(in_oklab,var(--who)_16%,transparent)] font-semibold text-text uppercase shadow-[inset_0_0_0_1px_color-mix(in_oklab,var(--who)_40%,transparent)]',
        large ? 'size-10 rounded-lg text-[17px]' : 'size-[26px] rounded-md text-sm',
      )}
    >
      {/\p{L}|\p{N}/u.exec(name)?.[0] ?? '?'}
    </span>
  )
}
