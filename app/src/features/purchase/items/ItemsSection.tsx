import type { RequestSnapshot } from '@mutirao/documents'
import { Download, Ellipsis, Upload } from 'lucide-react'
import { useRef } from 'react'
import { useRequestEdits, type RequestDetailView } from '../../../engine/purchase/index.ts'
import { useLocale, useTranslation } from '../../../i18n/index.ts'
import { IconButton, Menu, MenuItem, toast, usePhone } from '../../../ui/index.ts'
import { ItemsGrid } from './ItemsGrid.tsx'
import { ItemsList } from './ItemsList.tsx'

export interface ItemsSectionProps {
  readonly listId: string
  readonly request: RequestSnapshot
  readonly detail: RequestDetailView
  readonly currency: string
  readonly readOnly: boolean
}

export function ItemsSection({ listId, request, detail, currency, readOnly }: ItemsSectionProps) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
  const Items = usePhone() ? ItemsList : ItemsGrid
  const edits = useRequestEdits(listId, request.id)
  const picker = useRef<HTMLInputElement>(null)
  const items = detail.details?.items() ?? []
  const take = async (file: File) => {
    const { importItems } = await import('./item-files.ts')
    const { message, tone } = await importItems(file, edits, locale)
    toast({ message, tone, key: 'items' })
  }
  const save = async (format: 'xlsx' | 'csv-br') => {
    const { exportItems } = await import('./item-files.ts')
    exportItems(items, { title: request.title, currency, format })
  }
  const failed = () => toast({ message: t('items.fileFailed'), tone: 'warning', key: 'items' })
  return (
    <section aria-label={t('items.title')} className="border-t border-line px-5 py-3">
      <div className="mb-1 flex min-h-7 items-center gap-2.5">
        <h3>{t('items.title')}</h3>
        <span className="text-soft">{items.length}</span>
        <span className="ml-auto">
          <Menu
            align="end"
            trigger={
              <IconButton label={t('items.actions')} quiet>
                <Ellipsis />
              </IconButton>
            }
          >
            {readOnly ? null : (
              <MenuItem icon={<Upload />} onSelect={() => picker.current?.click()}>
                {t('items.import')}
              </MenuItem>
            )}
            <MenuItem icon={<Download />} onSelect={() => void save('xlsx').catch(failed)}>
              {t('items.exportXlsx')}
            </MenuItem>
            <MenuItem icon={<Download />} onSelect={() => void save('csv-br').catch(failed)}>
              {t('items.exportCsv')}
            </MenuItem>
          </Menu>
        </span>
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,.xlsx"
        aria-label={t('items.import')}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          // The same file may be picked again.
          event.target.value = ''
          if (file) void take(file).catch(failed)
        }}
      />
      <Items items={items} currency={currency} readOnly={readOnly} edits={edits} />
    </section>
  )
}
