import { checkCnpj, type AccountSnapshot, type AccountsStore } from '@mutirao/documents'
import { Archive, ArchiveRestore, ChevronLeft, Ellipsis, ExternalLink, History, Merge, Plus } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { useAccountsEdits } from '../../../engine/index.ts'
import { formatList, useTranslation } from '../../../i18n/index.ts'
import { Button, IconButton, Menu, MenuItem } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'
import { MergeDialog } from '../merge/dialog.tsx'
import { PickAccount } from '../merge/pick.tsx'
import { sumsOf, type OwnCards } from '../model/rows.ts'
import { InlineText } from '../parts/inline-text.tsx'
import { AccountMark } from '../parts/mark.tsx'
import { Money } from '../parts/sums.tsx'

interface BarProps {
  readonly status: ReactNode
  readonly account?: AccountSnapshot
  readonly store?: AccountsStore
  readonly readOnly?: boolean
}

/** The way back, the status, and what can be done with the account. */
export function Bar({ status, account, store, readOnly = true }: BarProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const edits = useAccountsEdits()
  const { onList, onOpenAccount, onHistory } = usePlaces()
  const [picking, setPicking] = useState(false)
  const [other, setOther] = useState<string | null>(null)
  return (
    <header className="flex min-h-[49px] flex-none items-center gap-2 border-b border-line px-3 py-2 phone:pt-[calc(8px+env(safe-area-inset-top))]">
      <Button variant="plain" icon={<ChevronLeft />} onClick={onList}>
        {t('title')}
      </Button>
      <span className="flex-1" />
      {status}
      {account && store && !readOnly ? (
        <Menu
          align="end"
          trigger={
            <IconButton quiet label={t('common:more')}>
              <Ellipsis />
            </IconButton>
          }
        >
          <MenuItem icon={<Merge />} onSelect={() => setPicking(true)}>
            {t('merge.with')}
          </MenuItem>
          {onHistory ? (
            <MenuItem icon={<History />} onSelect={onHistory}>
              {t('history')}
            </MenuItem>
          ) : null}
          {account.deletedAt === null ? (
            <MenuItem icon={<Archive />} danger onSelect={() => edits.archive(account.id)}>
              {t('archive')}
            </MenuItem>
          ) : (
            <MenuItem icon={<ArchiveRestore />} onSelect={() => edits.restore(account.id)}>
              {t('restore')}
            </MenuItem>
          )}
        </Menu>
      ) : null}
      {picking && account && store ? (
        <PickAccount
          store={store}
          accountId={account.id}
          onClose={() => setPicking(false)}
          onPick={(id) => {
            setPicking(false)
            setOther(id)
          }}
        />
      ) : null}
      {other !== null && account && store ? (
        <MergeDialog
          store={store}
          pair={[account.id, other]}
          onClose={() => setOther(null)}
          onMerged={(id) => onOpenAccount(id, true)}
        />
      ) : null}
    </header>
  )
}

interface HeadProps {
  readonly account: AccountSnapshot
  readonly own: readonly OwnCards[]
  readonly readOnly: boolean
}

/** Who the account is, in fields one can type into, and what it is worth. */
export function Head({ account, own, readOnly }: HeadProps) {
  const { t } = useTranslation('accounts')
  const edits = useAccountsEdits()
  const field = (name: 'cnpj' | 'city' | 'site' | 'notes') => ({
    label: t(`field.${name}`),
    value: account[name],
    readOnly,
    placeholder: t(`hint.${name}`),
    onWrite: (value: string) => void edits.setField(account.id, name, value),
  })
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {account.deletedAt === null ? null : <ArchivedNotice accountId={account.id} readOnly={readOnly} />}
      <div className="flex items-center gap-3">
        <AccountMark name={account.name} large />
        <div className="min-w-0 flex-1">
          <h1 className="sr-only">{account.name}</h1>
          <InlineText
            hideLabel
            required
            label={t('field.name')}
            value={account.name}
            readOnly={readOnly}
            onWrite={(value) => void edits.rename(account.id, value)}
            className="text-[19px] font-semibold"
          />
          {account.aliases.length === 0 ? null : (
            <p className="truncate px-2 text-sm text-muted">
              {t('alsoCalled', { names: formatList(account.aliases) })}
            </p>
          )}
        </div>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-3 wide:grid-cols-[minmax(0,1fr)_minmax(280px,360px)] snug:grid-cols-[minmax(0,1fr)]">
        <div className="grid content-start gap-0.5">
          <InlineText {...field('cnpj')} kind="cnpj" className="tabular-nums" />
          <InlineText {...field('city')} />
          <InlineText wraps {...field('site')} after={<SiteLink site={account.site} />} />
          <InlineText {...field('notes')} multiline />
        </div>
        <Worth own={own} />
      </div>
    </section>
  )
}

function SiteLink({ site }: { readonly site: string }) {
  const { t } = useTranslation('accounts')
  // Only places on the web: whatever else somebody typed must not become something to click.
  const href = /^https?:\/\//i.test(site)
    ? site
    : /^[\p{L}\p{N}][\p{L}\p{N}.-]*\.\p{L}{2,}(?:[/?#].*)?$/u.test(site)
      ? `https://${site}`
      : null
  if (href === null) return null
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer noopener"
      aria-label={t('openSite', { site })}
      className="grid size-7 place-items-center rounded-md text-faint hover:text-text touch:size-11"
    >
      <ExternalLink aria-hidden className="size-4" />
    </a>
  )
}

function Worth({ own }: { readonly own: readonly OwnCards[] }) {
  const { t } = useTranslation('accounts')
  const [open, won] = useMemo(() => {
    const cards = own.flatMap(({ cards: placed, currency }) => placed.map((card) => ({ ...card, currency })))
    return [sumsOf(cards, 'open'), sumsOf(cards, 'won')]
  }, [own])
  return (
    <dl className="grid grid-cols-2 content-start gap-3 self-start rounded-xl bg-sunken p-4">
      {(
        [
          ['open', open],
          ['won', won],
        ] as const
      ).map(([kind, sums]) => (
        <div key={kind} className="min-w-0">
          <dt className="text-sm text-muted">{t(kind)}</dt>
          <dd className="text-md font-semibold tabular-nums">
            {[...sums.values()].some((cents) => cents !== 0) ? <Money sums={sums} /> : '—'}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function ArchivedNotice({ accountId, readOnly }: { readonly accountId: string; readonly readOnly: boolean }) {
  const { t } = useTranslation('accounts')
  const edits = useAccountsEdits()
  return (
    <div className="flex items-center gap-2 rounded-md bg-amber-weak py-1 pr-1 pl-3 text-amber">
      <span className="min-w-0 flex-1">{t('archived')}</span>
      {readOnly ? null : (
        <Button size="sm" variant="plain" className="text-amber!" onClick={() => edits.restore(accountId)}>
          {t('restore')}
        </Button>
      )}
    </div>
  )
}

/** A name that is on cards only: what it is worth, and the button that makes it an account. */
export function NameOnlyHead({ name, own, readOnly }: { readonly name: string } & Omit<HeadProps, 'account'>) {
  const { t } = useTranslation('accounts')
  const edits = useAccountsEdits()
  const { onOpenAccount } = usePlaces()
  const create = () => {
    const accountId = edits.create(withNumber(name))
    if (accountId !== null) onOpenAccount(accountId, true)
  }
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-3 wide:grid-cols-[minmax(0,1fr)_minmax(280px,360px)] snug:grid-cols-[minmax(0,1fr)]">
      <div className="flex items-start gap-3">
        <AccountMark name={name} large />
        <div className="grid min-w-0 flex-1 justify-items-start gap-2">
          <h1 className="text-[19px] [overflow-wrap:anywhere]">{name}</h1>
          <p className="text-muted">{t('createText')}</p>
          {readOnly ? null : (
            <Button variant="primary" icon={<Plus />} onClick={create}>
              {t('create')}
            </Button>
          )}
        </div>
      </div>
      <Worth own={own} />
    </section>
  )
}

/** Some people write the CNPJ behind the name: `Padaria (12.345.678/0001-95)`. */
function withNumber(name: string) {
  const found = /[0-9A-Z]{2}\.?[0-9A-Z]{3}\.?[0-9A-Z]{3}\/?[0-9A-Z]{4}-?[0-9]{2}/i.exec(name)
  const checked = found ? checkCnpj(found[0]) : null
  return checked?.ok === true ? { name, cnpj: checked.value } : { name }
}
