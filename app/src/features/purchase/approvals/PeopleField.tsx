/** Several people, as chips; more are found by typing. Fits a team of three and a company of three hundred. */
import { fault } from '@mutirao/documents'
import { Command } from 'cmdk'
import { UserPlus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { fold } from '../../../parse/fold.ts'
import { Avatar, Button, Popover } from '../../../ui/index.ts'

export interface Somebody {
  readonly id: string
  readonly name: string
}

interface PeopleFieldProps {
  readonly label: string
  /** Who may be chosen, and who is. */
  readonly people: readonly Somebody[]
  readonly chosen: readonly string[]
  /** The name of somebody chosen who is not among `people` any more. */
  readonly nameOf: (id: string) => string
  readonly onChange: (chosen: readonly string[]) => void
}

export function PeopleField({ label, people, chosen, nameOf, onChange }: PeopleFieldProps) {
  const { t } = useTranslation('purchase')
  const list = useRef<HTMLUListElement>(null)
  const remove = (id: string, index: number) => {
    onChange(fault('PUR-30') ? chosen : chosen.filter((one) => one !== id))
    // The button pressed goes with its chip: the focus goes to what stands there now.
    requestAnimationFrame(() => list.current?.querySelectorAll('button')[index]?.focus())
  }
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">{label}</legend>
      <ul ref={list} className="flex flex-wrap items-center gap-1.5">
        {chosen.map((id, index) => (
          <li
            key={id}
            className="inline-flex max-w-full items-center gap-1.5 rounded-full bg-sunken py-0.5 pr-0.5 pl-1 touch:py-0"
          >
            <Avatar id={id} name={nameOf(id)} decorative />
            <span className="truncate">{nameOf(id)}</span>
            <button
              type="button"
              aria-label={t('policy.removePerson', { name: nameOf(id) })}
              onClick={() => remove(id, index)}
              className="grid size-6 flex-none place-items-center rounded-full text-muted hover:bg-hover hover:text-text touch:size-11"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        ))}
        <li>
          <AddSomebody
            people={people.filter(({ id }) => !chosen.includes(id))}
            onAdd={(id) => onChange([...chosen, id])}
          />
        </li>
      </ul>
    </fieldset>
  )
}

function AddSomebody({
  people,
  onAdd,
}: {
  readonly people: readonly Somebody[]
  readonly onAdd: (id: string) => void
}) {
  const { t } = useTranslation('purchase')
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label={t('policy.addPerson')}
      align="start"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" icon={<UserPlus />}>
          {t('policy.addPerson')}
        </Button>
      }
      className="w-64 p-1"
    >
      <Command label={t('policy.addPerson')} filter={(_, search, keywords) => (found(keywords, search) ? 1 : 0)}>
        <Command.Input
          placeholder={t('policy.findPerson')}
          className="w-full border-b border-line bg-transparent px-2 py-1.5 outline-none"
        />
        <Command.List className="max-h-56 overflow-y-auto pt-1">
          <Command.Empty className="px-2 py-1.5 text-muted">{t('policy.noPerson')}</Command.Empty>
          {people.map(({ id, name }) => (
            <Command.Item
              key={id}
              value={id}
              keywords={[name]}
              onSelect={() => {
                setOpen(false)
                onAdd(id)
              }}
              className="flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 data-[selected=true]:bg-hover touch:min-h-11"
            >
              <Avatar id={id} name={name} decorative />
              <span className="truncate">{name}</span>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Popover>
  )
}

const found = (keywords: readonly string[] | undefined, search: string): boolean =>
  fold((keywords ?? []).join(' ')).includes(fold(search))
