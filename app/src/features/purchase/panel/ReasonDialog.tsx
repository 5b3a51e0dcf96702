import type { RequestAction } from '@mutirao/documents'
import { needsReason } from '@mutirao/documents'
import { useState, type FormEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, Dialog, Field, Textarea } from '../../../ui/index.ts'

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
  const isNeeded = needsReason.has(action)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isNeeded || reason.trim() !== '') onDone(reason)
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
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            type="submit"
            form="reason"
            variant={action === 'reject' || action === 'cancel' ? 'danger' : 'primary'}
            disabled={isNeeded && reason.trim() === ''}
          >
            {t(`action.${action}`)}
          </Button>
        </>
      }
    >
      <form id="reason" onSubmit={submit}>
        <Field label={t('reason.label')} hint={isNeeded ? t('reason.hint') : t('reason.optional')}>
          {(control) => (
            <Textarea
              {...control}
              name="reason"
              maxLength={4_000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
