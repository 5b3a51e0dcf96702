import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { until } from '../testing/index.ts'
import { createTurns } from './turns.ts'

let app: FastifyInstance
let url = ''
/** Those whose answer is being made, in the order in which they began. */
const running: { readonly who: string; readonly nth: string; readonly answer: () => void }[] = []

async function start(): Promise<void> {
  app = Fastify({ forceCloseConnections: true })
  app.decorateRequest('caller')
  const turns = createTurns()
  app.addHook('onRequest', async (request) => {
    request.caller = { userId: String(request.headers['x-who']), sessionId: 'none' }
  })
  app.addHook('preHandler', (request, reply) => turns.wait(request, reply))
  for (const question of ['verify', 'at', 'updates'])
    app.get(`/api/documents/:name/${question}`, async (request) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const [who, nth] = [String(request.headers['x-who']), (request.params as { name: string }).name]
      const one = { who, nth, answer: resolve }
      running.push(one)
      await promise
      running.splice(running.indexOf(one), 1)
      return nth
    })
  url = await app.listen({ port: 0, host: '127.0.0.1' })
}
afterEach(async () => {
  while (running.length > 0) running.pop()?.answer()
  await app.close()
})

const ask = (who: string, nth: number, question = 'verify', signal?: AbortSignal): Promise<string> =>
  fetch(`${url}/api/documents/${nth}/${question}`, {
    headers: { 'x-who': who },
    ...(signal ? { signal } : {}),
  }).then((answer) => answer.text())
const of = (who: string): string[] => running.filter((one) => one.who === who).map(({ nth }) => nth)

it('[ATK-19] long questions of one person are answered two at a time, in their order; others do not wait', async () => {
  await start()
  const answers: Promise<string>[] = []
  for (let i = 0; i < 6; i++) {
    answers.push(ask('ana', i))
    if (i < 2) await until(`question ${i}`, async () => of('ana').length > i)
  }
  const others = [ask('bruno', 1), ask('ana', 7, 'at'), ask('ana', 8, 'updates'), ask('ana', 9, 'updates')]
  await until(
    'what does not wait',
    async () => of('bruno').length === 1 && of('ana').filter((n) => n > '6').length === 3,
  )
  const order: string[] = []
  while (order.length < 6) {
    await until('the next two, or the last', async () => of('ana').some((nth) => nth < '6'))
    const asked = running.filter(({ who, nth }) => who === 'ana' && nth < '6')
    expect(asked.length).toBeLessThanOrEqual(2)
    order.push(asked[0]?.nth ?? '')
    asked[0]?.answer()
    await answers[Number(asked[0]?.nth)]
  }
  expect(new Set(order).size).toBe(6)
  expect(order.slice(0, 2)).toEqual(['0', '1'])
  for (const { answer } of running) answer()
  await Promise.all(others)
})

it('[ATK-19] who hangs up gives the turn back, waiting or answered', async () => {
  await start()
  const leaving = new AbortController()
  const gone = [0, 1, 2].map((nth) => ask('ana', nth, 'verify', leaving.signal).catch(() => 'gone'))
  await until('two', async () => of('ana').length === 2)
  leaving.abort()
  expect(await Promise.all(gone)).toEqual(['gone', 'gone', 'gone'])
  const later = ask('ana', 5)
  await until('the turn', async () => of('ana').includes('5'))
  running.find(({ nth }) => nth === '5')?.answer()
  expect(await later).toBe('5')
})
