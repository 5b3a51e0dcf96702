import { boardName, defaultStages, seedBoard, setStageField } from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import { describe, expect, it } from 'vitest'
import { createSharedStores } from './shared-stores.ts'
import { createFakeClient } from './testing/fake-client.ts'
import { boardId } from './testing/world.ts'

describe('the store of a board document', () => {
  it('[APP-52] is one for all who look at it, and ends with the last of them', () => {
    const { doc } = createFakeClient().document(boardName(boardId))
    const ana = testContext('ana', 1)
    const { stageIds } = seedBoard(doc, ana, { title: 'Funil', stages: defaultStages })
    const stores = createSharedStores()
    const [screen, sums] = [stores.hold(doc), stores.hold(doc)]
    expect(screen.store).toBe(sums.store)

    const [stageId = ''] = stageIds
    const rename = (value: string) => setStageField(doc, ana, { stageId, field: 'name', value })
    const name = () => sums.store.stages()[0]?.name
    screen.release()
    screen.release()
    rename('Ainda seguida')
    expect(name()).toBe('Ainda seguida')
    sums.release()
    rename('Ninguém olha')
    expect(name()).toBe('Ainda seguida')
    const again = stores.hold(doc)
    expect(again.store.stages()[0]?.name).toBe('Ninguém olha')
    again.release()
  })
})
