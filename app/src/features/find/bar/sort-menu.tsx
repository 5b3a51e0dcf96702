import { ArrowDownUp } from 'lucide-react'
import type { Sort } from '@mutirao/documents'
import { useTranslation } from '../../../i18n/index.ts'
import { IconButton, Menu, MenuChoices, MenuLabel, MenuSeparator } from '../../../ui/index.ts'
import type { Finding } from '../../../view/index.ts'

interface SortMenuProps {
  readonly finding: Finding
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
}

/** The order of what is shown: the list's own, or by a field. */
export function SortMenu({ finding, sort, onSort }: SortMenuProps) {
  const { t } = useTranslation('find')
  const fields = finding.sortable()
  const choose = (value: string) => {
    const by = fields.find((field) => field === value)
    onSort(by === undefined ? null : { by, descending: sort?.descending ?? false })
  }
  const label = sort === null ? t('sort') : `${t('sort')}: ${finding.label(sort.by)}`
  return (
    <Menu
      align="end"
      trigger={
        <IconButton quiet label={label} className={sort === null ? '' : 'bg-brand-weak text-brand'}>
          <ArrowDownUp />
        </IconButton>
      }
    >
      <MenuLabel>{t('sortBy')}</MenuLabel>
      <MenuChoices
        value={sort?.by ?? ''}
        onChange={choose}
        options={[
          { value: '', label: finding.ownOrder() },
          ...fields.map((field) => ({ value: field, label: finding.label(field) })),
        ]}
      />
      {sort === null ? null : (
        <>
          <MenuSeparator />
          <MenuChoices
            value={sort.descending ? 'down' : 'up'}
            onChange={(direction) => onSort({ ...sort, descending: direction === 'down' })}
            options={[
              { value: 'up', label: t('ascending') },
              { value: 'down', label: t('descending') },
            ]}
          />
        </>
      )}
    </Menu>
  )
}
