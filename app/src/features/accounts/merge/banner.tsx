import type { AccountsStore } from '@mutirao/documents'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Button } from '../../../ui/index.ts'
import { ReviewDialog } from './review.tsx'
import { useDuplicates } from './use-duplicates.ts'

interface BannerProps {
  readonly store: AccountsStore | null
  readonly version: number
  readonly readOnly: boolean
}

/** One line above the list while pairs wait to be looked at. */
export function DuplicatesBanner({ store, version, readOnly }: BannerProps) {
  const { t } = useTranslation('accounts')
  const [open, setOpen] = useState(false)
  const pairs = useDuplicates(store, version)
  if (readOnly || !store || (pairs.length === 0 && !open)) return null
  return (
    <div className="mx-4 mb-2 flex flex-none items-center gap-2 rounded-lg bg-amber-weak py-1 pr-1 pl-3 text-amber phone:mx-3.5">
      <Copy aria-hidden className="size-3.5 flex-none" />
      <span className="min-w-0 flex-1 text-sm">
        {pairs.length === 0 ? t('duplicates.none') : t('duplicates.banner', { count: pairs.length })}
      </span>
      <Button size="sm" variant="plain" className="text-amber!" onClick={() => setOpen(true)}>
        {t('duplicates.review')}
      </Button>
      {open ? <ReviewDialog store={store} pairs={pairs} onClose={() => setOpen(false)} /> : null}
    </div>
  )
}
