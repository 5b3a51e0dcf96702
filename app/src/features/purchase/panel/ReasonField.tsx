/** What every dialog asks before it decides about a request: the words of the reason, and the look of the button. */
import { needsReason, type RequestAction } from '@mutirao/documents'
import type { FormEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Field, Textarea } from '../../../ui/index.ts'

/** What cannot be taken back lightly looks so. */
export const buttonOf = (action: RequestAction | undefined): 'danger' | 'primary' =>
  action === 'reject' || action === 'cancel' ? 'danger' : 'primary'

export const lacksReason = (action: RequestAction, reason: string): boolean =>
  needsReason.has(action) && reason.trim() === ''

export interface ReasonFieldProps {
  readonly action: RequestAction
  readonly reason: string
  readonly onReason: (reason: string) => void
  /** Of the form around it: Ctrl or ⌘ with Enter sends it. */
  readonly onSubmit: (event: FormEvent) => void
}

export function ReasonField({ action, reason, onReason, onSubmit }: ReasonFieldProps) {
  const { t } = useTranslation('purchase')
  return (
    <Field label={t('reason.label')} hint={needsReason.has(action) ? t('reason.hint') : t('reason.optional')}>
      {(control) => (
        <Textarea
          {...control}
          name="reason"
          maxLength={4_000}
          value={reason}
          onChange={(event) => onReason(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSubmit(event)
          }}
        />
      )}
    </Field>
  )
}
