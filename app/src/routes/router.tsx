/** Which page stands at which place. Everything behind the door is one chunk: the sign-in page does not wait for it. */
import { Suspense, type ComponentType, type ReactNode } from 'react'
import { ProblemBoundary } from '../shell/problem.tsx'
import type { Path } from './addresses.ts'
import { RouterProvider, useHere } from './routing/react.tsx'
import type { Router } from './routing/router.ts'
import { withWords } from '../i18n/index.ts'
import { latePart, lazyPart, prefetchedPart } from '../ui/index.ts'

const behindTheDoor = latePart(() => import('./signed-in-pages.tsx'))
type Behind = Awaited<ReturnType<typeof behindTheDoor.load>>
const atTheDoor = () => import('./sign-in-pages.tsx')

/** Fetches the signed-in part ahead of its first render; a failure shows up there. */
export const prefetchSignedIn = (): Promise<void> =>
  behindTheDoor.load().then(
    () => undefined,
    () => undefined,
  )

const inside = (name: keyof Behind): ComponentType<{ readonly children?: ReactNode }> =>
  prefetchedPart(behindTheDoor, (module) => module[name] as ComponentType<{ readonly children?: ReactNode }>)

const SignedIn = inside('SignedInPage')
const purchase = withWords(() => import('./purchase-pages.tsx'))
const NotFound = lazyPart(() => import('./not-found.tsx'))

interface Place {
  readonly Page: ComponentType
  /** Before signing in: without the frame. */
  readonly outside?: true
}
const places: Record<Path, Place> = {
  '/entrar': { Page: lazyPart(() => atTheDoor().then(({ SignInPage }) => ({ default: SignInPage }))), outside: true },
  '/comecar': { Page: lazyPart(() => atTheDoor().then(({ SetupPage }) => ({ default: SetupPage }))), outside: true },
  '/funil': { Page: inside('FirstBoard') },
  '/funil/$boardId': { Page: inside('BoardRoute') },
  '/meu-trabalho': { Page: inside('WorkRoute') },
  '/contas': { Page: inside('AccountsRoute') },
  '/contas/$accountKey': { Page: inside('AccountRoute') },
  '/solicitacoes': { Page: lazyPart(() => purchase().then(({ FirstList }) => ({ default: FirstList }))) },
  '/solicitacoes/$listId': { Page: lazyPart(() => purchase().then(({ ListRoute }) => ({ default: ListRoute }))) },
  '/aprovacoes': { Page: lazyPart(() => purchase().then(({ ApprovalsRoute }) => ({ default: ApprovalsRoute }))) },
  '/avisos': { Page: lazyPart(withWords(() => import('./notices-page.tsx'))) },
  '/aprovar': { Page: lazyPart(withWords(() => import('./approve-page.tsx'))), outside: true },
  '/admin/historico': { Page: lazyPart(withWords(() => import('./inspector-page.tsx'))) },
  '/_design': { Page: lazyPart(() => import('./design-page.tsx')), outside: true },
}

export function App({ router }: { readonly router: Router }) {
  return (
    <RouterProvider router={router}>
      <ProblemBoundary>
        <Suspense fallback={null}>
          <Here />
        </Suspense>
      </ProblemBoundary>
    </RouterProvider>
  )
}

function Here() {
  const { path } = useHere()
  if (path === null) return <NotFound />
  const { Page, outside } = places[path]
  return outside === true ? (
    <Page />
  ) : (
    <SignedIn>
      <Page />
    </SignedIn>
  )
}
