import { X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { announce, IconButton } from '../../ui/index.ts'
import type { Told } from './actions.ts'
import { useTable } from './context.ts'
import type { Trouble } from './model/plan.ts'

const mostShown = 100

/** What could not be written, a sentence for each cell; the rest was. A click on a line leads to its cell. */
export function Troubles({ told, onClose }: { readonly told: Told; readonly onClose: () => void }) {
  const { t } = useTranslation(['table', 'common'])
  const { grid } = useTable()
  const { troubles, cut, cells, what } = told
  const summary = [
    what === 'edit' ? null : t(`told.${what}`, { count: cells }),
    troubles.length === 0 || what === 'edit' ? null : t('told.refused', { count: troubles.length }),
    cut.rows > 0 ? t('told.cutRows', { count: cut.rows }) : null,
    cut.columns > 0 ? t('told.cutColumns', { count: cut.columns }) : null,
  ]
    .filter((part) => part !== null)
    .join(' ')
  const sentence = useSentence()
  const said = `${summary} ${troubles.slice(0, 3).map(sentence).join(' ')}`.trim()
  useEffect(() => announce(said), [told, said])
  if (troubles.length === 0 && cut.rows <= 0 && cut.columns <= 0) return null
  return (
    <section
      aria-label={t('told.label')}
      data-troubles
      className="flex-none border-t border-line bg-amber-weak px-4 py-2 text-amber"
    >
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 font-medium">{summary === '' ? t('told.lost') : summary}</p>
        <IconButton quiet size="sm" label={t('common:close')} onClick={onClose}>
          <X />
        </IconButton>
      </div>
      <ul className="max-h-28 overflow-y-auto text-sm">
        {troubles.slice(0, mostShown).map((trouble) => (
          <li key={`${trouble.cardId}.${trouble.column.id}`}>
            <button
              type="button"
              className="text-left hover:underline"
              onClick={() => {
                grid.goTo({ rowId: trouble.cardId, columnId: trouble.column.id })
                document.querySelector<HTMLElement>('[data-table]')?.focus()
              }}
            >
              {sentence(trouble)}
            </button>
          </li>
        ))}
        {troubles.length > mostShown ? <li>{t('told.more', { count: troubles.length - mostShown })}</li> : null}
      </ul>
    </section>
  )
}

function useSentence(): (trouble: Trouble) => string {
  const { t } = useTranslation('table')
  return ({ row, column, text, problem }) => {
    const reason = t(`wrong.${problem}`, { text: text.trim().slice(0, 40), column: column.label })
    return t('told.cell', { row, column: column.label, reason })
  }
}
