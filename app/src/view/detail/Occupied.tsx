import { clsx } from 'clsx'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { personColor } from '../../ui/index.ts'
import { peopleIn } from './access.ts'
import { useDetail } from './context.ts'

/** An outline in the colour of the colleague who is in this field, with their name as a flag. */
export function Occupied({
  field,
  children,
  className,
  unmarked = false,
}: {
  readonly field: string
  readonly children: ReactNode
  readonly className?: string
  /** Only tells that I am here: the place shows others in its own way (carets). */
  readonly unmarked?: boolean
}) {
  const { t } = useTranslation('card')
  const { others, enterField } = useDetail()
  const here = unmarked ? [] : peopleIn(field, others)
  const [first] = here
  const style = first === undefined ? {} : { '--who': personColor(first.id) }
  return (
    <div
      style={style as CSSProperties}
      data-occupied={first === undefined ? undefined : field}
      onFocus={() => enterField(field)}
      onBlur={() => enterField(null)}
      className={clsx('relative rounded-md', first !== undefined && 'shadow-[0_0_0_1.5px_var(--who)]', className)}
    >
      {children}
      {first === undefined ? null : (
        <span
          title={here.map((person) => person.name).join(', ')}
          className="pointer-events-none absolute -top-2 right-2 z-1 max-w-40 truncate rounded-sm bg-(--who) px-1.5 text-2xs font-semibold text-[#fff]"
        >
          <span className="sr-only">{t('editing', { name: first.name })}</span>
          <span aria-hidden>
            {first.name.split(' ')[0]}
            {here.length > 1 ? ` +${here.length - 1}` : ''}
          </span>
        </span>
      )}
    </div>
  )
}
