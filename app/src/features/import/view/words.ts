/** Small helpers the import's views share: names of columns and counts as people read them. */
import { useTranslation, formatNumber } from '../../../i18n/index.ts'
import type { ColumnSummary } from '../plan/describe.ts'

/** The header as it stands in the file, or "Coluna 3". */
export function useColumnName(columns: readonly ColumnSummary[]): (column: number | null) => string {
  const { t } = useTranslation('importing')
  return (column) => {
    if (column === null) return t('problems.wholeRow')
    const header = columns[column]?.header ?? ''
    return header === '' ? t('columns.unnamed', { number: column + 1 }) : header
  }
}

/** What a counted phrase needs: the number for the plural form and as it is written. */
export const counted = (count: number) => ({ count, formatted: formatNumber(count) })
