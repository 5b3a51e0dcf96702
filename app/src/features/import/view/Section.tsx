import type { ReactNode } from 'react'

/** A titled part of the mapping: hairline, title, a quiet note beside it. */
export function Section({
  title,
  note,
  children,
}: {
  readonly title: string
  readonly note?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className="grid gap-2 border-t border-line pt-3">
      <h3 className="flex flex-wrap items-baseline gap-x-2">
        {title}
        {note === undefined ? null : <span className="font-normal text-soft">{note}</span>}
      </h3>
      {children}
    </section>
  )
}

/** One line of a mapping: what stands in the file, and the control that says what becomes of it. */
export function MapRow({
  from,
  detail,
  control,
}: {
  readonly from: ReactNode
  readonly detail?: ReactNode
  readonly control: ReactNode
}) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_minmax(0,220px)] items-center gap-3 phone:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <span className="min-w-0">
        <span className="block truncate">{from}</span>
        {detail === undefined ? null : <span className="block truncate text-sm text-soft">{detail}</span>}
      </span>
      {control}
    </li>
  )
}
