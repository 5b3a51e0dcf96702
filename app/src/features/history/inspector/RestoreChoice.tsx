/** Puts back some cards, or everything, to the moment on the screen: a forward edit with a reason, which can be taken back. */
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { formatMoment, useTranslation } from '../../../i18n/index.ts'
import { Button, Dialog, Field, Input } from '../../../ui/index.ts'
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
  const { t } = useTranslation(['inspector', 'common'])
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState('')
  const all = chosen.length === 0
  const run = () => {
    setBusy(true)
    const why = reason.trim() === '' ? {} : { reason: reason.trim() }
    void restoreAndTell({ name, entries: chosen, seq, ...why }, formatMoment(atMs)).finally(() => {
      setBusy(false)
      setOpen(false)
      onDone()
    })
  }
  return (
    <>
      <Button variant="primary" icon={<Undo2 />} onClick={() => setOpen(true)}>
        {all ? t('restoreAll') : t('restoreSome', { count: chosen.length })}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={all ? t(allTitle) : t('restoreSomeTitle', { count: chosen.length })}
        description={t('restoreText', { moment: formatMoment(atMs) })}
        closeLabel={t('common:close')}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t('common:cancel')}</Button>
            <Button variant="primary" busy={busy} onClick={run}>
              {t('restoreNow')}
            </Button>
          </>
        }
      >
        <Field label={t('reason')}>
          {(control) => (
            <Input
              {...control}
              name="reason"
              value={reason}
              maxLength={500}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </Field>
      </Dialog>
    </>
  )
}
