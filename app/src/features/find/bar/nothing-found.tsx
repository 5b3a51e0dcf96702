import { SearchX, X } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, EmptyState } from '../../../ui/index.ts'
import { cleared, useQuery, type Finding } from '../../../view/index.ts'
import { useFound } from './found.ts'

/** Over the list while nothing passes: says so, and leads out. */
export function NothingFound({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation('find')
  const { setQuery } = useQuery()
  const counts = useFound(finding)
  if (!finding.isFiltered || counts.visible > 0 || counts.all === 0) return null
  return (
    <div className="pointer-events-none absolute inset-x-0 top-56 flex">
      <div className="pointer-events-auto m-auto rounded-xl bg-surface shadow-1">
        <EmptyState
          icon={<SearchX />}
          title={t('nothing.title')}
          action={
            <Button variant="primary" icon={<X />} onClick={() => setQuery(cleared)}>
              {t('clear')}
            </Button>
          }
        >
          {finding.say.nothing()}
        </EmptyState>
      </div>
    </div>
  )
}
