import { getRouteApi, Outlet, useParams, useRouteContext } from '@tanstack/react-router'
import { createDoor, type Door, type Session } from '../engine/index.ts'
import { AccountsPage } from './accounts-page.tsx'
import { BoardPage } from './board-page.tsx'
import { SignedIn } from './signed-in.tsx'

const board = getRouteApi('/signed-in/funil/$boardId')
const account = getRouteApi('/signed-in/contas/$accountKey')

/** One door per session, and a session lives as long as the page. */
const doors = new WeakMap<Session, Door>()
function doorOf(session: Session): Door {
  const door = doors.get(session) ?? createDoor(session)
  doors.set(session, door)
  return door
}

export function SignedInPage() {
  const { session } = useRouteContext({ from: '__root__' })
  const { boardId } = useParams({ strict: false })
  return (
    <SignedIn door={doorOf(session)} boardId={boardId ?? null}>
      <Outlet />
    </SignedIn>
  )
}

export function BoardRoute() {
  const { boardId } = board.useParams()
  return <BoardPage key={boardId} boardId={boardId} search={board.useSearch()} />
}

export function AccountsRoute() {
  return <AccountsPage accountKey={null} />
}

export function AccountRoute() {
  const { accountKey } = account.useParams()
  return <AccountsPage accountKey={accountKey} />
}

export { FirstBoard } from './first-board.tsx'
export { WorkRoute } from './work-page.tsx'
