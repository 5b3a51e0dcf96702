import { clsx } from 'clsx'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'

const tagTones = ['blue', 'violet', 'green', 'amber', 'red', 'plain'] as const
export type TagTone = (typeof tagTones)[number]
const tones: Record<TagTone, string> = {
  blue: 'bg-blue-weak text-blue',
  violet: 'bg-violet-weak text-violet',
  green: 'bg-green-weak text-green',
  amber: 'bg-amber-weak text-amber',
  red: 'bg-red-weak text-red',
  plain: 'bg-hover text-muted',
}
const free: readonly TagTone[] = ['blue', 'violet', 'green', 'amber']

/** Labels people invent have no colour of their own: the same word always gets the same one. Never red: red means late. */
export function tagTone(word: string): TagTone {
  let hash = 7
  for (let i = 0; i < word.length; i++) hash = (Math.imul(hash, 33) + word.charCodeAt(i)) | 0
  return free[Math.abs(hash) % free.length] ?? 'blue'
}

export interface TagProps {
  readonly tone?: TagTone
  readonly children: ReactNode
  readonly title?: string
  readonly onRemove?: () => void
  /** Accessible name of the cross; needed with `onRemove`. */
  readonly removeLabel?: string
}

/** One word that changes what you do next. */
export function Tag({ tone = 'plain', children, title, onRemove, removeLabel }: TagProps) {
  return (
    <span
      title={title}
      className={clsx('inline-flex max-w-full items-center rounded-sm px-1.5 text-xs font-medium', tones[tone])}
    >
      <span className="truncate">{children}</span>
      {onRemove === undefined ? null : (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          className="-mr-1 ml-0.5 grid size-4 place-items-center rounded-sm hover:bg-current/15 touch:size-8"
        >
          <X className="size-3" />
        </button>
      )}
    </span>
  )
}
