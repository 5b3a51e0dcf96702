/** While somebody is away another speaks in their name, from one day to another. */
import { ledgerName } from '@mutirao/documents'
import { CalendarOff } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { usePeople } from '../../../engine/index.ts'
import { delegationsIn, listsIn, useListEdits, usePurchase, useRequestList } from '../../../engine/purchase/index.ts'
import { formatFullDay, formatMoment, today, useTranslation } from '../../../i18n/index.ts'
import { Avatar, Button, EmptyState, Field, Input, Select, Tag, toast, useNow } from '../../../ui/index.ts'
import { tellAsked } from '../confirmed.ts'
import { outcomeWords } from '../panel/Decisions.tsx'
import { DayField } from '../../../view/fields/DayField.tsx'
import { useNameOf } from '../parts.tsx'

export interface AbsencesProps {
  readonly me: string
  /** May leave anybody's name to others. */
  readonly leads: boolean
}

export function Absences(props: AbsencesProps) {
  const { t } = useTranslation('purchase')
  const [list] = listsIn(usePeople())
  if (!list) return <EmptyState icon={<CalendarOff />} title={t('absences.noList')} />
  return <OfList {...props} listId={list.id} />
}

const dayMs = 86_400_000
/** The first moment of a day where the person sits. */
const startOf = (day: string): number => new Date(`${day}T00:00:00`).getTime()
/** A whole day as a day; with the hour where it does not change at midnight of this place. */
const edge = (atMs: number, within: number): string =>
  atMs === startOf(today(atMs)) ? formatFullDay(today(within)) : formatMoment(within)

function OfList({ listId, me, leads }: AbsencesProps & { readonly listId: string }) {
  const { t } = useTranslation('purchase')
  const { store, ledger } = useRequestList(listId)
  const edits = useListEdits(listId)
  const { lists } = usePurchase()
  const { members } = usePeople()
  const nameOf = useNameOf()
  const nowMs = useNow()
  const delegations = ledger ? delegationsIn(ledger) : []
  const shown = delegations
    .filter(({ endMs }) => endMs > nowMs)
    .filter(({ from, to }) => leads || from === me || to === me)
    .toSorted((a, b) => a.startMs - b.startMs)
  const pending = (store?.intents() ?? []).filter(
    ({ id, type }) => type.startsWith('delegation.') && ledger?.outcome(id) === undefined,
  )
  const people = [...members.values()].filter(({ active }) => active)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto" data-absences={ledgerName(listId)}>
      <div className="mx-auto grid max-w-[720px] gap-6 px-4 py-4 pb-24">
        <p className="text-muted">{t('absences.text')}</p>
        <NewAbsence
          me={me}
          leads={leads}
          people={people}
          onLeave={({ from, to, start, end, reason }) => {
            const args = {
              ...(from === me ? {} : { from }),
              to,
              start: startOf(start),
              end: startOf(end) + dayMs,
              ...(reason === '' ? {} : { reason }),
            }
            const intentId = edits.ask({ type: 'delegation.set', args })
            if (intentId === null) return
            const words = { asked: t('absences.asked'), counted: t('absences.counted') }
            const onRefused = (reason: string) =>
              toast({
                message: t('absences.refused', { why: outcomeWords(t, reason) }),
                tone: 'warning',
                key: 'absence',
              })
            tellAsked(lists.peek(listId), intentId, { key: 'absence', ...words, onRefused })
          }}
        />
        {pending.length > 0 ? (
          <p aria-live="polite" className="text-blue">
            {t('absences.sending')}
          </p>
        ) : null}
        <ul aria-label={t('absences.list')} className="grid gap-2 empty:hidden">
          {shown.map((one) => (
            <li
              key={one.id}
              data-absence={one.from}
              className="flex flex-wrap items-center gap-2 rounded-lg bg-surface p-3 shadow-1"
            >
              <Avatar id={one.from} name={nameOf(one.from)} size="sm" decorative />
              <span className="min-w-0 flex-1">
                <span className="block">
                  {t('absences.line', { from: nameOf(one.from), to: nameOf(one.to) })}{' '}
                  {one.startMs <= nowMs ? <Tag tone="green">{t('absences.now')}</Tag> : null}
                </span>
                <span className="block text-sm text-muted">
                  {t('absences.span', { start: edge(one.startMs, one.startMs), end: edge(one.endMs, one.endMs - 1) })}
                  {one.reason === '' ? '' : ` · ${one.reason}`}
                </span>
              </span>
              {leads || one.from === me ? (
                <Button
                  size="sm"
                  onClick={() => {
                    edits.ask({ type: 'delegation.end', args: { delegation: one.id } })
                  }}
                >
                  {t('absences.end')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

interface NewAbsenceProps extends AbsencesProps {
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly onLeave: (absence: {
    readonly from: string
    readonly to: string
    readonly start: string
    readonly end: string
    readonly reason: string
  }) => void
}

function NewAbsence({ me, leads, people, onLeave }: NewAbsenceProps) {
  const { t } = useTranslation('purchase')
  const [from, setFrom] = useState(me)
  const [to, setTo] = useState('')
  const [start, setStart] = useState(today())
  const [end, setEnd] = useState(today())
  const [reason, setReason] = useState('')
  const option = (person: { readonly id: string; readonly name: string }) => ({ value: person.id, label: person.name })
  const isWrong = end < start
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (to === '' || to === from || isWrong) return
    onLeave({ from, to, start, end, reason: reason.trim() })
    setTo('')
    setReason('')
  }
  return (
    <form onSubmit={submit} className="grid grid-cols-2 gap-3 rounded-lg bg-sunken p-4 phone:grid-cols-1">
      {leads ? (
        <Field label={t('absences.who')}>
          {(control) => <Select {...control} value={from} onChange={setFrom} options={people.map(option)} />}
        </Field>
      ) : null}
      <Field label={t('absences.substitute')} className={leads ? '' : 'col-span-2 phone:col-span-1'}>
        {(control) => (
          <Select
            {...control}
            value={to}
            onChange={setTo}
            placeholder={t('absences.choose')}
            options={people.filter(({ id }) => id !== from).map(option)}
          />
        )}
      </Field>
      <DayField label={t('absences.from')} required day={start} onChange={(day) => setStart(day ?? start)} />
      <DayField
        label={t('absences.until')}
        required
        day={end}
        error={isWrong ? t('absences.wrong') : undefined}
        onChange={(day) => setEnd(day ?? end)}
      />
      <Field label={t('absences.reason')} className="col-span-2 phone:col-span-1">
        {(control) => (
          <Input {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={to === '' || isWrong} className="justify-self-start self-end">
        {t('absences.leave')}
      </Button>
    </form>
  )
}
