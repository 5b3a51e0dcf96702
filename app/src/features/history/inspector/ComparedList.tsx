/** The lists of a comparison: a head with a number, lines, and who did it last. */
import type { ReactNode } from 'react'
import { formatBrief, formatNumber, useTranslation } from '../../../i18n/index.ts'
import type { Changed as Change } from '../changed-keys.ts'
import type { Writer } from './writers.ts'

type Changed = Change & { readonly by?: Writer | null }

/** Beyond this many the numbers say more than the lines. */
const maxLines = 200

export interface ComparedListProps {
  readonly title: string
  readonly count: number
  readonly children: readonly ReactNode[]
}

export function ComparedList({ title, count, children }: ComparedListProps) {
  const { t } = useTranslation('inspector')
  if (count === 0) return null
  return (
    <section aria-label={title} className="pb-4">
      <h2 className="pb-1">
        {title} <span className="font-normal text-soft">{formatNumber(count)}</span>
      </h2>
      <ul>{children.slice(0, maxLines)}</ul>
      {count > maxLines ? <p className="text-sm text-soft">{t('moreCards', { count: count - maxLines })}</p> : null}
    </section>
  )
}

export interface ComparedLineProps {
  readonly title: string
  /** Null: not known. */
  readonly by?: Writer | null
  readonly children: ReactNode
}

export function ComparedLine({ title, by = null, children }: ComparedLineProps) {
  return (
    <li className="flex gap-3 border-b border-line py-1.5 last:border-0 phone:flex-col phone:gap-0.5">
      <span className="w-60 flex-none [overflow-wrap:anywhere] font-medium phone:w-auto">{title}</span>
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere] text-muted">
        {children}
        <By by={by} />
      </div>
    </li>
  )
}

/** Field by field: its name, what stood there, what stands there, who and when. */
export function Changes({ changes }: { readonly changes: readonly Changed[] }) {
  return (
    <ul className="grid gap-1">
      {changes.map(({ key, field, before, after, by = null }) => (
        <li key={key}>
          <span className="inline-block text-soft first-letter:uppercase">{field}:</span> {before} →{' '}
          <span className="text-text">{after}</span>
          <By by={by} />
        </li>
      ))}
    </ul>
  )
}

function By({ by }: { readonly by: Writer | null }) {
  if (by === null) return null
  return (
    <span className="ml-2 text-sm text-soft">
      {by.name}, <time dateTime={new Date(by.atMs).toISOString()}>{formatBrief(by.atMs)}</time>
    </span>
  )
}
