/** Asks why before something is put back; nothing has to be said. */
import { useState, type ReactNode } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { Button, Dialog, Field, Input } from '../../ui/index.ts'

export interface RestoreDialogProps {
  readonly open: boolean
  readonly title: string
  readonly description: string
  /** What will be put back. */
  readonly preview?: ReactNode
  /** What the field for the reason is called, and what the button says. */
  readonly labels: { readonly reason: string; readonly confirm: string }
  readonly onClose: () => void
  /** @param why the reason, when one was given */
  readonly onRestore: (why: { readonly reason?: string }) => Promise<void>
}

/** As many characters as the server takes (docs/PROTOCOL.md, "History"). */
const maxReasonLength = 500

export function RestoreDialog({ open, title, description, preview, labels, onClose, onRestore }: RestoreDialogProps) {
  const { t } = useTranslation('common')
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState('')
  const run = () => {
    setBusy(true)
    const why = reason.trim() === '' ? {} : { reason: reason.trim() }
    void onRestore(why).finally(() => {
      setBusy(false)
      setReason('')
      onClose()
    })
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={description}
      closeLabel={t('close')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" busy={busy} onClick={run}>
            {labels.confirm}
          </Button>
        </>
      }
    >
      {preview}
      <Field label={labels.reason}>
        {(control) => (
          <Input
            {...control}
            name="reason"
            value={reason}
            maxLength={maxReasonLength}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) run()
            }}
          />
        )}
      </Field>
    </Dialog>
  )
}
