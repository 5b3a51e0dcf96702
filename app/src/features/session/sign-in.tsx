import { isMutiraoError, type ErrorCode } from '@mutirao/documents'
import { useEffect, useLayoutEffect, useState, type FormEvent } from 'react'
import { call, isRecord } from '../../engine/http.ts'
import { useSession } from '../../engine/session-react.tsx'
import { useTranslation, words } from '../../i18n/index.ts'
import { Avatar, Button, Field, Input, paintPeople } from '../../ui/index.ts'
import { Front } from './front.tsx'

export interface SignInProps {
  /** Why the person stands here, when it was not their own wish. */
  readonly reason: 'ended' | 'offline' | null
  /** Known from the last time on this device. */
  readonly email?: string
  readonly onDone: () => void
}

/** The door. In the demo the people of the team stand beside it: one click each. */
export function SignIn({ reason, email: knownEmail = '', onDone }: SignInProps) {
  const { t } = useTranslation('session')
  const session = useSession()
  const info = useSessionInfo()
  const [email, setEmail] = useState(knownEmail)
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const enter = async (as: string, secret: string) => {
    setBusy(as)
    setProblem(null)
    try {
      await session.signIn(as, secret)
      onDone()
    } catch (error) {
      setProblem(explain(error))
      setBusy(null)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // `enter` handles its own failures.
    void enter(email.trim(), password)
  }
  const notice =
    reason === 'ended'
      ? t('ended')
      : reason === 'offline'
        ? t('offline')
        : info.needsSetup
          ? t('needsSetup')
          : info.phone
            ? words.t('session:phone')
            : null
  return (
    <Front title={t('title')} lead={t('lead')}>
      {notice === null ? null : <p className="mb-4 rounded-lg bg-amber-weak px-3 py-2 text-amber">{notice}</p>}
      <form onSubmit={submit} className="grid gap-3" noValidate>
        <Field label={t('email')}>
          {(control) => (
            <Input
              {...control}
              type="email"
              name="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('password')} error={problem}>
          {(control) => (
            <Input
              {...control}
              type="password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button
          variant="primary"
          type="submit"
          busy={busy === email.trim()}
          disabled={busy !== null || email.trim() === '' || password === ''}
          className="mt-1"
        >
          {busy === email.trim() ? t('signingIn') : t('signIn')}
        </Button>
      </form>
      {info.demo ? <DemoPeople demo={info.demo} busy={busy} onEnter={(as, secret) => void enter(as, secret)} /> : null}
    </Front>
  )
}

interface Demo {
  readonly password: string
  readonly people: readonly {
    readonly id: string
    readonly name: string
    readonly email: string
    readonly role: string
  }[]
}

function DemoPeople({
  demo,
  busy,
  onEnter,
}: {
  readonly demo: Demo
  readonly busy: string | null
  readonly onEnter: (email: string, password: string) => void
}) {
  const { t } = useTranslation(['session', 'common'])
  // They joined in this order: the colours they have inside.
  useLayoutEffect(() => paintPeople(demo.people.map(({ id }, seat) => ({ id, seat }))), [demo])
  const roleName = (role: string) =>
    role === 'admin' || role === 'manager' || role === 'editor' || role === 'viewer' ? t(`common:role.${role}`) : role
  return (
    <section className="mt-6 border-t border-line pt-5" aria-label={t('demo.title')}>
      <h2>{t('demo.title')}</h2>
      <p className="mt-0.5 mb-3 text-muted">{t('demo.text')}</p>
      <ul className="grid grid-cols-2 gap-1.5">
        {demo.people.map((person) => (
          <li key={person.email}>
            <button
              type="button"
              disabled={busy !== null}
              aria-busy={busy === person.email}
              onClick={() => onEnter(person.email, demo.password)}
              className="flex min-h-11 w-full items-center gap-2 rounded-lg px-2 py-1.5 text-left shadow-[inset_0_0_0_1px_var(--line)] transition-colors hover:bg-hover disabled:opacity-60 aria-busy:bg-brand-weak"
            >
              <Avatar id={person.id} name={person.name} decorative />
              <span className="min-w-0">
                <span className="block truncate font-medium">
                  <span className="sr-only">{t('demo.enterAs')} </span>
                  {person.name}
                </span>
                <span className="block truncate text-xs text-muted">{roleName(person.role)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface SessionInfo {
  readonly demo: Demo | null
  readonly needsSetup: boolean
  /** The address opened for phones: entered by its code, not here. */
  readonly phone: boolean
}
const unknownInfo: SessionInfo = { demo: null, needsSetup: false, phone: false }

/** What this server offers before anybody is signed in; nothing special when it does not say. */
function useSessionInfo(): SessionInfo {
  const [info, setInfo] = useState(unknownInfo)
  useEffect(() => {
    let current = true
    call('/api/session-info').then(
      (answer) => (current ? setInfo(readInfo(answer)) : undefined),
      // Not offered, or the server is away: the form alone is enough.
      (error: unknown) =>
        current && isMutiraoError(error, 'forbidden') ? setInfo({ ...unknownInfo, phone: true }) : undefined,
    )
    return () => {
      current = false
    }
  }, [])
  return info
}

function readInfo(answer: unknown): SessionInfo {
  if (!isRecord(answer)) return unknownInfo
  const demo = isRecord(answer['demo']) ? answer['demo'] : null
  const people = Array.isArray(demo?.['people']) ? (demo['people'] as unknown[]).filter(isRecord) : []
  const password = demo?.['password']
  return {
    phone: false,
    needsSetup: answer['needsSetup'] === true,
    demo:
      typeof password === 'string' && people.length > 0
        ? {
            password,
            people: people.map((one) => ({
              id: String(one['id']),
              name: String(one['name']),
              email: String(one['email']),
              role: String(one['role']),
            })),
          }
        : null,
  }
}

/** The sentence for a failed sign-in. */
function explain(error: unknown): string {
  if (!isMutiraoError(error)) return words.t('session:unknown')
  const wait = error.retryAfterSeconds
  if (wait !== undefined && wait > 0) return words.t('session:waitSeconds', { count: Math.ceil(wait) })
  const wrong: readonly ErrorCode[] = ['wrong_credentials', 'invalid_request', 'unauthenticated']
  if (wrong.includes(error.code)) return words.t('session:wrong')
  if (error.code === 'forbidden') return words.t('session:phone')
  if (error.code === 'unreachable') return words.t('session:offline')
  if (error.code === 'not_found') return words.t('session:noWorkspace')
  return words.t('session:unknown')
}
