import { Archive, ChevronDown, ChevronUp } from 'lucide-react'
import { fault, maxFieldNameLength, type FieldSnapshot } from '@mutirao/documents'
import type { FieldEdits } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Checkbox, IconButton } from '../../ui/index.ts'
import { NameInput } from './NameInput.tsx'
import { Options } from './Options.tsx'
import { typeIcons } from './types.tsx'

export interface FieldRowProps {
  readonly field: FieldSnapshot
  readonly edits: FieldEdits
  /** Just added: a choice opens with an empty option to fill in. */
  readonly isNew: boolean
  readonly isOnFace: boolean
  readonly mayBeOnFace: boolean
  /** Absent at the ends of the list. */
  readonly onUp?: () => void
  readonly onDown?: () => void
}

export function FieldRow({ field, edits, isNew, isOnFace, mayBeOnFace, onUp, onDown }: FieldRowProps) {
  const { t } = useTranslation('fields')
  const Icon = typeIcons[field.type]
  const { name } = field
  const isFull = !isOnFace && !mayBeOnFace
  return (
    <li data-field={field.id} className="rounded-lg px-2 py-1.5 shadow-[inset_0_0_0_1px_var(--line)]">
      <div className="flex flex-wrap items-center gap-x-2">
        <Icon aria-hidden className="size-4 shrink-0 text-muted" />
        <NameInput
          label={t('name')}
          value={name}
          maxLength={maxFieldNameLength}
          onWrite={(next) => void edits.editField(field.id, { name: next })}
          className="min-w-32 flex-1 font-medium"
        />
        <span className="w-16 text-sm text-muted">{t(`type.${field.type}`)}</span>
        <span title={isFull ? t('faceFull') : undefined}>
          <Checkbox
            checked={isOnFace}
            disabled={isFull}
            aria-label={t('faceOf', { name })}
            onChange={(event) => void edits.editField(field.id, { face: event.target.checked && !fault('FLD-11') })}
          >
            {t('face')}
          </Checkbox>
        </span>
        <span className="flex">
          <IconButton quiet size="sm" label={t('up', { name })} disabled={!onUp} onClick={onUp}>
            <ChevronUp />
          </IconButton>
          <IconButton quiet size="sm" label={t('down', { name })} disabled={!onDown} onClick={onDown}>
            <ChevronDown />
          </IconButton>
          <IconButton quiet size="sm" label={t('archive', { name })} onClick={() => void edits.archiveField(field.id)}>
            <Archive />
          </IconButton>
        </span>
      </div>
      {field.type === 'choice' ? <Options field={field} edits={edits} isNew={isNew} /> : null}
    </li>
  )
}
