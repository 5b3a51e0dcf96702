import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { personColor } from './person-colors.ts'

const segmenter = new Intl.Segmenter()
/** The first letters as a reader counts them (an emoji or an accented letter is one). */
const letters = (word: string, count: number): string =>
  Array.from(segmenter.segment(word), (part) => part.segment)
    .slice(0, count)
    .join('')

/** `Ana Prado` → `AP`, `ana` → `AN`, empty → `?`. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = words[0]
  if (first === undefined) return '?'
  const last = words.length > 1 ? words[words.length - 1] : undefined
  return (last === undefined ? letters(first, 2) : letters(first, 1) + letters(last, 1)).toUpperCase()
}

const sizes = {
  xs: 'size-[18px] text-[8px]/[18px]',
  sm: 'size-5 text-[9px]/5',
  md: 'size-6 text-2xs/6',
  lg: 'size-9 text-[13px]/9',
}

export interface AvatarProps {
  readonly id: string
  readonly name: string
  readonly size?: keyof typeof sizes
  /** Somebody who is away is shown in grey: not paler, initials must stay readable. */
  readonly idle?: boolean
  /** The name already stands beside it. */
  readonly decorative?: boolean
  readonly className?: string
}

/** A person as initials in their colour. */
export function Avatar({ id, name, size = 'md', idle = false, decorative = false, className }: AvatarProps) {
  return (
    <span
      aria-hidden={decorative || undefined}
      title={decorative ? undefined : name}
      style={{ backgroundColor: personColor(id) }}
      className={clsx(
        'inline-block shrink-0 rounded-full text-center font-semibold text-[#fff] select-none',
        sizes[size],
        idle && 'saturate-[.25]',
        className,
      )}
    >
      {decorative ? initials(name) : <Spoken text={name} shown={initials(name)} />}
    </span>
  )
}

/** Two letters for the eye, the whole name for the ear. */
function Spoken({ text, shown }: { readonly text: string; readonly shown: string }) {
  return (
    <>
      <span aria-hidden>{shown}</span>
      <span className="sr-only">{text}</span>
    </>
  )
}

export interface AvatarStackProps {
  readonly people: readonly { readonly id: string; readonly name: string; readonly idle?: boolean }[]
  /** How many are shown before "+n". */
  readonly max?: number
  readonly size?: keyof typeof sizes
  /** Says who it is as one sentence: `Aqui agora: Ana, Bruno`. */
  readonly label: string
  readonly overflow?: (count: number) => ReactNode
}

/** People overlapping; the rest as a number. */
export function AvatarStack({ people, max = 3, size = 'md', label, overflow }: AvatarStackProps) {
  if (people.length === 0) return null
  const shown = people.length > max + 1 ? people.slice(0, max) : people
  const rest = people.length - shown.length
  return (
    <span title={people.map((person) => person.name).join(', ')} className="relative flex pl-1.5">
      <span className="sr-only">{label}</span>
      {shown.map((person) => (
        <Avatar
          key={person.id}
          id={person.id}
          name={person.name}
          size={size}
          idle={person.idle === true}
          decorative
          className="-ml-1.5 shadow-[0_0_0_2px_var(--bg)]"
        />
      ))}
      {rest > 0 ? (
        <span
          aria-hidden
          className={clsx(
            '-ml-1.5 rounded-full bg-hover text-center font-semibold text-muted shadow-[0_0_0_2px_var(--bg)]',
            sizes[size],
          )}
        >
          {overflow?.(rest) ?? `+${rest}`}
        </span>
      ) : null}
    </span>
  )
}
