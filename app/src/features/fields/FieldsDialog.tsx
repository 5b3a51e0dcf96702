/** The custom fields of a board: added, renamed, put in order, given options, shown on the card, archived. */
import { Columns3 } from 'lucide-react'
import { faceFieldsOf, maxFaceFields, maxFields, type BoardStore, type FieldSnapshot } from '@mutirao/documents'
import { useState } from 'react'
import { useBoard, useFieldEdits, useStoreKey, type FieldEdits } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { announce, Button, Dialog, EmptyState } from '../../ui/index.ts'
import { AddField } from './AddField.tsx'
import { FieldRow } from './FieldRow.tsx'

export interface FieldsDialogProps {
  readonly boardId: string
  readonly onClose: () => void
}

export function FieldsDialog({ boardId, onClose }: FieldsDialogProps) {
  const { t } = useTranslation(['fields', 'common'])
  const { store, readOnly } = useBoard(boardId)
  const edits = useFieldEdits(boardId)
  return (
    <Dialog
      open
      size="md"
      title={t('title')}
      description={t('description')}
      closeLabel={t('common:close')}
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('done')}
        </Button>
      }
    >
      {store === null || readOnly ? null : <Body store={store} edits={edits} />}
    </Dialog>
  )
}

function Body({ store, edits }: { readonly store: BoardStore; readonly edits: FieldEdits }) {
  const { t } = useTranslation('fields')
  const fields = useStoreKey(store, 'fields', (board) => board.fields())
  const archived = useStoreKey(store, 'fields', (board) => board.archivedFields())
  const [added, setAdded] = useState<string | null>(null)
  const faces = new Set(faceFieldsOf(fields).map(({ id }) => id))
  const move = (field: FieldSnapshot, to: number) => {
    const others = fields.filter(({ id }) => id !== field.id)
    const [above, below] = [others[to - 1], others[to]]
    const place = { ...(above ? { aboveId: above.id } : {}), ...(below ? { belowId: below.id } : {}) }
    if (edits.moveField(field.id, place))
      announce(t('moved', { name: field.name, position: to + 1, count: fields.length }))
  }
  return (
    <div className="grid gap-4">
      {fields.length === 0 ? (
        <EmptyState icon={<Columns3 />} title={t('emptyTitle')}>
          {t('emptyText')}
        </EmptyState>
      ) : (
        <ul className="grid gap-1.5">
          {fields.map((field, index) => (
            <FieldRow
              key={field.id}
              field={field}
              edits={edits}
              isNew={field.id === added}
              isOnFace={faces.has(field.id)}
              mayBeOnFace={faces.size < maxFaceFields}
              {...(index > 0 ? { onUp: () => move(field, index - 1) } : {})}
              {...(index < fields.length - 1 ? { onDown: () => move(field, index + 1) } : {})}
            />
          ))}
        </ul>
      )}
      {fields.length < maxFields ? (
        <AddField edits={edits} onAdded={setAdded} />
      ) : (
        <p className="text-muted">{t('full', { count: maxFields })}</p>
      )}
      {archived.length === 0 ? null : <Archived fields={archived} edits={edits} />}
    </div>
  )
}

function Archived({ fields, edits }: { readonly fields: readonly FieldSnapshot[]; readonly edits: FieldEdits }) {
  const { t } = useTranslation('fields')
  return (
    <section aria-label={t('archivedTitle')} className="border-t border-line pt-3">
      <h3>{t('archivedTitle')}</h3>
      <p className="mb-1 text-sm text-muted">{t('archivedText')}</p>
      <ul>
        {fields.map((field) => (
          <li key={field.id} className="flex items-center gap-2 py-0.5">
            <span className="min-w-0 flex-1 truncate text-muted">{field.name}</span>
            <Button
              size="sm"
              variant="plain"
              aria-label={t('restoreOf', { name: field.name })}
              onClick={() => void edits.restoreField(field.id)}
            >
              {t('restore')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
