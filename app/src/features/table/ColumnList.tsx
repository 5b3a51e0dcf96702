import { ChevronDown, ChevronUp } from 'lucide-react'
import { useTranslation } from '../../i18n/index.ts'
import { Button, Checkbox, IconButton } from '../../ui/index.ts'
import type { Column } from './model/columns.ts'
import { firstLayout, moved, ordered, shownOrHidden, type Layout } from './model/layout.ts'

export interface ColumnListProps {
  readonly all: readonly Column[]
  readonly layout: Layout
  readonly onLayout: (layout: Layout) => void
}

/** Which columns, in which order: one's own arrangement, nobody else sees it. */
export function ColumnList({ all, layout, onLayout }: ColumnListProps) {
  const { t } = useTranslation('table')
  const columns = ordered(all, layout)
  const hidden = new Set(layout.hidden)
  return (
    <div className="grid gap-1">
      <p className="px-1 text-sm text-muted">{t('columnsHint')}</p>
      <ul className="max-h-[50dvh] overflow-y-auto">
        {columns.map((column, index) => (
          <li key={column.id} className="flex items-center gap-1 rounded-md pl-1 hover:bg-hover">
            <Checkbox
              checked={column.id === 'title' || !hidden.has(column.id)}
              disabled={column.id === 'title'}
              onChange={(event) => onLayout(shownOrHidden(layout, column.id, event.target.checked))}
              className="min-w-0 flex-1 py-1"
            >
              {column.label}
            </Checkbox>
            <IconButton
              quiet
              size="sm"
              label={t('columnUp', { column: column.label })}
              disabled={index === 0}
              onClick={() => onLayout(moved(all, layout, column.id, columns[index - 1]?.id ?? null))}
            >
              <ChevronUp />
            </IconButton>
            <IconButton
              quiet
              size="sm"
              label={t('columnDown', { column: column.label })}
              disabled={index === columns.length - 1}
              onClick={() => onLayout(moved(all, layout, column.id, columns[index + 2]?.id ?? null))}
            >
              <ChevronDown />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button variant="plain" size="sm" onClick={() => onLayout(firstLayout)} className="justify-self-start">
        {t('columnsReset')}
      </Button>
    </div>
  )
}
