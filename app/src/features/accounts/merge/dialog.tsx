import { formatCnpj, type AccountsStore } from '@mutirao/documents'
import { clsx } from 'clsx'
import { useMemo, useState } from 'react'
import { useAccountsEdits, useAllBoards } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, Dialog } from '../../../ui/index.ts'
import { cardsByAccount } from '../model/rows.ts'
import { AccountMark } from '../parts/mark.tsx'

interface MergeDialogProps {
  readonly store: AccountsStore
  readonly pair: readonly [string, string]
  readonly onClose: () => void
  /** The account that stayed. */
  readonly onMerged?: (accountId: string) => void
}

/** Which of the two stays: the one with more in it is proposed. */
export function MergeDialog({ store, pair, onClose, onMerged }: MergeDialogProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const edits = useAccountsEdits()
  const boards = useAllBoards()
  const cards = useMemo(() => cardsByAccount(store, boards), [store, boards])
  const weight = (id: string): number => (cards.get(id)?.length ?? 0) * 2 + store.contactsOf(id).length
  const [chosen, setChosen] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const keep = chosen ?? (weight(pair[1]) > weight(pair[0]) ? pair[1] : pair[0])
  const merge = async () => {
    setBusy(true)
    // Failures are told in a toast by the edits.
    const done = await edits.merge(
      keep,
      pair.filter((id) => id !== keep),
    )
    setBusy(false)
    onClose()
    if (done) onMerged?.(keep)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('merge.title')}
      description={t('merge.text')}
      closeLabel={t('common:close')}
      size="md"
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" busy={busy} onClick={() => void merge()}>
            {t('merge.action')}
          </Button>
        </>
      }
    >
      <fieldset className="grid gap-2">
        <legend className="sr-only">{t('merge.keep')}</legend>
        {pair.map((id) => {
          const account = store.account(id)
          if (!account) return null
          return (
            <label
              key={id}
              className={clsx(
                'flex cursor-default items-center gap-3 rounded-lg p-3 shadow-[inset_0_0_0_1px_var(--line)] hover:bg-hover',
                id === keep && 'bg-brand-weak shadow-[inset_0_0_0_1.5px_var(--brand)] hover:bg-brand-weak',
              )}
            >
              <input
                type="radio"
                name="keep"
                checked={id === keep}
                onChange={() => setChosen(id)}
                className="size-4 flex-none accent-(--brand)"
              />
              <AccountMark name={account.name} />
              <span className="min-w-0 flex-1">
                <span className="block font-medium [overflow-wrap:anywhere]">{account.name}</span>
                <span className="block text-sm text-muted">
                  {[
                    account.cnpj === '' ? '' : formatCnpj(account.cnpj),
                    account.city,
                    t('cards', { count: cards.get(id)?.length ?? 0 }),
                    t('peopleCount', { count: store.contactsOf(id).length }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              {id === keep ? <span className="text-sm font-medium text-brand">{t('merge.keep')}</span> : null}
            </label>
          )
        })}
      </fieldset>
    </Dialog>
  )
}
