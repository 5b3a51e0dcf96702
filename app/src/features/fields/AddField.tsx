import { fieldTypes, maxFieldNameLength, type FieldType } from '@mutirao/documents'
import { Plus } from 'lucide-react'
import { useRef, useState, type SyntheticEvent } from 'react'
import type { FieldEdits } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Button, Input, Select } from '../../ui/index.ts'
import { isFieldType, typeIcons } from './types.tsx'

export interface AddFieldProps {
  readonly edits: FieldEdits
  readonly onAdded: (fieldId: string) => void
}

/** Name, type, done: the focus stays in the name for the next one. */
export function AddField({ edits, onAdded }: AddFieldProps) {
  const { t } = useTranslation('fields')
  const [name, setName] = useState('')
  const [type, setType] = useState<FieldType>('text')
  const input = useRef<HTMLInputElement>(null)
  const add = (event: SyntheticEvent) => {
    event.preventDefault()
    if (name.trim() === '') return input.current?.focus()
    const fieldId = edits.createField({ name, type })
    if (fieldId === null) return
    setName('')
    onAdded(fieldId)
    input.current?.focus()
  }
  const options = fieldTypes.map((value) => {
    const Icon = typeIcons[value]
    return { value, label: t(`type.${value}`), icon: <Icon aria-hidden className="size-3.5 text-muted" /> }
  })
  return (
    <form onSubmit={add} className="grid gap-1 rounded-lg bg-sunken p-2.5">
      <div className="flex flex-wrap gap-2">
        <Input
          ref={input}
          name="new-field"
          aria-label={t('name')}
          placeholder={t('namePlaceholder')}
          maxLength={maxFieldNameLength}
          value={name}
          onChange={(event) => setName(event.target.value)}
          className="min-w-40 flex-1"
        />
        <Select
          label={t('type.label')}
          value={type}
          onChange={(next) => (isFieldType(next) ? setType(next) : undefined)}
          options={options}
          className="w-36!"
        />
        <Button type="submit" icon={<Plus />}>
          {t('add')}
        </Button>
      </div>
      <p className="text-sm text-muted">{t('addFixed')}</p>
    </form>
  )
}
