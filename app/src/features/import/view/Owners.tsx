/** Which member each name of the file is; names that are nobody's stay readable as a label unless somebody says otherwise. */
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { formatList, useTranslation } from '../../../i18n/index.ts'
import { Avatar, Button, Select } from '../../../ui/index.ts'
import type { OpenFile, Overrides } from '../flow-state.ts'
import { membersMeant, type KnownMember, type OwnerChoice } from '../plan/owners.ts'
import { MapRow, Section } from './Section.tsx'
import { Counted } from './Stages.tsx'

export interface OwnersProps {
  readonly file: OpenFile
  readonly members: readonly KnownMember[]
  readonly onOverride: (change: Partial<Overrides>) => void
}

const memberPrefix = 'member:'
const fewNames = 6
const encode = (choice: OwnerChoice): string => (choice.kind === 'member' ? memberPrefix + choice.userId : choice.kind)
function decode(value: string): OwnerChoice {
  if (value.startsWith(memberPrefix)) return { kind: 'member', userId: value.slice(memberPrefix.length) }
  return value === 'unset' ? { kind: 'unset' } : { kind: 'label' }
}

export function Owners({ file, members, onOverride }: OwnersProps) {
  const { t } = useTranslation('importing')
  const { owners } = file.description
  const [open, setOpen] = useState(false)
  if (owners.length === 0) return null
  const choiceOf = (entry: (typeof owners)[number]) => file.choices.owners[entry.key] ?? entry.choice
  const unmatched = owners.filter((entry) => choiceOf(entry).kind !== 'member')
  const kindsUsed = new Set(unmatched.map((entry) => choiceOf(entry).kind))
  const keeping = [
    { value: 'label', label: t('owners.label') },
    { value: 'unset', label: t('owners.unset') },
  ]
  const people = members.map((member) => ({
    value: memberPrefix + member.id,
    label: member.name,
    icon: <Avatar id={member.id} name={member.name} size="xs" decorative />,
  }))
  const matched = owners.length - unmatched.length
  const note = [
    matched > 0 ? t('owners.matched', { count: matched }) : '',
    unmatched.length > 0 ? t('owners.unmatched', { count: unmatched.length }) : '',
  ]
  const showNames = open || owners.length <= fewNames
  const setAll = (value: string) =>
    onOverride({ owners: Object.fromEntries(unmatched.map((entry) => [entry.key, decode(value)])) })
  return (
    <Section title={t('owners.title')} note={note.filter((part) => part !== '').join(' · ')}>
      {unmatched.map((entry) => (
        <Several key={entry.key} text={entry.text} members={membersMeant(entry.text, members)} />
      ))}
      <ul className="grid gap-1.5">
        {unmatched.length > 1 ? (
          <MapRow
            from={t('owners.allUnmatched')}
            control={
              <Select
                label={t('owners.allUnmatched')}
                value={kindsUsed.size === 1 ? ([...kindsUsed][0] ?? 'label') : 'mixed'}
                placeholder="…"
                options={keeping}
                onChange={setAll}
              />
            }
          />
        ) : null}
        {owners
          .filter((entry) => showNames || membersMeant(entry.text, members).length > 1)
          .map((entry) => (
            <MapRow
              key={entry.key}
              from={<Counted text={entry.text} count={entry.count} />}
              control={
                <Select
                  label={t('owners.becomes', { text: entry.text })}
                  value={encode(choiceOf(entry))}
                  options={[...keeping, ...people]}
                  onChange={(value) => onOverride({ owners: { [entry.key]: decode(value) } })}
                />
              }
            />
          ))}
      </ul>
      {owners.length <= fewNames ? null : (
        <Button
          size="sm"
          variant="plain"
          aria-expanded={open}
          className="justify-self-start"
          onClick={() => setOpen(!open)}
        >
          {open ? t('owners.hide') : t('owners.show')}
        </Button>
      )}
    </Section>
  )
}

/** A name that more than one member has: nobody but the person can know who is meant. */
function Several({ text, members }: { readonly text: string; readonly members: readonly KnownMember[] }) {
  const { t } = useTranslation('importing')
  if (members.length < 2) return null
  return (
    <p className="flex items-start gap-2 rounded-md bg-amber-weak px-3 py-1.5 text-amber">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span>{t('owners.several', { text, names: formatList(members.map(({ name }) => name)) })}</span>
    </p>
  )
}
