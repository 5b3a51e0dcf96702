import { isMutiraoError } from '@mutirao/documents'
import { useEffect, useState, type FormEvent } from 'react'
import { call, isRecord } from '../../engine/http.ts'
import { useSession } from '../../engine/session-react.tsx'
import type { SetupForm } from '../../engine/session.ts'
import { useTranslation, words } from '../../i18n/index.ts'
import { Button, Field, Input } from '../../ui/index.ts'
import { Front } from './front.tsx'

export interface SetupProps {
  /** The one-time code from the address, or null. */
  readonly token: string | null
  readonly onDone: () => void
  readonly onSignIn: () => void
}

const minPasswordLength = 8
type Values = Omit<SetupForm, 'token'>
const blank: Values = { name: '', email: '', password: '', workspaceName: '' }

/** First start: the person who installed it makes their account and the team's workspace. */
export function Setup({ token, onDone, onSignIn }: SetupProps) {
  const { t } = useTranslation('session')
  const valid = useTokenCheck(token)
  if (token === null || valid === false) {
    return (
      <Front title={t('setup.title')} lead={token === null ? t('setup.noToken') : t('setup.usedToken')}>
        <Button variant="primary" onClick={onSignIn}>
          {t('setup.toSignIn')}
        </Button>
      </Front>
    )
  }
  return <SetupFormView token={token} onDone={onDone} />
}

function SetupFormView({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const { t } = useTranslation('session')
  const session = useSession()
  const [values, setValues] = useState(blank)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const wrong = problems(values)

  const create = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await session.setUp({ token, ...values })
      onDone()
    } catch (error) {
      setProblem(isMutiraoError(error, 'forbidden') ? words.t('session:setup.usedToken') : words.t('session:unknown'))
      setBusy(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    // `create` handles its own failures.
    if (Object.keys(wrong).length === 0) void create()
  }
  const field = (
    key: keyof Values,
    label: string,
    input: { readonly type?: string; readonly autoComplete: string; readonly hint?: string },
  ) => (
    <Field label={label} hint={input.hint} error={tried ? wrong[key] : undefined}>
      {(control) => (
        <Input
          {...control}
          name={key}
          type={input.type ?? 'text'}
          autoComplete={input.autoComplete}
          value={values[key]}
          onChange={(event) => setValues({ ...values, [key]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <Front title={t('setup.title')} lead={t('setup.lead')}>
      <form onSubmit={submit} className="grid gap-3" noValidate>
        {field('name', t('setup.name'), { autoComplete: 'name' })}
        {field('email', t('email'), { type: 'email', autoComplete: 'username' })}
        {field('password', t('password'), {
          type: 'password',
          autoComplete: 'new-password',
          hint: t('setup.passwordHint'),
        })}
        {field('workspaceName', t('setup.workspace'), { autoComplete: 'organization', hint: t('setup.workspaceHint') })}
        {problem === null ? null : (
          <p role="alert" className="text-red">
            {problem}
          </p>
        )}
        <Button variant="primary" type="submit" busy={busy} className="mt-1">
          {t('setup.create')}
        </Button>
      </form>
    </Front>
  )
}

/** What is wrong with the form, in words, by field. */
function problems(values: Values): Partial<Record<keyof Values, string>> {
  const required = words.t('session:required')
  return {
    ...(values.name.trim() === '' ? { name: required } : {}),
    ...(/.+@.+\..+/.test(values.email.trim()) ? {} : { email: required }),
    ...(values.password.length < minPasswordLength ? { password: words.t('session:setup.passwordShort') } : {}),
    ...(values.workspaceName.trim() === '' ? { workspaceName: required } : {}),
  }
}

/** Null until the server has answered (or when it does not): the form itself will then find out. */
function useTokenCheck(token: string | null): boolean | null {
  const [valid, setValid] = useState<boolean | null>(null)
  useEffect(() => {
    if (token === null) return
    let current = true
    call(`/api/setup?token=${encodeURIComponent(token)}`).then(
      (answer) => (current && isRecord(answer) ? setValid(answer['valid'] === true) : undefined),
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [token])
  return valid
}
