import { addComment, itemsMap, requestName, requestsName, setRequestField } from '@mutirao/documents'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { policyRule, Scene } from './testing/scene.ts'
import type { Who } from './testing/scene.ts'

let scene: Scene
beforeEach(async () => {
  scene = await Scene.open()
})
afterEach(() => scene.close())

it('[DEC-14] who wrote what is decided about is known from the journal: who changed it, not who talked or sorted', async () => {
  scene.start()
  const rules = [policyRule(1, ['carla', 'davi', 'eva', 'marina'])] as never
  await scene.say('ana', 'policy.change', '', { args: { rules, base: 0, editors: 'refused' } })
  const requestId = await scene.draft('bruno', 500_000)
  await scene.say('bruno', 'request.submit', requestId)
  await scene.quiet()
  const doc = scene.detail(requestId)
  const [itemId = ''] = itemsMap(doc).keys()
  const write = (who: Who, edit: () => unknown) =>
    scene.write(who, requestName(scene.listId, requestId), doc, () => void edit())
  await write('marina', () => addComment(doc, scene.people.marina, { text: 'Por que dois?' }))
  await write('eva', () => (itemsMap(doc).get(itemId) as Y.Map<unknown>).set('rank', 'zz'))
  await scene.reprice('carla', requestId, 600_000)
  await scene.quiet()
  expect(await scene.state(requestId)).toMatchObject({ round: 2, edited: ['carla'] })
  // A row of the list counts as one of the details; the requester's own are no news.
  await scene.write('davi', requestsName(scene.listId), scene.list, () => {
    setRequestField(scene.list, scene.people.davi, { requestId, field: 'costCentre', value: 'Obras' })
  })
  await scene.reprice('bruno', requestId, 700_000)
  await scene.quiet()
  expect(await scene.state(requestId)).toMatchObject({ edited: ['carla', 'davi'] })
  const words = [
    await scene.say('carla', 'request.approve', requestId),
    await scene.say('eva', 'request.approve', requestId),
  ]
  await scene.quiet()
  expect(await scene.reasons(...words)).toEqual(['own_edit', 'approved'])
  await scene.expectAgreement(expect)
})
