import type { RequestAction } from '@mutirao/documents'
import { useState, type FormEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, Dialog } from '../../../ui/index.ts'
import { buttonOf, lacksReason, ReasonField } from './ReasonField.tsx'

export interface ReasonDialogProps {
  readonly action: RequestAction
  /** How many requests it is about. */
  readonly count: number
  readonly onClose: () => void
  readonly onDone: (reason: string) => void
}

/** Why something is returned, rejected, cancelled or taken up again; the requester reads it as it is written. */
export function ReasonDialog({ action, count, onClose, onDone }: ReasonDialogProps) {
  const { t } = useTranslation(['purchase', 'common'])
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!lacksReason(action, reason)) onDone(reason)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`reason.title.${action}`)}
      description={count > 1 ? t('reason.forMany', { count }) : undefined}
      closeLabel={t('common:close')}
      footer={
        <>
          {/* Beside “Cancelar solicitação”, “Cancelar” might be either. */}
          <Button onClick={onClose}>{t(action === 'cancel' ? 'common:close' : 'common:cancel')}</Button>
          <Button type="submit" form="reason" variant={buttonOf(action)} disabled={lacksReason(action, reason)}>
            {t(`action.${action}`)}
          </Button>
        </>
      }
    >
      <form id="reason" onSubmit={submit}>
        <ReasonField action={action} reason={reason} onReason={setReason} onSubmit={submit} />
      </form>
    </Dialog>
  )
}
