/** One item, field by field: what its cells hold, for a thumb. */
import { lineCents, type ItemFieldName, type ItemSnapshot } from '@mutirao/documents'
import { Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import type { RequestEdits } from '../../../engine/purchase/index.ts'
import { formatMoney, useLocale, useTranslation } from '../../../i18n/index.ts'
import type { FieldProblem } from '../../../parse/typed.ts'
import { Button, Dialog } from '../../../ui/index.ts'
import { DetailContext, useDetail } from '../../../view/detail/context.ts'
import type { Parsed } from '../../../view/fields/draft.ts'
import { TextField } from '../../../view/fields/TextField.tsx'
import { cellField } from '../model/cell-field.ts'
import { plainCell, shownCell, typedCell } from '../model/item-columns.ts'

export interface ItemDialogProps {
  readonly item: ItemSnapshot
  /** The how manieth of how many. */
  readonly place: { readonly at: number; readonly of: number }
  readonly currency: string
  readonly readOnly: boolean
  readonly edits: RequestEdits
  /** Just made here: what it lacks comes next. */
  readonly isNew: boolean
  readonly onClose: () => void
  /** Null: it is the last one. */
  readonly onNext: (() => void) | null
}

/** What is asked first of a new one: its words are there. */
const ofNew = ['quantity', 'unit', 'estimate', 'description', 'code', 'costCentre', 'account'] as const
const fields = ['description', 'quantity', 'unit', 'estimate', 'code', 'costCentre', 'account'] as const
const isNumeric: ReadonlySet<ItemFieldName> = new Set(['quantity', 'estimate'])

export function ItemDialog({ item, place, currency, readOnly, edits, isNew, onClose, onNext }: ItemDialogProps) {
  const { t } = useTranslation(['purchase', 'common'])
  const locale = useLocale()
  const detail = useDetail()
  // History knows requests, not their cells.
  const here = useMemo(() => ({ ...detail, readOnly, showHistory: null }), [detail, readOnly])
  const line = lineCents(item)
  const parse = (field: ItemFieldName) => (text: string) => parsed(field, text, locale)
  return (
    <Dialog
      open
      isRead={!isNew}
      onClose={onClose}
      title={item.description}
      description={t('items.place', place)}
      closeLabel={t('common:close')}
      footer={
        <>
          {readOnly ? null : (
            <Button
              variant="danger"
              icon={<Trash2 aria-hidden />}
              className="mr-auto"
              onClick={() => {
                edits.removeItems([item.id])
                onClose()
              }}
            >
              {t('items.removeThis')}
            </Button>
          )}
          {onNext === null ? null : <Button onClick={onNext}>{t('items.next')}</Button>}
          <Button variant="primary" onClick={onClose}>
            {t('items.done')}
          </Button>
        </>
      }
    >
      <DetailContext value={here}>
        <div data-item-fields={item.id} className="grid">
          {(isNew ? ofNew : fields).map((field) => (
            <TextField<string | number>
              key={field}
              field={cellField(item.id, field)}
              label={t(`items.column.${field}`)}
              stored={plainCell(item, field, locale)}
              display={shownCell(item, field, currency, locale)}
              placeholder={t(`items.hintOf.${field}`)}
              parse={parse(field)}
              inputMode={isNumeric.has(field) ? 'decimal' : 'text'}
              onWrite={(value) => void edits.setCells([{ itemId: item.id, field, value }])}
            />
          ))}
          <p className="mt-2 flex items-baseline justify-between gap-3 border-t border-line pt-2.5">
            <span className="text-muted">{t('items.column.line')}</span>
            <output className="text-md font-semibold tabular-nums">
              {line === null ? '—' : formatMoney(line, { currency, cents: true, locale })}
            </output>
          </p>
        </div>
      </DetailContext>
    </Dialog>
  )
}

/** A quantity that is none is told like any other number that is none. */
function parsed(
  field: ItemFieldName,
  text: string,
  locale: Parameters<typeof typedCell>[2],
): Parsed<string | number, FieldProblem> {
  const typed = typedCell(field, text, locale)
  if (typed.ok) return typed
  return { ok: false, problem: typed.problem === 'quantity' ? 'no_number' : typed.problem }
}
