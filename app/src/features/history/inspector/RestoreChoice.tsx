/** Puts back some entries, or everything, to the moment on the screen: a forward edit with a reason, which can be taken back. */
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { formatBrief, useTranslation } from '../../../i18n/index.ts'
import { Button } from '../../../ui/index.ts'
import { RestoreDialog } from '../RestoreDialog.tsx'
import { restoreAndTell } from '../telling.ts'

/** Kinds of which something can be put back. */
export type PutBackKind = 'board' | 'card' | 'requests' | 'request' | 'accounts'

export interface RestoreChoiceProps {
  readonly kind: PutBackKind
  readonly name: string
  readonly seq: number
  readonly atMs: number
  /** Cards, requests, items, accounts; none: everything. */
  readonly chosen: readonly string[]
  readonly onDone: () => void
}

export function RestoreChoice({ kind, name, seq, atMs, chosen, onDone }: RestoreChoiceProps) {
  const { t } = useTranslation('inspector')
  const [open, setOpen] = useState(false)
  const count = chosen.length
  const words = kind === 'board' ? (['restoreSome', 'restoreSomeTitle'] as const) : plainWords
  const restore = async (why: { readonly reason?: string }) => {
    await restoreAndTell({ name, entries: chosen, seq, ...why }, formatBrief(atMs))
    onDone()
  }
  return (
    <>
      <Button variant="primary" icon={<Undo2 />} onClick={() => setOpen(true)}>
        {count === 0 ? t('restoreAll') : t(words[0], { count })}
      </Button>
      <RestoreDialog
        open={open}
        onClose={() => setOpen(false)}
        title={count === 0 ? t(`restoreTitle.${kind}`) : t(words[1], { count })}
        description={`${t('restoreText', { moment: formatBrief(atMs) })} ${t(`restoreKept.${kind}`)}`}
        labels={{ reason: t('reason'), confirm: t('restoreNow') }}
        onRestore={restore}
      />
    </>
  )
}

const plainWords = ['restoreChosen', 'restoreChosenTitle'] as const
