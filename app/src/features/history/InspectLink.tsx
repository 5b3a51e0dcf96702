import { FileClock } from 'lucide-react'
import { useMe } from '../../engine/index.ts'
import { inApp } from '../../ui/index.ts'

/** Where administrators see a document at any moment. */
export interface Inspect {
  readonly href: string
  readonly go: () => void
}

export interface InspectLinkProps {
  readonly inspect: Inspect
  readonly children: string
}

/** The way from a history to the inspector; nothing for whoever may not open it. */
export function InspectLink({ inspect, children }: InspectLinkProps) {
  if (useMe().role !== 'admin') return null
  return (
    <a
      href={inspect.href}
      onClick={inApp(() => inspect.go())}
      className="flex items-center gap-1.5 self-start py-1 text-sm text-muted hover:text-ink"
    >
      <FileClock aria-hidden className="size-3.5" />
      {children}
    </a>
  )
}
