/** One person's sitting: who, what in sentences, when, and the ways back. */
import { Ellipsis, Eye, Undo2 } from 'lucide-react'
import { sentencesOf, type HistoryFact, type HistoryNames, type SentencePlace } from '@mutirao/documents'
import { useMemo, useState } from 'react'
import { formatAgo, formatBrief, formatMoment, formatTime, today, useTranslation } from '../../i18n/index.ts'
import { Avatar, Button, IconButton, Menu, MenuItem, MenuSeparator } from '../../ui/index.ts'
import type { FeedItem } from './feed.ts'
import { Sentences } from './Sentences.tsx'
import { Settle } from './Settle.tsx'
import { TextDiff } from './TextDiff.tsx'
import { waysOf } from './ways.ts'

export interface GroupRowProps {
  readonly item: FeedItem
  readonly names: HistoryNames
  readonly nowMs: number
  /** Null for those who may not edit. */
  readonly onPutBack: ((item: FeedItem, wish: PutBack) => void) | null
  readonly onSettle: ((item: FeedItem, fact: HistoryFact, how: 'kept' | 'lost') => void) | null
  readonly fieldLabel: (field: string) => string
  /** Whose own history this is. */
  readonly place?: SentencePlace
  /** Shows the document as it stood when this happened. */
  readonly onLook?: (item: FeedItem) => void
}

/** Back to before the group, or to how it stood after it; one field, one entry of the document, or all. */
export interface PutBack {
  readonly to: 'before' | 'after'
  readonly field: string | null
  readonly entry?: string
}

export function GroupRow(props: GroupRowProps) {
  const { item, names, nowMs, place, onPutBack, onSettle, onLook } = props
  const { group, source } = item
  const { t } = useTranslation('history')
  const said = useMemo(() => sentencesOf(source.kind, group, names, place), [source.kind, group, names, place])
  const conflicts = group.facts.filter((fact) => fact.conflict !== undefined)
  const texts = group.facts.filter((fact) => fact.text !== undefined && fact.text.splices.length > 0)
  if (said.length === 0) return null
  const name = names.person(group.actorId) ?? group.actorId
  return (
    <li className="group/row flex gap-2.5 border-b border-line py-2.5 last:border-0">
      <Avatar id={group.actorId} name={name} size="md" decorative className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <Sentences said={said} />
        {texts.length > 0 ? <Texts facts={texts} /> : null}
        {conflicts.map((fact) => (
          <Settle
            key={`${fact.seq}.${fact.index}`}
            fact={fact}
            names={names}
            onSettle={onSettle && ((how) => onSettle(item, fact, how))}
          />
        ))}
        <p className="mt-0.5 text-sm text-soft">
          <When item={item} nowMs={nowMs} />
          {group.origin === 'import' ? ` · ${t('imported')}` : null}
          {group.origin === 'restore' ? ` · ${t('restored')}` : null}
          {group.reason === undefined ? null : ` · ${t('reason', { reason: group.reason })}`}
        </p>
      </div>
      {onLook === undefined ? null : (
        <IconButton quiet size="sm" label={t('look')} title={t('look')} onClick={() => onLook(item)}>
          <Eye />
        </IconButton>
      )}
      {onPutBack === null ? null : <Ways {...props} onPutBack={onPutBack} />}
    </li>
  )
}

/** When it was written; when it arrived much later (somebody was offline) both. */
const lateFromMs = 2 * 60_000

function When({ item, nowMs }: { readonly item: FeedItem; readonly nowMs: number }) {
  const { t } = useTranslation('history')
  const last = item.group.facts.at(-1)
  const written = item.group.toMs
  const arrived = last?.receivedAtMs ?? written
  const moment = new Date(written).toISOString()
  if (arrived - written < lateFromMs)
    return (
      <time dateTime={moment} title={formatMoment(written)}>
        {formatAgo(written, nowMs)}
      </time>
    )
  return (
    <span title={formatMoment(written)}>
      {t('late', { written: formatBrief(written), arrived: arrivedAs(written, arrived) })}
    </span>
  )
}

/** The hour alone when the day is the same. */
const arrivedAs = (written: number, arrived: number): string =>
  today(written) === today(arrived) ? formatTime(arrived) : formatBrief(arrived)

function Texts({ facts }: { readonly facts: readonly HistoryFact[] }) {
  const { t } = useTranslation('history')
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <Button size="sm" variant="plain" className="-ml-2" aria-expanded={false} onClick={() => setOpen(true)}>
        {t('showText')}
      </Button>
    )
  return (
    <div className="my-1 grid gap-1.5 rounded-md bg-sunken px-2.5 py-2 text-sm">
      {facts.flatMap((fact) =>
        (fact.text?.splices ?? []).map((splice, i) => <TextDiff key={`${fact.seq}.${i}`} splice={splice} />),
      )}
    </div>
  )
}

function Ways({
  item,
  names,
  fieldLabel,
  onPutBack,
}: GroupRowProps & { readonly onPutBack: NonNullable<GroupRowProps['onPutBack']> }) {
  const { t } = useTranslation('history')
  const { fields, entries, whole } = waysOf(item)
  const { kind } = item.source
  const what = kind === 'requests' || kind === 'request' ? kind : 'board'
  if (fields.length + entries.length === 0 && !whole) return null
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          quiet
          size="sm"
          label={t('actions')}
          className="opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 data-[state=open]:opacity-100 touch:opacity-100"
        >
          <Ellipsis />
        </IconButton>
      }
    >
      {fields.map((field) => (
        <MenuItem key={field} icon={<Undo2 />} onSelect={() => onPutBack(item, { to: 'before', field })}>
          {field === 'notes' ? t('putBackNotes') : t('putBackField', { field: fieldLabel(field) })}
        </MenuItem>
      ))}
      {entries.map((entry) => (
        <MenuItem key={entry} icon={<Undo2 />} onSelect={() => onPutBack(item, { to: 'before', field: null, entry })}>
          {t('putBackField', { field: names.task?.(entry) ?? entry })}
        </MenuItem>
      ))}
      {whole ? (
        <>
          {fields.length + entries.length > 0 ? <MenuSeparator /> : null}
          <MenuItem onSelect={() => onPutBack(item, { to: 'before', field: null })}>
            {t(`putBackWhole.${what}`)}
          </MenuItem>
          <MenuItem onSelect={() => onPutBack(item, { to: 'after', field: null })}>{t(`keepWhole.${what}`)}</MenuItem>
        </>
      ) : null}
    </Menu>
  )
}
