import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useRouter,
} from '@tanstack/react-router'
import type { Session } from '../engine/session.ts'
import { Setup, SignIn } from '../features/session/index.ts'
import { Problem } from '../shell/problem.tsx'
import { useGo } from './go.ts'
import { NotFound } from './not-found.tsx'
import { readBoardSearch, readSearch, textParam, writeSearch } from './search.ts'

interface RouterContext {
  readonly session: Session
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
  const go = useGo()
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
      onDone={() => (de === undefined ? go({ to: '/funil' }) : router.history.push(de))}
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
  const go = useGo()
  const { token } = setup.useSearch()
  return <Setup token={token ?? null} onDone={() => go({ to: '/funil' })} onSignIn={() => go({ to: '/entrar' })} />
}

/** Everything behind the door is one chunk of its own: the sign-in page does not wait for it. */
const behindTheDoor = () => import('./signed-in-pages.tsx')
/** Fetches the signed-in part ahead of its first render; a failure shows up there. */
export const prefetchSignedIn = (): Promise<void> =>
  behindTheDoor().then(
    () => undefined,
    () => undefined,
  )

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: lazyRouteComponent(behindTheDoor, 'SignedInPage'),
})
const pipeline = createRoute({
  getParentRoute: () => signedIn,
  path: '/funil',
  component: lazyRouteComponent(behindTheDoor, 'FirstBoard'),
})
const board = createRoute({
  getParentRoute: () => signedIn,
  path: '/funil/$boardId',
  validateSearch: readBoardSearch,
  component: lazyRouteComponent(behindTheDoor, 'BoardRoute'),
})

const work = createRoute({
  getParentRoute: () => signedIn,
  path: '/meu-trabalho',
  component: lazyRouteComponent(behindTheDoor, 'WorkRoute'),
})
const accounts = createRoute({
  getParentRoute: () => signedIn,
  path: '/contas',
  component: lazyRouteComponent(behindTheDoor, 'AccountsRoute'),
})
const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/contas/$accountKey',
  component: lazyRouteComponent(behindTheDoor, 'AccountRoute'),
})
const inspector = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/historico',
  validateSearch: (search): { readonly quadro?: string } => {
    const asked = textParam(search['quadro'])
    return asked === undefined ? {} : { quadro: asked }
  },
  component: lazyRouteComponent(() => import('./inspector-page.tsx')),
})

const tree = root.addChildren([
  home,
  signIn,
  setup,
  signedIn.addChildren([pipeline, board, work, accounts, account, inspector]),
])

export function makeRouter(context: RouterContext) {
  return createRouter({
    routeTree: tree,
    context,
    defaultErrorComponent: Problem,
    defaultPreload: false,
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    scrollRestoration: false,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    readonly router: ReturnType<typeof makeRouter>
  }
}
