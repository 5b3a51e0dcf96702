import { fault, isMutiraoError, MutiraoError, roles, type Role } from '@mutirao/documents'
import { call, isRecord } from './http.ts'

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
}
export interface Workspace {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly groups: readonly string[]
}
export type SessionState =
  /** Nothing is remembered here and the server has not answered yet. */
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'signed-out'
      /** True when it was the server that ended it; false after signing out, or for a stranger. */
      readonly ended: boolean
      readonly reachable: boolean
    }
  | {
      readonly kind: 'signed-in'
      readonly person: Person
      readonly workspaces: readonly Workspace[]
      readonly workspace: Workspace
    }

export interface SetupForm {
  readonly token: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly workspaceName: string
}

/** Who sits here. Lives outside React; one per page. */
export interface Session {
  readonly state: () => SessionState
  readonly subscribe: (listener: () => void) => () => void
  /** Shows the remembered person at once (so that the app opens offline), then asks the server. Never rejects. */
  start(): Promise<void>
  /** Throws MutiraoError `wrong_credentials`, `too_many_attempts`, `unreachable`, `not_found` (no workspace). */
  signIn(email: string, password: string): Promise<void>
  /** First start: makes the administrator and the workspace, then signs in. Throws `forbidden` for a used or old link. */
  setUp(form: SetupForm): Promise<void>
  chooseWorkspace(workspaceId: string): void
  /** A fresh JWT for the sync client; throws `signed_out` when the session has ended. */
  token(): Promise<string>
  /** Ends it here and, if reachable, at the server. False when the server could not be told. */
  signOut(): Promise<boolean>
  /** Another tab signed this person out. */
  signedOutElsewhere(): void
}

export const storageKey = 'mutirao.session'
/** Stands there instead of a person: who left could not tell the server, whose cookie would still let them in. */
const leftUntold = 'left'
/** Tokens live up to 15 minutes; one that ends within this time is not worth starting with. */
const tokenMarginMs = 60_000

interface Remembered {
  readonly person: Person
  readonly workspaces: readonly Workspace[]
  readonly workspaceId: string
}

export interface SessionOptions {
  readonly fetch?: typeof fetch
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  readonly now?: () => number
  /** A window with a session of its own (demo): its key; tokens and calls go by it instead of the browser's cookie. */
  readonly windowKey?: string | null
}

export function createSession(options: SessionOptions): Session {
  const { storage, now = Date.now, windowKey = null } = options
  const http = options.fetch ? { fetch: options.fetch } : {}
  const listeners = new Set<() => void>()
  let state: SessionState = { kind: 'starting' }
  let token: { readonly value: string; readonly endsMs: number } | null = null

  function become(next: SessionState) {
    state = next
    for (const listener of listeners) listener()
  }
  function enter(person: Person, workspaces: readonly Workspace[], wanted: string | undefined) {
    const workspace = workspaces.find((one) => one.id === wanted) ?? workspaces[0]
    if (!workspace) throw new MutiraoError('not_found', 'no workspace')
    remember(storage, { person, workspaces, workspaceId: workspace.id })
    become({ kind: 'signed-in', person, workspaces, workspace })
  }
  async function refresh() {
    const me = readMe(await call('/api/me', http))
    if (state.kind === 'signed-in' && state.person.id !== me.person.id) token = null
    enter(me.person, me.workspaces, state.kind === 'signed-in' ? state.workspace.id : recall(storage)?.workspaceId)
  }

  /** False when the server could not be told. */
  async function leave(): Promise<boolean> {
    const path = windowKey === null ? '/api/auth/sign-out' : '/api/demo/leave'
    const told = await call(path, { method: 'POST', body: { key: windowKey }, ...http }).then(
      () => true,
      (error: unknown) => isMutiraoError(error, 'unauthenticated'),
    )
    token = null
    if (fault('APP-4')) return told
    if (told || fault('APP-59')) storage.removeItem(storageKey)
    else storage.setItem(storageKey, leftUntold)
    return told
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async start() {
      if (isLeft(storage)) return become({ kind: 'signed-out', ended: false, reachable: await leave() })
      const remembered = recall(storage)
      const comeIn = () => {
        if (remembered) enter(remembered.person, remembered.workspaces, remembered.workspaceId)
      }
      if (!fault('APP-1')) comeIn()
      try {
        await refresh()
      } catch (error) {
        // A remembered person keeps working on the local copy: the status pill says what is wrong.
        if (!remembered || (fault('APP-2') && isMutiraoError(error, 'unauthenticated')))
          become({ kind: 'signed-out', ended: false, reachable: !isMutiraoError(error, 'unreachable') })
        else if (fault('APP-1')) comeIn()
      }
    },
    async signIn(email, password) {
      token = null
      if (isLeft(storage)) await leave()
      await call('/api/auth/sign-in/email', { method: 'POST', body: { email, password }, ...http })
      await refresh()
    },
    async setUp(form) {
      await call('/api/setup', { method: 'POST', body: form, ...http })
      await this.signIn(form.email, form.password)
    },
    chooseWorkspace(workspaceId) {
      if (state.kind === 'signed-in') enter(state.person, state.workspaces, workspaceId)
    },
    async token() {
      if (token && (token.endsMs - tokenMarginMs > now() || fault('APP-3'))) return token.value
      try {
        const answer = await (windowKey === null
          ? call('/api/auth/token', http)
          : call('/api/demo/token', { method: 'POST', body: { key: windowKey }, ...http }))
        const value = isRecord(answer) && typeof answer['token'] === 'string' ? answer['token'] : null
        if (value === null) throw new MutiraoError('internal', 'the server gave no token')
        token = { value, endsMs: endOf(value) ?? now() }
        return value
      } catch (error) {
        if (isMutiraoError(error, 'unauthenticated')) throw new MutiraoError('signed_out')
        throw error
      }
    },
    async signOut() {
      const told = await leave()
      become({ kind: 'signed-out', ended: false, reachable: true })
      return told
    },
    signedOutElsewhere() {
      token = null
      become({ kind: 'signed-out', ended: false, reachable: true })
    },
  }
}

function remember(storage: SessionOptions['storage'], value: Remembered) {
  try {
    storage.setItem(storageKey, JSON.stringify(value))
  } catch {
    // Storage is full or forbidden: the session then lasts as long as the tab, which the status panel says.
  }
}

function isLeft(storage: SessionOptions['storage']): boolean {
  try {
    return storage.getItem(storageKey) === leftUntold
  } catch {
    return false // storage is forbidden: nobody is remembered
  }
}

function recall(storage: SessionOptions['storage']): Remembered | null {
  try {
    const raw: unknown = JSON.parse(storage.getItem(storageKey) ?? 'null')
    if (!isRecord(raw) || typeof raw['workspaceId'] !== 'string') return null
    const me = readMe({ user: raw['person'], workspaces: raw['workspaces'] })
    return me.workspaces.length === 0 ? null : { ...me, workspaceId: raw['workspaceId'] }
  } catch {
    return null // written by another version, or storage is forbidden: ask the server instead
  }
}

/** Checks the answer of `/api/me`; throws `internal` when it is something else. */
function readMe(answer: unknown): { readonly person: Person; readonly workspaces: readonly Workspace[] } {
  const user = isRecord(answer) && isRecord(answer['user']) ? answer['user'] : null
  const list = isRecord(answer) && Array.isArray(answer['workspaces']) ? (answer['workspaces'] as unknown[]) : null
  if (!user || !list || typeof user['id'] !== 'string') throw new MutiraoError('internal', 'not an answer of /api/me')
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    person: { id: user['id'], name: text(user['name']), email: text(user['email']) },
    workspaces: list.filter(isRecord).map((one) => ({
      id: text(one['id']),
      name: text(one['name']),
      // An unknown role of a newer server may do least.
      role: roles.find((role) => role === one['role']) ?? 'viewer',
      groups: Array.isArray(one['groups']) ? one['groups'].filter((group) => typeof group === 'string') : [],
    })),
  }
}

/** When a JWT ends, in ms; null when it does not say. Not a check of it: that is the server's business. */
function endOf(jwt: string): number | null {
  try {
    const part = (jwt.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
    const claims: unknown = JSON.parse(atob(part))
    return isRecord(claims) && typeof claims['exp'] === 'number' ? claims['exp'] * 1000 : null
  } catch {
    return null // not a JWT we can read: it is simply not kept
  }
}
