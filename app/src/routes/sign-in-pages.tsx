import { useSession } from '../engine/session-react.tsx'
import { Setup, SignIn } from '../features/session/index.ts'
import { useGo } from './go.ts'
import { useAddress, useRouter } from './routing/react.tsx'

export function SignInPage() {
  const router = useRouter()
  const state = useSession().state()
  const { de } = useAddress('/entrar').search
  const reason =
    state.kind === 'signed-out' && !state.reachable ? 'offline' : state.kind === 'signed-in' ? 'ended' : null
  return (
    <SignIn
      reason={reason}
      {...(state.kind === 'signed-in' ? { email: state.person.email } : {})}
      onDone={() => router.goTo(de ?? '/funil')}
    />
  )
}

export function SetupPage() {
  const go = useGo()
  const { token } = useAddress('/comecar').search
  return <Setup token={token ?? null} onDone={() => go({ to: '/funil' })} onSignIn={() => go({ to: '/entrar' })} />
}
