import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  useNavigate,
  useRouter,
  useRouterState,
} from '@tanstack/react-router'
import type { Door, Session } from '../engine/index.ts'
import { Setup, SignIn } from '../features/session/index.ts'
import { Problem } from '../shell/problem.tsx'
import { BoardPage, FirstBoard } from './board-page.tsx'
import { NotFound } from './not-found.tsx'
import { readBoardSearch, textParam } from './search.ts'
import { SignedIn } from './signed-in.tsx'

interface RouterContext {
  readonly session: Session
  readonly door: Door
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFound })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => redirect({ to: '/funil', throw: true }),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/entrar',
  validateSearch: (search): { readonly de?: string } => {
    const from = textParam(search['de'])
    // Only places of our own: an address from outside must not send anybody elsewhere after signing in.
    return from !== undefined && /^\/(?!\/)/.test(from) ? { de: from } : {}
  },
  component: SignInPage,
})

function SignInPage() {
  const navigate = useNavigate()
  const router = useRouter()
  const { session } = root.useRouteContext()
  const { de } = signIn.useSearch()
  const state = session.state()
  const reason =
    state.kind === 'signed-out' && !state.reachable ? 'offline' : state.kind === 'signed-in' ? 'ended' : null
  return (
    <SignIn
      reason={reason}
      {...(state.kind === 'signed-in' ? { email: state.person.email } : {})}
      onDone={() => (de === undefined ? void navigate({ to: '/funil' }) : router.history.push(de))}
    />
  )
}

const setup = createRoute({
  getParentRoute: () => root,
  path: '/comecar',
  validateSearch: (search): { readonly token?: string } => {
    const token = textParam(search['token'])
    return token === undefined ? {} : { token }
  },
  component: SetupPage,
})

function SetupPage() {
  const navigate = useNavigate()
  const { token } = setup.useSearch()
  return (
    <Setup
      token={token ?? null}
      onDone={() => void navigate({ to: '/funil' })}
      onSignIn={() => void navigate({ to: '/entrar' })}
    />
  )
}

const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedInPage })

function SignedInPage() {
  const { door } = root.useRouteContext()
  const boardId = useRouterState({
    select: (state) =>
      state.matches.flatMap((match) => textParam((match.params as { boardId?: unknown }).boardId) ?? [])[0],
  })
  return (
    <SignedIn door={door} boardId={boardId ?? null}>
      <Outlet />
    </SignedIn>
  )
}

const pipeline = createRoute({ getParentRoute: () => signedIn, path: '/funil', component: FirstBoard })

const board = createRoute({
  getParentRoute: () => signedIn,
  path: '/funil/$boardId',
  validateSearch: readBoardSearch,
  component: BoardRoute,
})

function BoardRoute() {
  const { boardId } = board.useParams()
  return <BoardPage key={boardId} boardId={boardId} search={board.useSearch()} />
}

const tree = root.addChildren([home, signIn, setup, signedIn.addChildren([pipeline, board])])

export function makeRouter(context: RouterContext) {
  return createRouter({
    routeTree: tree,
    context,
    defaultErrorComponent: Problem,
    defaultPreload: false,
    scrollRestoration: false,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    readonly router: ReturnType<typeof makeRouter>
  }
}
