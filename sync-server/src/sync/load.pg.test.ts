import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chunkDocument } from '@mutirao/documents'
import type { Checkpoints } from '@mutirao/persistence'
import { createCheckpoints } from '@mutirao/persistence'
import * as Y from 'yjs'
import { bound } from './testing/gated-journal.ts'
import { actor, cardField, createHarness, putCard } from './testing/harness.ts'
import type { Harness } from './testing/harness.ts'

describe('loading', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await createHarness()
  })
  afterAll(() => harness.end())

  it('[WRK-1] begins with the checkpoint and reads only the rows after it', async () => {
    const board = await harness.board()
    const writer = await harness.node()
    const doc = new Y.Doc()
    for (let i = 0; i < 20; i++) {
      putCard(doc, 'card-0001', { title: `${i}`, createdBy: 'ana' })
      await writer.engine.submitUpdate(board.name, Y.encodeStateAsUpdate(doc), actor('ana'), { origin: 'client' })
      if (i !== 9) continue
      const { epoch, seq } = (await harness.rows(board.id)).at(-1) ?? { epoch: '', seq: 0 }
      await createCheckpoints(harness.database).write(board.id, {
        epoch,
        seq,
        chunks: [...chunkDocument(doc, 3, 'v2')],
      })
    }
    const read: number[] = []
    const node = await harness.node({
      journal: (journal) => ({
        ...bound(journal),
        read: (id, after, options) => {
          read.push(after)
          return journal.read(id, after, options)
        },
      }),
    })
    expect(await node.engine.read(board.name, (loaded) => cardField(loaded, 'card-0001', 'title'))).toBe('19')
    expect(read[0]).toBe(10)
  })

  it('[SYN-34] goes on where it stopped when the database fails in between', async () => {
    const board = await harness.board()
    const writer = await harness.node()
    const doc = new Y.Doc()
    putCard(doc, 'card-0001', { title: 'um', createdBy: 'ana' })
    await writer.engine.submitUpdate(board.name, Y.encodeStateAsUpdate(doc), actor('ana'), { origin: 'client' })
    let failures = 2
    const flaky = (checkpoints: Checkpoints): Checkpoints => ({
      ...checkpoints,
      latest: async (documentId) => {
        if (failures-- > 0) throw new Error('connection lost')
        return checkpoints.latest(documentId)
      },
    })
    const node = await harness.node({ checkpoints: flaky })
    expect(await node.engine.read(board.name, (loaded) => cardField(loaded, 'card-0001', 'title'))).toBe('um')
    expect(failures).toBe(-1)
  })
})
