import type { ReactNode } from 'react'
import { createDoor, useSession, type Door, type Session } from '../engine/index.ts'
import { AccountsPage } from './accounts-page.tsx'
import { BoardPage } from './board-page.tsx'
import { useAddress, useHere } from './routing/react.tsx'
import { SignedIn } from './signed-in.tsx'

/** One door per session, and a session lives as long as the page. */
const doors = new WeakMap<Session, Door>()
function doorOf(session: Session): Door {
  const door = doors.get(session) ?? createDoor(session)
  doors.set(session, door)
  return door
}

export function SignedInPage({ children }: { readonly children: ReactNode }) {
  const session = useSession()
  const { boardId } = useHere().params
  return (
    <SignedIn door={doorOf(session)} boardId={boardId ?? null}>
      {children}
    </SignedIn>
  )
}

export function BoardRoute() {
  const { params, search } = useAddress('/funil/$boardId')
  return <BoardPage key={params.boardId} boardId={params.boardId} search={search} />
}

export function AccountsRoute() {
  return <AccountsPage accountKey={null} />
}

export function AccountRoute() {
  const { accountKey } = useAddress('/contas/$accountKey').params
  return <AccountsPage accountKey={accountKey} />
}

export { FirstBoard } from './first-board.tsx'
export { WorkRoute } from './work-page.tsx'
