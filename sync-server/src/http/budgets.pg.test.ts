import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccess } from '../access/access.ts'
import { createDirectory } from '@mutirao/persistence'
import { createLog } from '../log.ts'
import { startTestServer } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

let server: TestServer
let ana: SignedIn
let bruno: SignedIn
const errors: string[] = []
beforeAll(async () => {
  const log = createLog('error')
  log.error = (...line: unknown[]) => void errors.push(JSON.stringify(line))
  server = await startTestServer({ log })
  ana = await server.signIn('ana@demo.mutirao')
  bruno = await server.signIn('bruno@demo.mutirao')
})
afterAll(() => server?.close())

const send = (person: SignedIn, path: string, body: unknown, method = 'POST'): Promise<Response> =>
  person.fetch(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const lists = (person: SignedIn): string => `/api/workspaces/${person.workspaceId}/documents`

describe('requests made to be a nuisance', () => {
  it('[ATK-7] U+0000 is the caller’s mistake on every route', async () => {
    const answers = await Promise.all([
      send(ana, lists(ana), { kind: 'board', title: 'a\0b' }),
      ana.fetch('/api/workspaces/%00/documents'),
      send(ana, `/api/workspaces/${ana.workspaceId}/members/${bruno.userId}`, { groups: ['a\0b'] }, 'PATCH'),
      send(ana, `/api/opportunities/${encodeURIComponent('a\0b')}/resolve-conflict`, { resolution: 'client' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400])
    expect(errors).toEqual([])
  })

  it('[ATK-9] boards are made by the hundred, not by the thousand; others make theirs', async () => {
    const made: number[] = []
    let told: unknown = null
    while (made.at(-1) !== 429 && made.length < 400) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => send(ana, lists(ana), { kind: 'requests', title: 'Lista' })),
      )
      for (const answer of answers.toSorted((a, b) => a.status - b.status)) {
        made.push(answer.status)
        if (answer.status === 429) told = await answer.json()
      }
    }
    expect(made.filter((status) => status === 201).length).toBeGreaterThanOrEqual(200)
    expect(told).toMatchObject({ code: 'too_fast', retryAfterSeconds: 1 })
    expect((await send(bruno, lists(bruno), { kind: 'requests', title: 'Lista' })).status).toBe(201)
  }, 60_000)

  it('[ATK-9] details that are made up by the thousand are refused, the existing ones open', async () => {
    const answer = await send(bruno, lists(bruno), { kind: 'board', title: 'Quadro' })
    const board = ((await answer.json()) as { name: string }).name.slice('board:'.length)
    let left = 2
    const creations = { take: () => (left-- > 0 ? 0 : 7) }
    const access = createAccess(createDirectory(server.database), creations)
    const open = (card: string) => access.open(bruno.userId, bruno.workspaceId, `card:${board}.${card}`)
    expect(await open('cardcard1')).not.toBeNull()
    expect(await open('cardcard2')).not.toBeNull()
    await expect(open('cardcard3')).rejects.toMatchObject({ code: 'too_fast', retryAfterSeconds: 7 })
    expect(await open('cardcard1')).not.toBeNull()
  })

  it('[ATK-8] whoever calls without end is told when to come back; others are not', async () => {
    const seen = new Map<number, number>()
    let retryAfter: string | null = null
    for (let i = 0; i < 60 && !seen.has(429); i++) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => bruno.fetch(`/api/documents/none/export`)))
      for (const { status, headers } of answers) {
        seen.set(status, (seen.get(status) ?? 0) + 1)
        retryAfter ??= headers.get('retry-after')
      }
    }
    expect(new Set(seen.keys())).toEqual(new Set([400, 429]))
    expect(seen.get(400)).toBeGreaterThanOrEqual(95)
    expect(Number(retryAfter)).toBeGreaterThan(0)
    expect((await ana.fetch('/api/me')).status).toBe(200)
  }, 60_000)
})
