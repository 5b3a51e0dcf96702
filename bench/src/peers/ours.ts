/** Mutirão as `npm start` runs it, on an embedded Postgres of its own (fsync on). */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@mutirao/persistence'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { cpuMsByCommand, ownCpuMs, workerCpuMs } from '../cpu.ts'
import { endChild, freePort, startChild, type Peer } from './peer.ts'

const root = join(import.meta.dirname, '..', '..', '..')

export interface OurPeer extends Peer {
  readonly origin: string
  readonly databaseUrl: string
  readonly workspaceId: string
  readonly cookie: string
  /** The whole document over HTTP. */
  pull(name: string): Promise<Y.Doc>
  /** A token of each of the people of the demo. */
  tokens(): Promise<readonly string[]>
  /** One update over HTTP; rejects unless it was journalled. */
  push(name: string, update: Uint8Array): Promise<void>
}

const demoPeople = ['ana', 'marina', 'bruno', 'carla', 'davi', 'eva', 'fabio', 'gil'] as const

/** @returns the session cookie */
async function signIn(origin: string, who: (typeof demoPeople)[number]): Promise<string> {
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email: `${who}@demo.mutirao`, password: 'mutirao-demo' }),
  })
  if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

async function tokenOf(origin: string, cookie: string): Promise<string> {
  const answer = await fetch(`${origin}/api/auth/token`, { headers: { cookie, origin } })
  if (!answer.ok) throw new Error(`token: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { token: string }).token
}

export async function startOurs(): Promise<OurPeer> {
  const folder = await mkdtemp(join(tmpdir(), 'mutirao-bench-'))
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'pg') })
  const port = await freePort()
  const env = {
    PORT: String(port),
    DATABASE_URL: postgres.url,
    MUTIRAO_DATA: join(folder, 'data'),
    MUTIRAO_DEMO: 'on',
    MUTIRAO_SOCKETS_PER_PERSON: '10000',
    LOG_LEVEL: 'error',
  }
  const start = () =>
    startChild(['--max-semi-space-size=8', join(root, 'sync-server/src/main.ts')], env, /Mutirão ready at/)
  let child = await start()
  const origin = `http://127.0.0.1:${port}`

  const cookie = await signIn(origin, 'ana')
  const ask = async <T>(path: string, body?: unknown): Promise<T> => {
    const headers = { cookie, origin, 'content-type': 'application/json' }
    const answer = await fetch(
      origin + path,
      body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
    )
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const me = await ask<{ workspaces: { id: string }[] }>('/api/me')
  const workspaceId = me.workspaces[0]?.id ?? ''

  return {
    name: 'mutirao',
    wire: 'hocuspocus',
    url: `ws://127.0.0.1:${port}/sync/${workspaceId}`,
    origin,
    databaseUrl: postgres.url,
    workspaceId,
    cookie,
    pull: async (name) => {
      const answer = await fetch(`${origin}/api/documents/${name}/updates`, { headers: { cookie } })
      const input = decoding.createDecoder(new Uint8Array(await answer.arrayBuffer()))
      const doc = new Y.Doc()
      doc.transact(() => {
        while (decoding.hasContent(input)) Y.applyUpdate(doc, decoding.readVarUint8Array(input))
      })
      return doc
    },
    push: async (name, update) => {
      const headers = { cookie, origin, 'content-type': 'application/octet-stream' }
      const answer = await fetch(`${origin}/api/documents/${name}/updates`, {
        method: 'POST',
        headers,
        body: new Uint8Array(update),
      })
      if (!answer.ok) throw new Error(`push: ${answer.status} ${await answer.text()}`)
    },
    documents: async (count) => {
      const names: string[] = []
      for (let i = 0; i < count; i++) {
        const made = await ask<{ name: string }>(`/api/workspaces/${workspaceId}/documents`, {
          kind: 'board',
          title: `Bench ${i}`,
        })
        names.push(made.name)
      }
      return names
    },
    token: async () => tokenOf(origin, cookie),
    tokens: () => Promise.all(demoPeople.map(async (who) => tokenOf(origin, await signIn(origin, who)))),
    pid: () => child.pid ?? 0,
    cpuMs: () => {
      const process = ownCpuMs(child.pid ?? 0)
      const server = process - workerCpuMs(child.pid ?? 0)
      return { server, all: process + cpuMsByCommand(join(folder, 'pg')) }
    },
    kill9: () => endChild(child, 'SIGKILL'),
    restart: async () => {
      child = await start()
    },
    stop: async () => {
      await endChild(child, 'SIGTERM')
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
