import { Suspense, useEffect, useLayoutEffect, useState, type ReactNode } from 'react'
import { useEngine, useFlight, usePeople } from '../engine/index.ts'
import { useTranslation } from '../i18n/index.ts'
import { lateComponent, lazyPart, paintPeople, Toaster, useHotkey, usePhone } from '../ui/index.ts'
import { BottomBar } from './bottom-bar.tsx'
import { Sidebar, type NavigationProps } from './sidebar.tsx'
import { useEngineToasts } from './engine-toasts.ts'

const FlightBar = lateComponent(() => import('./flight-bar.tsx').then((module) => module.FlightBar))
const NewBoard = lazyPart(() => import('./new-board.tsx'))
const Shortcuts = lateComponent(() => import('./shortcuts.tsx').then((module) => module.default))

export interface ShellProps extends Pick<NavigationProps, 'door' | 'boardId' | 'boardHref' | 'onBoard' | 'pages'> {
  /** A line over every screen, under that of the airplane test. */
  readonly guide?: ReactNode
  readonly children: (controls: { readonly onShortcuts: () => void; readonly onNewBoard: () => void }) => ReactNode
}

/** What stands around every screen: navigation, toasts, the keyboard sheet. */
export function Shell({ children, guide, ...navigation }: ShellProps) {
  const { t } = useTranslation(['shell', 'board', 'common'])
  const phone = usePhone()
  const [open, setOpen] = useState<'none' | 'shortcuts' | 'new-board'>('none')
  useEngineToasts()
  usePeopleColors()
  useLeaveGuard()
  const onShortcuts = () => setOpen('shortcuts')
  const onNewBoard = () => setOpen('new-board')
  useHotkey({ keys: '?', label: t('board:keys.sheet'), run: onShortcuts })
  const bars = { ...navigation, onShortcuts, onNewBoard }
  return (
    <div
      style={{ '--bottom-bar': phone ? '56px' : '0px' } as React.CSSProperties}
      className="flex h-dvh flex-col overflow-hidden wide:flex-row"
    >
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-brand px-3 py-2 font-medium text-on-brand focus:translate-y-0"
      >
        {t('skip')}
      </a>
      {phone ? null : <Sidebar {...bars} />}
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Flight />
        {guide}
        <main id="content" tabIndex={-1} className="relative min-h-0 min-w-0 flex-1">
          {children({ onShortcuts, onNewBoard })}
        </main>
      </div>
      {phone ? <BottomBar {...bars} /> : null}
      <Toaster label={t('common:notices')} closeLabel={t('common:close')} />
      <Suspense fallback={null}>
        {open === 'shortcuts' ? <Shortcuts onClose={() => setOpen('none')} /> : null}
        {open === 'new-board' ? (
          <NewBoard
            onClose={() => setOpen('none')}
            onMade={(boardId) => {
              setOpen('none')
              navigation.onBoard(boardId)
            }}
          />
        ) : null}
      </Suspense>
    </div>
  )
}

/** The line over every screen while the network of this tab is cut, and after landing until the receipt was read. */
function Flight() {
  const state = useFlight()
  return state.kind === 'ground' && state.receipt === null ? null : <FlightBar />
}

/** Before anything of them is painted, and again when somebody joins. */
function usePeopleColors() {
  const { members } = usePeople()
  useLayoutEffect(() => paintPeople(members.values()), [members])
}

/** The browser's question only when an edit is neither on this device nor at the server. */
function useLeaveGuard() {
  const { client } = useEngine()
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (client.unsafeToLeave()) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [client])
}
