import { fault, type AccountSnapshot, type AccountsStore } from '@mutirao/documents'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useAccountsEdits } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, inApp } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'
import { MergeDialog } from './dialog.tsx'
import { useDuplicates } from './use-duplicates.ts'

/** More than these are told in the list. */
const mostShown = 3

interface DuplicatesOfProps {
  readonly account: AccountSnapshot
  readonly store: AccountsStore
  readonly version: number
}

/** Whoever has just typed the CNPJ of an account that is there already hears it here, with both answers. */
export function DuplicatesOf({ account, store, version }: DuplicatesOfProps) {
  const { t } = useTranslation('accounts')
  const edits = useAccountsEdits()
  const { accountHref, onOpenAccount } = usePlaces()
  const [merging, setMerging] = useState<readonly [string, string] | null>(null)
  const pairs = useDuplicates(store, version).filter(({ pair }) => pair.includes(account.id) && !fault('CTA-20'))
  return (
    <>
      {pairs.slice(0, mostShown).map(({ pair, reasons, shared }) => {
        const other = store.account(pair[0] === account.id ? pair[1] : pair[0])
        if (!other) return null
        return (
          <section
            key={other.id}
            aria-label={t('duplicates.pair', { a: account.name, b: other.name })}
            data-duplicate={other.id}
            className="flex flex-wrap items-center gap-x-2 gap-y-1 rounded-lg bg-amber-weak py-1 pr-1 pl-3 text-sm text-amber"
          >
            <Copy aria-hidden className="size-3.5 flex-none" />
            <span className="min-w-0 flex-[1_1_220px] [overflow-wrap:anywhere]">
              {t('duplicates.mayBe')}{' '}
              <a
                href={accountHref(other.id)}
                className="font-medium underline underline-offset-2"
                onClick={inApp(() => onOpenAccount(other.id))}
              >
                {other.name}
              </a>{' '}
              ({reasons.map((reason) => t(`duplicates.reason.${reason}`, { shared })).join(', ')})
            </span>
            <Button size="sm" variant="plain" className="text-amber!" onClick={() => edits.dismiss(pair)}>
              {t('duplicates.dismiss')}
            </Button>
            <Button size="sm" onClick={() => setMerging(pair)}>
              {t('duplicates.merge')}
            </Button>
          </section>
        )
      })}
      {merging ? <MergeDialog store={store} pair={merging} onClose={() => setMerging(null)} /> : null}
    </>
  )
}
