import { findTwins, formatPhone, type ContactSnapshot } from '@mutirao/documents'
import { Archive, Ellipsis, IdCard, Mail, Phone, Plus, UserPlus } from 'lucide-react'
import { useMemo, useRef, useState, type ReactNode } from 'react'
import { useAccountsEdits } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Avatar, Button, IconButton, Input, Menu, MenuItem } from '../../../ui/index.ts'
import { numberKinds } from '../model/checks.ts'
import { peopleOnCards, type FoundPerson } from '../model/people.ts'
import type { OwnCards } from '../model/rows.ts'
import { InlineText } from '../parts/inline-text.tsx'
import { useFocusOnce } from '../parts/use-focus.ts'
import { useMore } from '../parts/use-more.ts'

interface PeopleProps {
  readonly accountId: string
  readonly contacts: readonly ContactSnapshot[]
  readonly own: readonly OwnCards[]
  readonly readOnly: boolean
}

/** The people of the account, who may be there twice, and those its cards name. */
export function People({ accountId, contacts, own, readOnly }: PeopleProps) {
  const { t } = useTranslation('accounts')
  const [adding, setAdding] = useState(false)
  const twins = useMemo(() => findTwins(contacts), [contacts])
  const found = useMemo(() => peopleOnCards(own, contacts), [own, contacts])
  const { shown, rest, more } = useMore(contacts)
  const nameOf = (id: string | undefined) => contacts.find((contact) => contact.id === id)?.name ?? ''
  return (
    <section aria-label={t('people.title')} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-2">
      <h2 className="flex items-center gap-2">
        <span className="font-semibold">{t('people.title')}</span>
        <span className="text-sm font-normal text-muted">{contacts.length === 0 ? '' : contacts.length}</span>
        <span className="flex-1" />
        {readOnly ? null : (
          <IconButton label={t('people.add')} onClick={() => setAdding(true)}>
            <Plus />
          </IconButton>
        )}
      </h2>
      {adding ? <AddPerson accountId={accountId} onClose={() => setAdding(false)} /> : null}
      {contacts.length === 0 && !adding ? <p className="text-muted">{t('people.none')}</p> : null}
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {shown.map((contact) => {
          const twin = twins.get(contact.id)
          return (
            <Person
              key={contact.id}
              contact={contact}
              readOnly={readOnly}
              {...(twin === undefined ? {} : { twin: { id: twin, name: nameOf(twin) } })}
            />
          )
        })}
      </ul>
      {rest > 0 ? (
        <Button variant="plain" size="sm" onClick={more}>
          +{rest}
        </Button>
      ) : null}
      {found.length === 0 || readOnly ? null : <OnCards accountId={accountId} found={found} />}
    </section>
  )
}

function AddPerson({ accountId, onClose }: { readonly accountId: string; readonly onClose: () => void }) {
  const { t } = useTranslation('accounts')
  const edits = useAccountsEdits()
  const [name, setName] = useState('')
  const field = useFocusOnce<HTMLInputElement>()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() === '') return onClose()
        if (edits.createContact({ accountId, name }) !== null) setName('')
      }}
    >
      <Input
        ref={field}
        aria-label={t('people.addName')}
        placeholder={t('people.addName')}
        value={name}
        maxLength={1000}
        onChange={(event) => setName(event.target.value)}
        onBlur={() => (name.trim() === '' ? onClose() : undefined)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          onClose()
        }}
      />
    </form>
  )
}

interface PersonProps {
  readonly contact: ContactSnapshot
  readonly readOnly: boolean
  /** Somebody older in the list who may be the same person. */
  readonly twin?: { readonly id: string; readonly name: string }
}

function Person({ contact, readOnly, twin }: PersonProps) {
  const { t } = useTranslation('accounts')
  const edits = useAccountsEdits()
  const row = useRef<HTMLLIElement>(null)
  const [withCpf, setWithCpf] = useState(false)
  const field = (name: 'role' | 'email' | 'phone' | 'cpf') => ({
    label: t(`people.${name}`),
    value: contact[name],
    readOnly,
    onWrite: (value: string) => void edits.setContactField(contact.id, name, value),
  })
  const archive = () => {
    const next = row.current?.nextElementSibling ?? row.current?.previousElementSibling
    edits.archiveContact(contact.id)
    // The focus goes to a neighbour, not to nowhere.
    requestAnimationFrame(() => next?.querySelector<HTMLElement>('input')?.focus())
  }
  return (
    <li ref={row} className="rounded-xl bg-surface p-2 shadow-1">
      <div className="flex items-center gap-1.5 pl-1">
        <Avatar id={contact.id} name={contact.name} size="sm" decorative />
        <div className="min-w-0 flex-1">
          <InlineText
            hideLabel
            required
            label={t('people.name')}
            value={contact.name}
            readOnly={readOnly}
            onWrite={(value) => void edits.setContactField(contact.id, 'name', value)}
            className="font-medium"
          />
        </div>
        {readOnly ? null : (
          <Menu
            align="end"
            trigger={
              <IconButton quiet size="sm" label={t('people.more', { name: contact.name })}>
                <Ellipsis />
              </IconButton>
            }
          >
            {contact.cpf === '' && !withCpf ? (
              <MenuItem icon={<IdCard />} onSelect={() => setWithCpf(true)}>
                {t('people.addCpf')}
              </MenuItem>
            ) : null}
            <MenuItem icon={<Archive />} danger onSelect={archive}>
              {t('people.remove')}
            </MenuItem>
          </Menu>
        )}
      </div>
      {twin === undefined || readOnly ? null : (
        <p className="flex items-center gap-2 px-2 text-sm text-amber">
          <span className="min-w-0 flex-1">{t('people.twin', { name: twin.name })}</span>
          <Button
            size="sm"
            variant="plain"
            className="text-amber!"
            onClick={() => edits.mergeContacts(twin.id, contact.id)}
          >
            {t('people.join')}
          </Button>
        </p>
      )}
      <InlineText {...field('role')} />
      <InlineText wraps {...field('email')} kind="email" after={<MailLink address={contact.email} />} />
      <InlineText {...field('phone')} kind="phone" after={<CallLink number={contact.phone} />} />
      {contact.cpf === '' && !withCpf ? null : <InlineText {...field('cpf')} kind="cpf" />}
    </li>
  )
}

function Reach({
  href,
  label,
  children,
}: {
  readonly href: string
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    <a
      href={href}
      aria-label={label}
      className="grid size-7 place-items-center rounded-md text-faint hover:text-text touch:size-11 [&>svg]:size-4"
    >
      {children}
    </a>
  )
}
function MailLink({ address }: { readonly address: string }) {
  const { t } = useTranslation('accounts')
  if (numberKinds.email.problem(address) !== null) return null
  return (
    <Reach href={`mailto:${address}`} label={t('people.mail', { address })}>
      <Mail aria-hidden />
    </Reach>
  )
}
function CallLink({ number }: { readonly number: string }) {
  const { t } = useTranslation('accounts')
  if (numberKinds.phone.problem(number) !== null) return null
  return (
    <Reach href={`tel:${numberKinds.phone.stored(number)}`} label={t('people.call', { number: formatPhone(number) })}>
      <Phone aria-hidden />
    </Reach>
  )
}

function OnCards({ accountId, found }: { readonly accountId: string; readonly found: readonly FoundPerson[] }) {
  const { t } = useTranslation('accounts')
  const edits = useAccountsEdits()
  const { shown, rest, more } = useMore(found)
  const add = ({ name, email = '', phone = '' }: FoundPerson) =>
    edits.createContact({
      accountId,
      name,
      email: numberKinds.email.stored(email),
      phone: numberKinds.phone.stored(phone),
    })
  return (
    <div className="grid gap-1">
      <h3 className="text-xs font-medium text-soft">{t('people.onCards')}</h3>
      <ul>
        {shown.map((person) => (
          <li key={`${person.name} ${person.email ?? ''}`} className="flex min-h-8 items-center gap-2 px-1">
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              {person.name} <span className="text-sm text-muted">{person.email}</span>
            </span>
            <IconButton size="sm" label={t('people.onCardsAdd', { name: person.name })} onClick={() => add(person)}>
              <UserPlus />
            </IconButton>
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <Button variant="plain" size="sm" onClick={more}>
          +{rest}
        </Button>
      ) : null}
    </div>
  )
}
