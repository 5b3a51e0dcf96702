import { describe, expect, it } from 'vitest'
import { isMutiraoError } from '@mutirao/documents'
import { createSession } from './session.ts'
import { answering, me, memoryStorage, workspace } from './testing/world.ts'

const other = { id: 'workspace-02', name: 'Outra', role: 'viewer', groups: [] }
const meAnswer = { user: me, workspaces: [workspace, other] }
const refusing = (status: number, code: string): typeof fetch =>
  (() => Promise.resolve(new Response(JSON.stringify({ code }), { status }))) as typeof fetch
const unplugged: typeof fetch = () => Promise.reject(new TypeError('no network'))
/** One that lets anybody in and writes down what it was asked. */
const server = (asked: string[]): typeof fetch =>
  ((path: string) => {
    asked.push(path)
    return Promise.resolve(new Response(JSON.stringify(path === '/api/me' ? meAnswer : {})))
  }) as typeof fetch
/** Signed in once on this device. */
async function remembered() {
  const storage = memoryStorage()
  await createSession({ storage, fetch: answering({ '/api/me': meAnswer }) }).start()
  return storage
}
const jwt = (endsMs: number) => `h.${btoa(JSON.stringify({ exp: endsMs / 1000 }))}.s`

describe('who sits here', () => {
  it('[APP-1] a remembered person is in before the server has answered, and stays in when it cannot be reached', async () => {
    const session = createSession({ storage: await remembered(), fetch: unplugged })
    const starting = session.start()
    expect(session.state()).toMatchObject({ kind: 'signed-in', person: me, workspace: { id: workspace.id } })
    await starting
    expect(session.state().kind).toBe('signed-in')
  })

  it('[APP-1] a stranger without a network is told so instead of being let in', async () => {
    const session = createSession({ storage: memoryStorage(), fetch: unplugged })
    await session.start()
    expect(session.state()).toEqual({ kind: 'signed-out', ended: false, reachable: false })
  })

  it('[APP-2] a session that ended at the server takes nothing away; only the token says so', async () => {
    const session = createSession({ storage: await remembered(), fetch: refusing(401, 'unauthenticated') })
    await session.start()
    expect(session.state()).toMatchObject({ kind: 'signed-in', person: me })
    await expect(session.token()).rejects.toSatisfy((error) => isMutiraoError(error, 'signed_out'))
  })

  it('[APP-2] a server that is away is no end of the session for the sync client', async () => {
    const session = createSession({ storage: await remembered(), fetch: unplugged })
    await session.start()
    await expect(session.token()).rejects.toSatisfy((error) => isMutiraoError(error, 'unreachable'))
  })

  it('[APP-3] a token is used again until a minute before its end', async () => {
    let nowMs = 1_000_000
    let asked = 0
    const fetch = ((input: string) => {
      if (input === '/api/me') return Promise.resolve(new Response(JSON.stringify(meAnswer)))
      asked++
      return Promise.resolve(new Response(JSON.stringify({ token: jwt(nowMs + 900_000) })))
    }) as typeof globalThis.fetch
    const session = createSession({ storage: memoryStorage(), fetch, now: () => nowMs })
    await session.start()
    const first = await session.token()
    nowMs += 839_000
    expect(await session.token()).toBe(first)
    nowMs += 2_000
    expect(await session.token()).not.toBe(first)
    expect(asked).toBe(2)
  })

  it('[APP-4] signing out forgets the person on this device, also when the server cannot be told', async () => {
    const storage = await remembered()
    const session = createSession({ storage, fetch: unplugged })
    await session.start()
    expect(await session.signOut()).toBe(false)
    expect(session.state().kind).toBe('signed-out')
    const next = createSession({ storage, fetch: unplugged })
    await next.start()
    expect(next.state().kind).toBe('signed-out')
  })

  it('[APP-4] [APP-59] whoever signed out without a network stays out when it is back, although their cookie would let them in', async () => {
    const storage = await remembered()
    await createSession({ storage, fetch: unplugged }).signOut()
    const asked: string[] = []
    const next = createSession({ storage, fetch: server(asked) })
    await next.start()
    expect(next.state().kind).toBe('signed-out')
    expect(asked).toEqual(['/api/auth/sign-out'])
    const later = createSession({ storage, fetch: server(asked) })
    await later.start()
    expect(later.state().kind).toBe('signed-in')
  })

  it('[APP-4] [APP-59] the server hears of it before the next person signs in', async () => {
    const storage = await remembered()
    const asked: string[] = []
    let isUp = false
    const fetch: typeof globalThis.fetch = (...call) => (isUp ? server(asked)(...call) : unplugged(...call))
    const session = createSession({ storage, fetch })
    await session.signOut()
    isUp = true
    await session.signIn('bruno@demo.mutirao', 'a password')
    expect(asked).toEqual(['/api/auth/sign-out', '/api/auth/sign-in/email', '/api/me'])
  })

  it('the chosen workspace is remembered', async () => {
    const storage = await remembered()
    const session = createSession({ storage, fetch: answering({ '/api/me': meAnswer }) })
    await session.start()
    session.chooseWorkspace(other.id)
    const next = createSession({ storage, fetch: unplugged })
    await next.start()
    expect(next.state()).toMatchObject({ kind: 'signed-in', workspace: { id: other.id, role: 'viewer' } })
  })

  it('what another version left behind is ignored', async () => {
    const storage = memoryStorage()
    storage.setItem('mutirao.session', '{"person":7}')
    const session = createSession({ storage, fetch: unplugged })
    await session.start()
    expect(session.state().kind).toBe('signed-out')
  })
})
