import { ArrowDownUp } from 'lucide-react'
import type { BoardSort, FilterField } from '@mutirao/documents'
import { useTranslation } from '../../../i18n/index.ts'
import { IconButton, Menu, MenuChoices, MenuLabel, MenuSeparator } from '../../../ui/index.ts'
import type { VisibleBoard } from '../../../view/index.ts'
import { fieldLabel } from './words.ts'

const sortable: readonly FilterField[] = [
  'value',
  'closeOn',
  'nextActivityOn',
  'title',
  'account',
  'owner',
  'createdOn',
  'source',
]

interface SortMenuProps {
  readonly board: VisibleBoard
  readonly sort: BoardSort | null
  readonly onSort: (sort: BoardSort | null) => void
}

/** The order of the cards: by hand, or by a field. */
export function SortMenu({ board, sort, onSort }: SortMenuProps) {
  const { t } = useTranslation('find')
  const fields = [...sortable, ...board.base.fields().map(({ id }): FilterField => `field:${id}`)]
  const choose = (value: string) => {
    const by = fields.find((field) => field === value)
    onSort(by === undefined ? null : { by, descending: sort?.descending ?? false })
  }
  const label = sort === null ? t('sort') : `${t('sort')}: ${fieldLabel(board.base, sort.by)}`
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
          { value: '', label: t('sortManual') },
          ...fields.map((field) => ({ value: field, label: fieldLabel(board.base, field) })),
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
