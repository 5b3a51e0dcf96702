export { until } from '../sync/testing/until.ts'
export { docOf, updatesOf } from './pulled.ts'
import { createTestDatabase, ensureTemplate } from '@mutirao/persistence/testing'
import type { TestDatabase } from '@mutirao/persistence/testing'
import type { Logger } from 'pino'
import { readConfig } from '../config.ts'
import type { ServerConfig } from '../config.ts'
import { demoPassword } from '../demo/people.ts'
import { createLog } from '../log.ts'
import { startServer } from '../start.ts'
import type { RunningServer, StartOptions } from '../start.ts'

/** A demo person after signing in over HTTP. */
export interface SignedIn {
  readonly email: string
  readonly userId: string
  /** Of the person's first workspace. */
  readonly workspaceId: string
  /** A JWT, good for 15 minutes. */
  readonly token: string
  /** `name=value`, as the `Cookie` header wants it. */
  readonly cookie: string
  /** `fetch` of a path of this server with the token. */
  fetch(path: string, init?: RequestInit): Promise<Response>
}

export interface TestServer extends RunningServer {
  readonly database: TestDatabase
  readonly config: ServerConfig
  /** `fetch` of a path of this server without anybody. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  signIn(email: string, password?: string): Promise<SignedIn>
  /** Stops the server and removes its database. */
  close(): Promise<void>
}

export interface TestServerOptions extends Pick<StartOptions, 'appDir' | 'limits'> {
  /** The demo board with its cards; default false: people and workspaces only. */
  readonly demoBoard?: boolean
  /** Default false. */
  readonly worker?: boolean
  /** Default: says nothing. */
  readonly log?: Logger
  /** Further variables, as the environment would hold them. */
  readonly env?: Readonly<Record<string, string>>
  /** A second server process on the same database; `close` then leaves it alone. */
  readonly database?: TestDatabase
}

/** The same for all test servers of a run: the demo people are signed in with keys that lie in the template. */
const secret = 'a secret for tests only, used nowhere else at all'

const configFor = (url: string, env: Readonly<Record<string, string>> = {}): ServerConfig =>
  readConfig({
    PORT: '0',
    DATABASE_URL: url,
    MUTIRAO_SECRET: secret,
    MUTIRAO_DEMO: 'on',
    LOG_LEVEL: 'silent',
    ...env,
  })

/** The whole server on a fresh database with the demo people, on a free port of loopback. Some 200 ms after the first of a run. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database =
    options.database ?? (await createTestDatabase({ template: await template(options.demoBoard ?? false) }))
  const dropOwn = async (): Promise<void> => {
    if (!options.database) await database.drop()
  }
  const config = configFor(database.url, options.env)
  const { appDir = null, limits, log = createLog('silent') } = options
  const server = await startServer(config, {
    appDir,
    log,
    worker: options.worker ?? false,
    demoBoards: options.demoBoard ?? false,
    ...(limits ? { limits } : {}),
  }).catch(async (error: unknown) => {
    await dropOwn()
    throw error
  })
  let closed: Promise<void> | null = null
  return {
    ...server,
    config,
    database,
    fetch: (path, init) => fetch(`${server.url}${path}`, init),
    signIn: (email, password = demoPassword) => signIn(server.url, email, password),
    close: () => (closed ??= server.close().then(dropOwn)),
  }
}

/** Demo people (and boards) are made once per run; every server copies them. */
async function template(demoBoards: boolean): Promise<string> {
  const name = demoBoards ? 'template_demo_boards' : 'template_demo_people'
  await ensureTemplate(name, async ({ url }) => {
    const server = await startServer(configFor(url), {
      appDir: null,
      worker: false,
      demoBoards,
      log: createLog('warn'),
    })
    await server.close()
  })
  return name
}

interface Me {
  readonly user: { readonly id: string }
  readonly workspaces: readonly { readonly id: string }[]
}

/** @throws Error with the answer when the sign-in is refused */
export async function signIn(url: string, email: string, password: string): Promise<SignedIn> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`sign-in of ${email} answered ${answer.status}: ${await answer.text()}`)
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const { token } = (await (await fetch(`${url}/api/auth/token`, { headers: { cookie } })).json()) as { token: string }
  const withToken = (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    return fetch(`${url}${path}`, { ...init, headers })
  }
  const me = (await (await withToken('/api/me')).json()) as Me
  return { email, cookie, token, userId: me.user.id, workspaceId: me.workspaces[0]?.id ?? '', fetch: withToken }
}
