import { maxViewNameLength } from '@mutirao/documents'
import { useId, useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, Checkbox, Dialog, Field, Input } from '../../../ui/index.ts'

export interface ViewFormProps {
  readonly title: string
  readonly hint?: string
  readonly name: string
  /** Offers to share it. */
  readonly canShare?: boolean
  readonly onSave: (view: { readonly name: string; readonly shared: boolean }) => void
  readonly onClose: () => void
}

/** Name of a view, and who sees it. */
export function ViewForm({ title, hint, name: before, canShare = false, onSave, onClose }: ViewFormProps) {
  const { t } = useTranslation(['find', 'common'])
  const [name, setName] = useState(before)
  const [shared, setShared] = useState(false)
  const form = useId()
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      {...(hint === undefined ? {} : { description: hint })}
      closeLabel={t('common:close')}
      footer={
        <>
          <Button onClick={onClose}>{t('views.cancel')}</Button>
          <Button variant="primary" type="submit" form={form} disabled={name.trim() === ''}>
            {t('views.ok')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() === '') return
          onSave({ name: name.trim(), shared })
          onClose()
        }}
      >
        <Field label={t('views.name')}>
          {(control) => (
            <Input
              {...control}
              maxLength={maxViewNameLength}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {canShare ? (
          <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
            {t('views.share')}
          </Checkbox>
        ) : null}
      </form>
    </Dialog>
  )
}
