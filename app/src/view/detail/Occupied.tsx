import { clsx } from 'clsx'
import type { CSSProperties, ReactNode } from 'react'
import { personColor } from '../../ui/index.ts'
import { peopleIn } from './access.ts'
import { useDetail } from './context.ts'
import { Flag } from './Flag.tsx'

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
      <Flag people={here} />
    </div>
  )
}
