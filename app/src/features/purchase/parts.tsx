/** Small pieces both screens share: a status as a tag, who is waited for, who said yes. */
import { actionOfIntent, type Escalation, type RequestStatus, type RequestView } from '@mutirao/documents'
import {
  Ban,
  Check,
  CircleCheck,
  CircleDashed,
  CircleX,
  CloudUpload,
  Hourglass,
  PencilLine,
  RotateCcw,
  Undo2,
  type LucideIcon,
} from 'lucide-react'
import { usePeople, useSyncStatus } from '../../engine/index.ts'
import { useRequestPresence } from '../../engine/purchase/index.ts'
import { formatBrief, formatList, formatMoment, useTranslation } from '../../i18n/index.ts'
import { Avatar, AvatarStack, Tag, type TagTone } from '../../ui/index.ts'
import type { RequestRow } from './model/rows.ts'

const tones: Readonly<Record<RequestStatus, TagTone>> = {
  rascunho: 'plain',
  pending_a1: 'blue',
  pending_a2: 'blue',
  pending_a3: 'blue',
  aprovada: 'green',
  devolvida: 'amber',
  rejeitada: 'red',
  cancelada: 'plain',
}

export function StatusTag({ status }: { readonly status: RequestStatus }) {
  const { t } = useTranslation('purchase')
  return <Tag tone={tones[status]}>{t(`status.${status}`)}</Tag>
}

const icons: Readonly<Record<RequestStatus, LucideIcon>> = {
  rascunho: PencilLine,
  pending_a1: Hourglass,
  pending_a2: Hourglass,
  pending_a3: Hourglass,
  aprovada: CircleCheck,
  devolvida: Undo2,
  rejeitada: CircleX,
  cancelada: Ban,
}

/** An hourglass is for what waits for somebody. */
export function StandingIcon({ row }: { readonly row: Pick<RequestRow, 'status' | 'asked'> }) {
  const Icon = row.asked.length > 0 ? CloudUpload : icons[row.status]
  return <Icon aria-hidden className="size-4 shrink-0 text-muted" />
}

/** A name by user id, as the team knows it. */
export function useNameOf(): (userId: string) => string {
  const { members } = usePeople()
  const { t } = useTranslation('common')
  return (userId) => members.get(userId)?.name ?? t('unknownPerson')
}
export const firstName = (name: string): string => name.split(' ')[0] ?? name

/** `Aguardando A1: Carla e Davi`, or what was asked and is on its way. */
export function useStanding(): (row: RequestRow) => string {
  const { t } = useTranslation('purchase')
  const nameOf = useNameOf()
  const away = useSyncStatus().state
  return ({ view, status, asked }) => {
    const last = asked.at(-1)
    if (last) {
      const kept = away === 'offline' || away === 'signed-out'
      const what = t(`onItsWay.${actionOfIntent(last.type) ?? 'other'}`)
      return kept ? t('standing.kept', { what }) : t('standing.sending', { what })
    }
    if (view?.level === undefined || view.level === null) return t(`status.${status}`)
    const names = formatList(view.waiting.map((id) => firstName(nameOf(id))))
    return t('standing.waiting', { level: view.level, names })
  }
}

/** The colleagues who have this request open, beside its name. */
export function WhoIsHere({ listId, requestId }: { readonly listId: string; readonly requestId: string }) {
  const { t } = useTranslation('card')
  const here = useRequestPresence(listId, requestId)
  if (here.length === 0) return null
  return (
    <span data-here={here.length} className="shrink-0">
      <AvatarStack
        people={here}
        size="xs"
        label={t('head.here', { names: formatList(here.map(({ name }) => name)) })}
      />
    </span>
  )
}

/** Somebody asks to take up again what was cancelled. */
export function Wish({ view }: { readonly view: RequestView }) {
  const { t } = useTranslation('purchase')
  const nameOf = useNameOf()
  const wish = view.reopening
  if (wish === null) return null
  return (
    <p className="flex items-start gap-2 [overflow-wrap:anywhere] text-muted">
      <RotateCcw aria-hidden className="mt-0.5 size-4 shrink-0" />
      {t('reopening', { name: nameOf(wish.by), text: wish.text })}
    </p>
  )
}

/** Why somebody is among those who answer whom the policy does not name first; null for everybody else. */
function useEscalation(
  view: RequestView,
): (userId: string, at: Pick<Escalation, 'level'> & Partial<Pick<Escalation, 'rule' | 'atMs'>>) => string | null {
  const { t } = useTranslation('purchase')
  const nameOf = useNameOf()
  return (userId, { level, rule, atMs = Infinity }) => {
    const found = view.escalations.find(
      (one) =>
        one.level === level &&
        one.atMs <= atMs &&
        (rule === undefined || one.rule === rule) &&
        one.to.includes(userId) &&
        !one.from.includes(userId),
    )
    if (!found) return null
    const names = formatList(found.from.map((id) => firstName(nameOf(id))))
    const said = { date: formatMoment(found.atMs), count: found.afterHours }
    return names === '' ? t('approvals.escalatedNobody', said) : t('approvals.escalated', { ...said, names })
  }
}

/** The levels of the round: who said yes, in whose name, when. */
export function Approvals({ view }: { readonly view: RequestView }) {
  const { t } = useTranslation('purchase')
  const nameOf = useNameOf()
  const escalation = useEscalation(view)
  if (view.approvals.length === 0 && view.level === null) return null
  return (
    <ol aria-label={t('approvals.label')} className="grid gap-1.5">
      {view.approvals.map((approval) => (
        <li key={`${approval.rule}.${approval.for}`} className="flex items-center gap-2">
          <Check aria-hidden className="size-3.5 shrink-0 text-green" />
          <Avatar id={approval.by} name={nameOf(approval.by)} size="xs" decorative />
          <span className="min-w-0">
            <b className="font-medium">A{approval.level}</b> · {nameOf(approval.by)}
            {approval.for === approval.by ? '' : ` ${t('approvals.for', { name: nameOf(approval.for) })}`}
            {approval.edited ? <Edited /> : null}
            <Escalated why={escalation(approval.for, approval)} />
          </span>
          <time
            dateTime={new Date(approval.atMs).toISOString()}
            title={formatMoment(approval.atMs)}
            className="ml-auto shrink-0 text-sm text-soft"
          >
            {formatBrief(approval.atMs)}
          </time>
        </li>
      ))}
      {view.waiting.map((userId) => (
        <li key={userId} className="flex items-center gap-2 text-muted">
          <CircleDashed aria-hidden className="size-3.5 shrink-0" />
          <Avatar id={userId} name={nameOf(userId)} size="xs" idle decorative />
          <span className="min-w-0">
            <b className="font-medium">A{view.level}</b> · {nameOf(userId)}
            {view.edited.includes(userId) ? <Edited /> : null}
            <Escalated why={view.level === null ? null : escalation(userId, { level: view.level })} />
          </span>
          <span className="ml-auto shrink-0 text-sm">{t('approvals.waiting')}</span>
        </li>
      ))}
    </ol>
  )
}

const Escalated = ({ why }: { readonly why: string | null }) =>
  why === null ? null : (
    <span data-escalated className="block text-sm text-muted">
      {why}
    </span>
  )

/** They have written into what they say yes to: for whoever reads it, not a warning to them. */
function Edited() {
  const { t } = useTranslation('purchase')
  return (
    <span className="ml-1.5 rounded-sm bg-amber-weak px-1 text-xs whitespace-nowrap text-amber">
      {t('approvals.edited')}
    </span>
  )
}

/** Whole days something has waited. */
export const daysSince = (atMs: number, nowMs: number): number => Math.max(0, Math.floor((nowMs - atMs) / 86_400_000))
