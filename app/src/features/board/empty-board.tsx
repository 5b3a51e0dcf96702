import { FileUp, Plus, Sparkles } from 'lucide-react'
import { useTranslation } from '../../i18n/index.ts'
import { Button, EmptyState } from '../../ui/index.ts'

/** A board with stages and no card yet: says what it is for. */
export function EmptyBoard({ onAdd, onImport }: { readonly onAdd: () => void; readonly onImport: () => void }) {
  const { t } = useTranslation(['board', 'common'])
  return (
    <div className="pointer-events-none absolute inset-x-0 top-40 flex phone:top-60 phone:px-3.5">
      <div className="pointer-events-auto m-auto rounded-xl bg-surface shadow-1">
        <EmptyState
          icon={<Sparkles />}
          title={t('empty.title')}
          action={
            <>
              <Button variant="primary" icon={<Plus />} onClick={onAdd}>
                {t('newCard')}
              </Button>
              <Button icon={<FileUp />} onClick={onImport}>
                {t('importCsv')}
              </Button>
            </>
          }
        >
          {t('empty.text')}
        </EmptyState>
      </div>
    </div>
  )
}
