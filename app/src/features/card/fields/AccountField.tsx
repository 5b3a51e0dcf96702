/** The account of the card: text that meets an account by name. Suggests accounts and what other cards say. */
import { Building2, Plus } from 'lucide-react'
import type { AccountsStore, BoardStore } from '@mutirao/documents'
import { useId, useState } from 'react'
import { useAccounts, useAccountsEdits } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { useAccountLinks } from '../../../view/account-links.tsx'
import { useCardContext } from '../context.ts'
import { parseText } from '../../../parse/typed.ts'
import { TextField } from '../../../view/fields/TextField.tsx'
import { inApp } from '../../../ui/index.ts'

export function AccountField() {
  const { t } = useTranslation('card')
  const { card, store, edits } = useCardContext()
  const accounts = useAccounts()
  const list = useId()
  const [known, setKnown] = useState<readonly string[]>([])
  return (
    <>
      <TextField<string>
        field="account"
        label={t('field.account')}
        stored={card.account}
        placeholder={t('hint.account')}
        list={list}
        parse={parseText}
        onEnter={() => setKnown(namesFor(accounts.store, store))}
        onWrite={(value) => void edits.setField(card.id, 'account', value)}
        after={<AccountAction name={card.account} />}
      />
      <datalist id={list}>
        {known.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  )
}

const action = 'grid size-7 place-items-center rounded-md text-faint hover:text-brand touch:size-11 [&>svg]:size-4'

/** Leads to the account; a name that is none yet becomes one. */
function AccountAction({ name }: { readonly name: string }) {
  const { t } = useTranslation('accounts')
  const { readOnly } = useCardContext()
  const { store, readOnly: mayNotCreate } = useAccounts()
  const edits = useAccountsEdits()
  const links = useAccountLinks()
  if (name.trim() === '') return null
  const account = store?.named(name)
  if (!account && !readOnly && !mayNotCreate) {
    const label = t('combobox.create', { name })
    return (
      <button type="button" aria-label={label} title={label} onClick={() => edits.create({ name })} className={action}>
        <Plus aria-hidden />
      </button>
    )
  }
  if (!links) return null
  const label = t('combobox.openAccount', { name: account?.name ?? name })
  return (
    <a
      href={links.href(name)}
      aria-label={label}
      title={label}
      onClick={inApp(() => links.open(name))}
      className={action}
    >
      <Building2 aria-hidden />
    </a>
  )
}

/** More would be no help in a list. */
const mostNames = 300

/** Accounts, then names that only cards of this board have. Read when the field is entered, not while cards move. */
function namesFor(accounts: AccountsStore | null, board: BoardStore): readonly string[] {
  const names = new Set((accounts?.accounts() ?? []).slice(0, mostNames).map(({ name }) => name))
  for (const cardId of board.cardIds()) {
    if (names.size >= mostNames) break
    const name = board.card(cardId)?.account ?? ''
    if (name !== '' && !accounts?.named(name)) names.add(name)
  }
  return [...names].sort((a, b) => a.localeCompare(b))
}
