/** What came in, what did not, and the way back. */
import { CircleCheck, CirclePause, Undo2 } from 'lucide-react'
import { formatNumber, useTranslation } from '../../../i18n/index.ts'
import type { ImportState } from '../flow-state.ts'
import { counted } from './words.ts'

export function DoneStep({ state }: { readonly state: Extract<ImportState, { step: 'done' }> }) {
  const { t } = useTranslation('importing')
  const { done, total, failure, undo } = state
  const numbers = { done: formatNumber(done), total: formatNumber(total) }
  const complete = done >= total
  const icon = undo === 'done' ? <Undo2 /> : complete ? <CircleCheck /> : <CirclePause />
  const head = complete
    ? t('done.all', counted(done))
    : failure === null
      ? t('done.some', numbers)
      : t('done.failed', { ...numbers, reason: failure })
  return (
    <output className="grid justify-items-center gap-2 py-5 text-center">
      <span aria-hidden className={`[&>svg]:size-8 ${complete && undo !== 'done' ? 'text-green' : 'text-amber'}`}>
        {icon}
      </span>
      <p className="text-lg font-semibold">{undo === 'done' ? t('done.undone') : head}</p>
      {undo === 'done' ? null : (
        <p className="max-w-[52ch] text-muted">{complete ? t('done.text') : t('done.someText')}</p>
      )}
    </output>
  )
}
