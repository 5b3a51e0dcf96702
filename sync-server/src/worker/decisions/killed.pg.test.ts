import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Scene } from './testing/scene.ts'

const program = join(import.meta.dirname, '../testing/decision-process.ts')
/** Before a commit with the lock of the workspace in hand, after one, between the ledger's row and its mark, before the end. */
const points = ['deciding', 'publishing', 'published', 'cleared'] as const

let scene: Scene
const children: ChildProcessByStdio<Writable, Readable, null>[] = []
beforeEach(async () => {
  scene = await Scene.open()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await scene.close()
})

it('[DEC-8] a process killed between any two steps leaves nothing undone and nothing done twice', async () => {
  await scene.policy()
  const first = scene.start()
  await scene.quiet()
  first.stop()
  await first.done
  for (const point of points)
    children.push(spawn(process.execPath, [program, scene.database.url, point], { stdio: ['pipe', 'pipe', 'inherit'] }))
  const ready = children.map((child) => once(child.stdout, 'data'))
  for (const [i, point] of points.entries()) {
    const child = children[i] as (typeof children)[number]
    const requestId = await scene.draft('bruno', 500_000)
    const yes = { args: { round: 1, level: 1, policy: 1 } }
    const intents = [
      await scene.say('bruno', 'request.submit', requestId),
      await scene.say('carla', 'request.approve', requestId, yes),
      await scene.say('carla', 'request.approve', requestId, yes),
    ]
    await ready[i]
    const reached = once(child.stdout, 'data')
    child.stdin.write('go\n')
    expect(String((await reached)[0]).trim()).toBe(point)
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    expect(await ended).toEqual([null, 'SIGKILL'])

    const next = scene.start()
    await scene.quiet()
    next.stop()
    await next.done
    expect(await scene.reasons(...intents), point).toEqual(['submitted', 'approved', 'level_done'])
    expect((await scene.state(requestId))?.number?.number, point).toBe(i + 1)
    await scene.expectAgreement(expect)
  }
  // Told with the decision, so once each: Carla that it waits, Bruno how it ended, Carla that her second word was too late.
  const { rows } = await scene.database.pool.query<{ event: string; times: number }>(
    'select event, count(*)::int as times from notification group by event order by event',
  )
  const times = Object.fromEntries(rows.map((row) => [row.event, row.times]))
  expect(times).toEqual({
    purchase_request_approved: points.length,
    purchase_request_refused: points.length,
    purchase_request_waiting: points.length,
  })
})
