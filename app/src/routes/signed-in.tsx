import { useEffect, useMemo, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { EngineProvider, useEngine, useSessionState, type Door } from '../engine/index.ts'
import { PaletteHost } from '../features/find/index.ts'
import { useTranslation } from '../i18n/index.ts'
import { Skeleton } from '../ui/index.ts'
import { ProblemBoundary } from '../shell/problem.tsx'
import { Shell } from '../shell/shell.tsx'
import { AccountLinksProvider } from '../view/account-links.tsx'
import { useAccountPlaces } from './account-places.ts'
import { Guide } from './guide.tsx'
import { useGo } from './go.ts'
import { lastBoard } from './last-board.ts'
import { usePages } from './pages.tsx'
import { PageContext, type PageControls } from './page-context.ts'
import { useHere, useRouter } from './routing/react.tsx'

export interface SignedInProps {
  readonly door: Door
  readonly boardId: string | null
  readonly children: ReactNode
}

/** The gate: a remembered person goes in at once, also offline; a stranger goes to the door and comes back here. */
export function SignedIn({ door, boardId, children }: SignedInProps) {
  const state = useSessionState()
  const engine = useSyncExternalStore(door.subscribe, door.engine)
  const here = useHere().href
  if (state.kind === 'signed-out') return <ToTheDoor here={here} />
  if (state.kind === 'starting' || !engine) return <Starting />
  return (
    <EngineProvider engine={engine} key={`${engine.userId}.${engine.workspaceId}`}>
      <Frame door={door} boardId={boardId} here={here}>
        {children}
      </Frame>
    </EngineProvider>
  )
}

function Frame({ door, boardId, here, children }: SignedInProps & { readonly here: string }) {
  const go = useGo()
  const router = useRouter()
  const boardHref = (id: string) =>
    id === '' ? '/funil' : router.href({ to: '/funil/$boardId', params: { boardId: id } })
  const onBoard = (id: string) => go(id === '' ? { to: '/funil' } : { to: '/funil/$boardId', params: { boardId: id } })
  const pages = usePages(here)
  const workspaceId = useEngine().workspaceId
  const onPerson = (userId: string) => {
    const target = boardId ?? lastBoard(workspaceId)
    go(
      target === null
        ? { to: '/funil' }
        : { to: '/funil/$boardId', params: { boardId: target }, search: { dono: userId } },
    )
  }
  const { links } = useAccountPlaces()
  return (
    <Shell
      door={door}
      boardId={boardId}
      boardHref={boardHref}
      onBoard={onBoard}
      pages={pages}
      guide={<Guide boardId={boardId} />}
    >
      {(controls) => (
        <Controls {...controls} onSignIn={() => go({ to: '/entrar', search: { de: here } })}>
          <AccountLinksProvider value={links}>
            <ProblemBoundary key={boardId}>{children}</ProblemBoundary>
          </AccountLinksProvider>
          <PaletteHost
            boardId={boardId}
            pages={pages}
            onBoard={onBoard}
            onCard={(id, card, place) =>
              go({
                to: '/funil/$boardId',
                params: { boardId: id },
                search: place === 'comments' ? { card, aba: 'comentarios' } : { card },
              })
            }
            onPerson={onPerson}
          />
        </Controls>
      )}
    </Shell>
  )
}

function Controls({ children, onShortcuts, onNewBoard, onSignIn }: PageControls & { readonly children: ReactNode }) {
  const value = useMemo(() => ({ onShortcuts, onNewBoard, onSignIn }), [onShortcuts, onNewBoard, onSignIn])
  return <PageContext value={value}>{children}</PageContext>
}

/** Goes once: the router's own redirecting component would go again at every render on the way. */
function ToTheDoor({ here }: { readonly here: string }) {
  const go = useGo()
  const from = useRef(here)
  useEffect(() => {
    const search = from.current === '/funil' ? {} : { de: from.current }
    go({ to: '/entrar', search, replace: true })
  }, [go])
  return null
}

/** Only for the moment in which nothing is remembered and the server has not answered. */
function Starting() {
  const { t } = useTranslation()
  return (
    <output className="flex h-full">
      <span className="sr-only">{t('loading')}</span>
      <Skeleton className="h-full w-[216px] rounded-none phone:hidden" />
      <span className="flex-1 p-4">
        <Skeleton className="h-6 w-48" />
      </span>
    </output>
  )
}
