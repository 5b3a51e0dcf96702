import type { ReactNode } from 'react'
import type { Phase } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { lateComponent, Skeleton } from '../../ui/index.ts'

const NoBoard = lateComponent(() => import('./no-board.tsx').then((module) => module.NoBoard))

/** Header of a board about which nothing is known but the status of the connection; a name is promised only while one may come. */
export function BareHeader({ status, opening }: { readonly status: ReactNode; readonly opening: boolean }) {
  return (
    <header className="flex min-h-[49px] items-center gap-2.5 border-b border-line px-4 py-2 phone:pt-[calc(8px+env(safe-area-inset-top))]">
      {opening ? <Skeleton className="h-5 w-44" /> : null}
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
  const { t } = useTranslation('common')
  return phase === 'opening' ? <BoardSkeleton label={t('loading')} /> : <NoBoard phase={phase} onOther={onOther} />
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
