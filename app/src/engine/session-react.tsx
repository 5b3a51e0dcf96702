import { createContext, use, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import type { Role } from '@mutirao/documents'
import type { Person, Session, SessionState, Workspace } from './session.ts'

/*
 * The session for components. Apart from react.tsx, so that the sign-in page does not wait for the sync engine's code.
 */
const SessionContext = createContext<Session | null>(null)

export function SessionProvider({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>
}

export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession outside SessionProvider')
  return session
}
export function useSessionState(): SessionState {
  const session = useSession()
  return useSyncExternalStore(session.subscribe, session.state)
}

export interface Me extends Person {
  readonly workspace: Workspace
  readonly role: Role
}
/** The signed-in person; only inside the signed-in part of the app. */
export function useMe(): Me {
  const state = useSessionState()
  if (state.kind !== 'signed-in') throw new Error('useMe outside the signed-in part of the app')
  const { person, workspace } = state
  return useMemo(() => ({ ...person, workspace, role: workspace.role }), [person, workspace])
}
