import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, until } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

interface Heard {
  readonly id: string
  readonly event: string
  readonly data: { readonly name: string; readonly cursor: string }
}

let server: TestServer
let ana: SignedIn
beforeAll(async () => {
  server = await startTestServer()
  ana = await server.signIn('ana@demo.mutirao')
})
const streams: AbortController[] = []
afterEach(() => {
  for (const stream of streams.splice(0)) stream.abort()
})
afterAll(() => server?.close())

/** An event stream as a browser's EventSource reads it: ids stick, frames without data are not dispatched. */
async function listen(person: SignedIn, lastId?: string) {
  const abort = new AbortController()
  streams.push(abort)
  const headers = lastId === undefined ? {} : { 'last-event-id': lastId }
  const path = `/api/workspaces/${person.workspaceId}/events`
  const answer = await person.fetch(path, { headers, signal: abort.signal })
  const state = { id: lastId ?? '', ended: false, heard: [] as Heard[] }
  const read = async (): Promise<void> => {
    let rest = ''
    for await (const text of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      const frames = (rest + text).split('\n\n')
      rest = frames.pop() ?? ''
      for (const frame of frames) dispatch(frame)
    }
  }
  const dispatch = (frame: string): void => {
    const fields = new Map(
      frame.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
    )
    state.id = fields.get('id') ?? state.id
    const data = fields.get('data')
    if (data !== undefined)
      state.heard.push({ id: state.id, event: fields.get('event') ?? '', data: JSON.parse(data) as Heard['data'] })
  }
  read().then(
    () => (state.ended = true),
    () => (state.ended = true),
  )
  return { answer, state, stop: () => abort.abort() }
}

async function createBoard(person: SignedIn, title: string): Promise<{ name: string; cursor: string }> {
  const answer = await person.fetch(`/api/workspaces/${person.workspaceId}/documents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'board', title }),
  })
  return (await answer.json()) as { name: string; cursor: string }
}

describe('events', () => {
  it('[HTT-15] every document that moves is told with its cursor', async () => {
    const { answer, state } = await listen(ana)
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    await until('a place to start from', () => state.id !== '')
    const board = await createBoard(ana, 'Um')
    await until('the board is told', () => state.heard.some(({ data }) => data.name === board.name))
    expect(state.heard.every(({ event }) => event === 'changed')).toBe(true)
    expect(state.heard.find(({ data }) => data.name === board.name)?.data.cursor).toBe(board.cursor)
  })

  it('[HTT-15] a stream resumed by its last id misses nothing', async () => {
    const first = await listen(ana)
    await until('a place to start from', () => first.state.id !== '')
    const seen = await createBoard(ana, 'Antes')
    await until('told', () => first.state.heard.some(({ data }) => data.name === seen.name))
    first.stop()
    const missed = [await createBoard(ana, 'Durante 1'), await createBoard(ana, 'Durante 2')]
    const second = await listen(ana, first.state.id)
    await until('both are told', () =>
      missed.every(({ name }) => second.state.heard.some(({ data }) => data.name === name)),
    )
    const after = await createBoard(ana, 'Depois')
    await until('and what follows', () => second.state.heard.some(({ data }) => data.name === after.name))
  })

  it('[HTT-15] whatever id a reader was cut off at, resuming there tells the rest', async () => {
    const all = await listen(ana, 'from the very beginning')
    await until('everything is told', () => all.state.heard.length >= 4)
    const names = new Set(all.state.heard.map(({ data }) => data.name))
    for (const [i, { id }] of all.state.heard.entries()) {
      const known = new Set(all.state.heard.slice(0, i + 1).map(({ data }) => data.name))
      const resumed = await listen(ana, id)
      await until('the rest', () => {
        const told = new Set(resumed.state.heard.map(({ data }) => data.name))
        return [...names].every((name) => known.has(name) || told.has(name))
      })
      resumed.stop()
    }
  })

  it('[ACC-10] nobody hears of the user documents or the workspaces of others', async () => {
    const bruno = await server.signIn('bruno@demo.mutirao')
    const helena = await server.signIn('helena@other.mutirao')
    const [asAna, asHelena] = [await listen(ana, 'all'), await listen(helena, 'all')]
    expect((await bruno.fetch(`/api/documents/user:${bruno.workspaceId}.${bruno.userId}/updates`)).status).toBe(200)
    const board = await createBoard(ana, 'Marco')
    await until('ana hears of the board', () => asAna.state.heard.some(({ data }) => data.name === board.name))
    expect(asAna.state.heard.filter(({ data }) => data.name.startsWith('user:'))).toEqual([])
    expect(asHelena.state.heard).toEqual([])
  })

  it('[HTT-24] a person holds so many streams as sockets and no more; closing one makes room', async () => {
    const davi = await server.signIn('davi@demo.mutirao')
    const streams = await Promise.all(Array.from({ length: 20 }, () => listen(davi)))
    const refused = await listen(davi)
    expect([refused.answer.status, refused.answer.headers.get('retry-after')]).toEqual([429, '30'])
    streams[0]?.stop()
    await until('room again', async () => {
      const again = await listen(davi)
      return again.answer.status === 200
    })
  })

  it('[HTT-15] a stopping server ends its streams', async () => {
    const second = await startTestServer({ database: server.database })
    const signedIn = await second.signIn('ana@demo.mutirao')
    const { state } = await listen(signedIn)
    await until('open', () => state.id !== '')
    await second.close()
    await until('ended', () => state.ended)
  })
})
