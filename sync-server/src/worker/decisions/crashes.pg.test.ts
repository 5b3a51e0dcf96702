import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { intentValue, requestsMap, requestsName } from '@mutirao/documents'
import type * as Y from 'yjs'
import { Scene } from './testing/scene.ts'

/** Between any two steps of a decision. */
const points = ['read', 'taken', 'deciding', 'decided', 'publishing', 'published', 'marked', 'cleared', 'done'] as const

describe('whoever decides may die', { timeout: 120_000 }, () => {
  let scene: Scene
  beforeEach(async () => {
    scene = await Scene.open()
  })
  afterEach(() => scene.close())

  /** Runs a loop that dies at this point for the n-th time it comes there. @returns whether it came there */
  async function dieAt(wanted: string, time: number): Promise<boolean> {
    let [count, isDead] = [0, false]
    const loop = scene.start({
      point: (name) => {
        if (name === wanted && ++count === time) isDead = true
        if (!isDead) return
        // Whatever comes after death does not happen either.
        loop.stop()
        throw new Error(`died at ${wanted}`)
      },
    })
    const quiet = scene.quiet().then(() => loop.stop())
    await Promise.race([loop.done, quiet])
    loop.stop()
    await loop.done
    if (isDead) {
      const next = scene.start()
      await quiet
      next.stop()
      await next.done
    }
    return isDead
  }

  it('[DEC-8] [DEC-3] at any step, any number of times: after it starts again every decision stands once, everywhere', async () => {
    await scene.policy()
    await dieAt('nowhere', 1)
    const died = new Set<string>()
    let number = 0
    for (const point of points)
      for (const time of [1, 2, 3]) {
        const requestId = await scene.draft('bruno', 500_000)
        const intents = [
          await scene.say('bruno', 'request.submit', requestId),
          await scene.say('carla', 'request.approve', requestId, { args: { round: 1, level: 1, policy: 1 } }),
          await scene.say('carla', 'request.approve', requestId, { args: { round: 1, level: 1, policy: 1 } }),
        ]
        if (await dieAt(point, time)) died.add(point)
        expect(await scene.reasons(...intents), `${point} ${time}`).toEqual(['submitted', 'approved', 'level_done'])
        expect((await scene.state(requestId))?.number?.number, `${point} ${time}`).toBe(++number)
        await scene.expectAgreement(expect)
      }
    expect([...died].sort()).toEqual([...points].sort())
  })

  it('[DEC-6] a row whose set-back is still to come is not believed, and asks for nothing before', async () => {
    await scene.policy()
    const requestId = await scene.draft('carla', 500_000)
    scene.start()
    await scene.quiet()
    const entry = requestsMap(scene.list).get(requestId) as Y.Map<unknown>
    let id = ''
    const intent = { type: 'request.submit', subject: requestId, args: {}, by: 'bruno', atMs: 0 }
    const marked = await scene.write(
      'bruno',
      requestsName(scene.listId),
      scene.list,
      () => {
        entry.set('createdBy', 'bruno')
        id = scene.people.bruno.newId()
        scene.list.getMap('intents').set(id, intentValue({ id, digest: scene.digest(requestId), ...intent }))
      },
      { note: { reverted: [{ path: ['requests', requestId, 'createdBy'], rule: 'created_by', how: 'set' }] } },
    )
    // Something else is taken in and decided meanwhile: a list of its own would not wait for this row.
    await scene.reprice('carla', requestId, 600_000)
    await scene.detailsTaken(requestId)
    expect(await scene.reasons(id)).toEqual([undefined])
    await scene.write('server', requestsName(scene.listId), scene.list, () => entry.set('createdBy', 'carla'), {
      origin: 'revert',
      note: { of: [marked] },
    })
    await scene.quiet()
    expect(await scene.reasons(id)).toEqual(['not_requester'])
    expect(await scene.state(requestId)).toBeNull()
  })

  it('[DEC-9] a list about which nothing can be decided does not keep the others from theirs', async () => {
    await scene.policy()
    const requestId = await scene.draft('bruno', 500_000)
    const broken = await scene.otherList(async (documentId) => {
      await scene.journal.append({
        documentId,
        actorId: 'bruno',
        origin: 'client',
        update: new Uint8Array(9).fill(255),
      })
    })
    const submit = await scene.say('bruno', 'request.submit', requestId)
    scene.start()
    while ((await scene.reasons(submit))[0] === undefined) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await scene.reasons(submit)).toEqual(['submitted'])
    expect(await scene.cursor(broken)).toBe(0)
  })
})
