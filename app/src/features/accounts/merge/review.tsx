import type { AccountsStore, Duplicate } from '@mutirao/documents'
import { formatCnpj } from '@mutirao/documents'
import { useState } from 'react'
import { useAccountsEdits } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, Dialog, Tag } from '../../../ui/index.ts'
import { MergeDialog } from './dialog.tsx'

const mostShown = 50

interface ReviewProps {
  readonly store: AccountsStore
  readonly pairs: readonly Duplicate[]
  readonly onClose: () => void
}

/** The pairs with their reasons, each with its two answers. */
export function ReviewDialog({ store, pairs, onClose }: ReviewProps) {
  const { t } = useTranslation(['accounts', 'common'])
  const edits = useAccountsEdits()
  const [merging, setMerging] = useState<readonly [string, string] | null>(null)
  if (merging) return <MergeDialog store={store} pair={merging} onClose={() => setMerging(null)} />
  return (
    <Dialog open onClose={onClose} title={t('duplicates.title')} closeLabel={t('common:close')} size="md">
      {pairs.length === 0 ? <p className="text-muted">{t('duplicates.none')}</p> : null}
      <ul className="grid gap-3">
        {pairs.slice(0, mostShown).map((duplicate) => {
          const [a, b] = duplicate.pair.map((id) => store.account(id))
          if (!a || !b) return null
          return (
            <li
              key={duplicate.pair.join('.')}
              aria-label={t('duplicates.pair', { a: a.name, b: b.name })}
              className="grid gap-2 rounded-lg p-3 shadow-[inset_0_0_0_1px_var(--line)]"
            >
              <div className="flex flex-wrap gap-1">
                {duplicate.reasons.map((reason) => (
                  <Tag key={reason} tone="amber">
                    {t(`duplicates.reason.${reason}`, { shared: duplicate.shared })}
                  </Tag>
                ))}
              </div>
              <div className="grid grid-cols-2 gap-3 phone:grid-cols-1 phone:gap-1.5">
                {[a, b].map((account) => (
                  <div key={account.id} className="min-w-0">
                    <p className="font-medium [overflow-wrap:anywhere]">{account.name}</p>
                    <p className="truncate text-sm text-muted">
                      {[account.cnpj === '' ? '' : formatCnpj(account.cnpj), account.city].filter(Boolean).join(' · ')}
                    </p>
                  </div>
                ))}
              </div>
              <div className="flex flex-wrap justify-end gap-2">
                <Button size="sm" variant="plain" onClick={() => edits.dismiss(duplicate.pair)}>
                  {t('duplicates.dismiss')}
                </Button>
                <Button size="sm" onClick={() => setMerging(duplicate.pair)}>
                  {t('duplicates.merge')}
                </Button>
              </div>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
