import { fault } from '@mutirao/documents'
import { clsx } from 'clsx'
import { Users } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import { lateComponent, useHotkeys, usePhone } from '../../../ui/index.ts'
import { useQuery, type ViewsPort } from '../../../view/index.ts'
import { useViews } from './use-views.ts'

const ActiveView = lateComponent(() => import('./active-view.tsx').then((module) => module.ActiveView))
const SaveView = lateComponent(() => import('./save-view.tsx').then((module) => module.SaveView))

export interface ViewTabsProps {
  readonly port: ViewsPort
}

/** Saved views as a row of tabs: everything first, what every such list has, then own and shared ones; what differs from the saved one is marked. */
export function ViewTabs({ port }: ViewTabsProps) {
  const { t } = useTranslation('find')
  const { asked, spelling, viewId, open } = useQuery()
  const views = useViews(port)
  const active = views.find((view) => view.id === viewId) ?? null
  const isModified = active !== null && active.query !== spelling
  const { standing } = port
  const isStanding = standing.some(({ query }) => query === asked)
  useHotkeys(
    [...standing, ...views].map((view) => ({
      keys: '',
      label: t('palette.view', { name: view.name }),
      run: () => open(view.query, 'shared' in view ? view.id : null),
    })),
  )
  // A phone has no room for a row that says nothing.
  if (usePhone() && views.length + standing.length === 0 && asked === '') return null
  return (
    <nav
      aria-label={t('views.label')}
      className="flex min-w-0 flex-1 items-center gap-0.5 overflow-x-auto phone:w-full phone:flex-none [scrollbar-width:none]"
    >
      <Tab current={active === null && asked === ''} onClick={() => open('', null)}>
        {t('views.all')}
      </Tab>
      {standing.map(({ id, name, query }) => (
        <Tab key={id} current={active === null && asked === query} onClick={() => open(query, null)}>
          {name}
        </Tab>
      ))}
      {views.map((view) => (
        <Tab key={view.id} current={view === active} onClick={() => open(view.query, view.id)}>
          {view.shared ? <Users aria-label={t('views.shared')} className="size-3 text-soft" /> : null}
          <span className="max-w-40 truncate">{view.name}</span>
          {view === active && isModified && !fault('VUE-3') ? (
            <>
              <span aria-hidden className="size-1.5 rounded-full bg-amber-ring" />
              <span className="sr-only">, {t('views.modified')}</span>
            </>
          ) : null}
        </Tab>
      ))}
      {active === null ? null : <ActiveView port={port} view={active} views={views} isModified={isModified} />}
      {active === null && asked !== '' && !isStanding ? <SaveView views={port} /> : null}
    </nav>
  )
}

interface TabProps {
  readonly current: boolean
  readonly onClick: () => void
  readonly children: React.ReactNode
}
function Tab({ current, onClick, children }: TabProps) {
  return (
    <button
      type="button"
      aria-current={current ? 'page' : undefined}
      onClick={onClick}
      className={clsx(
        'inline-flex h-[26px] shrink-0 items-center gap-1.5 rounded-md px-2 text-sm whitespace-nowrap transition-colors touch:h-11',
        current ? 'bg-hover font-medium text-text' : 'text-muted hover:bg-hover hover:text-text',
      )}
    >
      {children}
    </button>
  )
}
