/** Puts back some cards, or everything, to the moment on the screen: a forward edit with a reason, which can be taken back. */
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { formatMoment, useTranslation } from '../../../i18n/index.ts'
import { Button } from '../../../ui/index.ts'
import { RestoreDialog } from '../RestoreDialog.tsx'
import { restoreAndTell } from '../telling.ts'

export interface RestoreChoiceProps {
  readonly name: string
  readonly seq: number
  readonly atMs: number
  /** Cards; none: everything. */
  readonly chosen: readonly string[]
  /** The question when it is everything. */
  readonly allTitle?: 'restoreAllTitle' | 'restoreCardTitle'
  readonly onDone: () => void
}

export function RestoreChoice({ name, seq, atMs, chosen, allTitle = 'restoreAllTitle', onDone }: RestoreChoiceProps) {
  const { t } = useTranslation('inspector')
  const [open, setOpen] = useState(false)
  const all = chosen.length === 0
  const restore = async (why: { readonly reason?: string }) => {
    await restoreAndTell({ name, entries: chosen, seq, ...why }, formatMoment(atMs))
    onDone()
  }
  return (
    <>
      <Button variant="primary" icon={<Undo2 />} onClick={() => setOpen(true)}>
        {all ? t('restoreAll') : t('restoreSome', { count: chosen.length })}
      </Button>
      <RestoreDialog
        open={open}
        onClose={() => setOpen(false)}
        title={all ? t(allTitle) : t('restoreSomeTitle', { count: chosen.length })}
        description={t('restoreText', { moment: formatMoment(atMs) })}
        labels={{ reason: t('reason'), confirm: t('restoreNow') }}
        onRestore={restore}
      />
    </>
  )
}
