/** The card was opened by a link that means a moment: says so, and that the present is what is shown. */
import { Clock } from 'lucide-react'
import { formatMoment, useTranslation } from '../../../i18n/index.ts'
import { Button } from '../../../ui/index.ts'

export function MomentNotice({ atMs, onPresent }: { readonly atMs: number; readonly onPresent: () => void }) {
  const { t } = useTranslation('card')
  return (
    <output className="mx-5 mt-2 flex items-center gap-2 rounded-md bg-sunken py-1.5 pr-1.5 pl-3 text-muted">
      <Clock aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1">
        <span className="font-medium text-text">{t('moment.title', { date: formatMoment(atMs) })}</span>
        <span className="block">{t('moment.text')}</span>
      </span>
      <Button size="sm" variant="plain" onClick={onPresent}>
        {t('moment.now')}
      </Button>
    </output>
  )
}
