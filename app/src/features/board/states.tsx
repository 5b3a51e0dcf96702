import { fault } from '@mutirao/documents'
import { CloudOff, FileUp, Lock, Plus, Sparkles, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Phase } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { Button, EmptyState, Skeleton } from '../../ui/index.ts'

/** Header of a board about which nothing is known but the status of the connection. */
export function BareHeader({ status }: { readonly status: ReactNode }) {
  return (
    <header className="flex min-h-[49px] items-center gap-2.5 border-b border-line px-4 py-2 phone:pt-[calc(8px+env(safe-area-inset-top))]">
      <Skeleton className="h-5 w-44" />
      <span className="flex-1" />
      {status}
    </header>
  )
}

/** What stands where the board would be. */
export function BoardState({
  phase,
  onOther,
}: {
  readonly phase: Exclude<Phase, 'ready' | 'projected'>
  readonly onOther: () => void
}) {
  const { t } = useTranslation(['board', 'common'])
  const other = <Button onClick={onOther}>{t('denied.action')}</Button>
  switch (phase) {
    case 'opening':
      return <BoardSkeleton label={t('common:loading')} />
    case 'never-loaded':
      return (
        <EmptyState icon={<CloudOff />} title={t('neverLoaded.title')}>
          {t('neverLoaded.text')}
        </EmptyState>
      )
    case 'forbidden':
      return (
        <EmptyState icon={<Lock />} title={t('denied.title')} action={other}>
          {t('denied.text')}
        </EmptyState>
      )
    case 'gone':
      return (
        <EmptyState icon={<Trash2 />} title={fault('APP-38') ? t('denied.title') : t('denied.gone')} action={other}>
          {t('denied.goneText')}
        </EmptyState>
      )
  }
}

function BoardSkeleton({ label }: { readonly label: string }) {
  return (
    <output className="flex min-h-0 flex-1 gap-2.5 overflow-hidden px-4 pt-3">
      <span className="sr-only">{label}</span>
      {[5, 4, 3, 2].map((cards) => (
        <div key={cards} className="w-[272px] flex-none phone:w-full">
          <Skeleton className="mb-1.5 ml-1 h-4 w-28" />
          <Skeleton className="mb-3 ml-1 h-3 w-40" />
          {Array.from({ length: cards }, (_, index) => (
            <Skeleton key={index} className="mb-1.5 h-[78px] rounded-lg" />
          ))}
        </div>
      ))}
    </output>
  )
}

/** A board with stages and no card yet: says what it is for. */
export function EmptyBoard({ onAdd, onImport }: { readonly onAdd: () => void; readonly onImport: () => void }) {
  const { t } = useTranslation(['board', 'common'])
  return (
    <div className="pointer-events-none absolute inset-x-0 top-40 flex">
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
