import type { RequestView } from '@mutirao/documents'
import { CircleAlert, MessageSquareQuote } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import { useNameOf } from '../parts.tsx'

const spoken = new Set(['returned', 'rejected', 'cancelled', 'denied', 'reopened', 'approved'])
const reasons = [
  'content_changed',
  'policy_changed',
  'no_approver',
  'no_policy',
  'no_rule',
  'returned',
  'rejected',
  'cancelled',
  'reopened',
  'denied',
] as const

/** Why it stands as it stands: a word of the server's, or what a person wrote. */
export function Why({ view }: { readonly view: RequestView | null }) {
  const { t } = useTranslation('purchase')
  const nameOf = useNameOf()
  const reason = view?.reason
  const known = reasons.find((code) => code === reason?.code)
  if (!reason || !known) return null
  const isSpoken = spoken.has(known)
  return (
    <div className="flex items-start gap-2 text-muted">
      {isSpoken ? (
        <MessageSquareQuote aria-hidden className="mt-0.5 size-4 shrink-0" />
      ) : (
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-amber" />
      )}
      <p className="min-w-0 [overflow-wrap:anywhere]">
        {t(`why.${known}`, { name: nameOf(reason.by) })}
        {reason.text === '' ? '' : ` “${reason.text}”`}
      </p>
    </div>
  )
}
