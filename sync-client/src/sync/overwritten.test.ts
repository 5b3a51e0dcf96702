import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { labBoard } from '../testing/lab.ts'
import { Replica } from './replica.ts'

const name = labBoard(1)

async function makeReplica(stored: Parameters<Replica['load']>[0]): Promise<Replica> {
  const replica = new Replica({
    name,
    owner: 'here',
    store: null,
    now: () => 0,
    sliceMs: 8,
    onEdit: () => undefined,
    onPresence: () => undefined,
    onStorageError: (error) => {
      throw error
    },
  })
  await replica.load(stored)
  // Of two who write the same place at once, the one with the larger number stands.
  replica.doc.clientID = 1
  return replica
}
/** What somebody else wrote there meanwhile, as the server has it. */
function theirs(): Y.Doc {
  const doc = new Y.Doc()
  doc.getMap('cards').set('value', 'theirs')
  return doc
}
const typedIn = (updates: readonly Uint8Array[]): unknown[] =>
  updates.flatMap((update) =>
    Y.decodeUpdate(update).structs.flatMap((struct) =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentAny ? struct.content.arr : [],
    ),
  )

it('[CLI-33] a value typed here is sent although another one stands here by then', async () => {
  const replica = await makeReplica(null)
  const server = theirs()
  replica.doc.getMap('cards').set('value', 'mine')
  replica.applyFromServer(Y.encodeStateAsUpdate(server))
  expect(replica.doc.getMap('cards').get('value')).toBe('theirs')
  expect(typedIn(replica.whole(Y.encodeStateVector(server), 1_000_000))).toEqual(['mine'])
})

it('[CLI-33] also after a restart between the two', async () => {
  const first = await makeReplica(null)
  const server = theirs()
  first.doc.getMap('cards').set('value', 'mine')
  const mine = Y.encodeStateAsUpdate(first.doc)
  const again = await makeReplica({
    generation: 1,
    cursor: null,
    everSynced: true,
    readOnly: false,
    updates: [mine, Y.encodeStateAsUpdate(server)].map((update) => ({ update, written: null })),
    unsent: [{ name, owner: 'earlier', edits: 1, version: 1 }],
  })
  expect(again.doc.getMap('cards').get('value')).toBe('theirs')
  expect(typedIn(again.whole(Y.encodeStateVector(server), 1_000_000))).toEqual(['mine'])
})

it('what the server has is thrown away when it is overwritten, as before', async () => {
  const replica = await makeReplica(null)
  const server = theirs()
  replica.doc.getMap('cards').set('value', 'mine')
  const sent = replica.whole(Y.encodeStateVector(server), 1_000_000)
  replica.ledger.sentWhole(sent.length)
  for (const _ of sent) replica.ledger.answered(true)
  expect(replica.ledger.unsent()).toBe(0)
  replica.applyFromServer(Y.encodeStateAsUpdate(server))
  expect(typedIn([Y.encodeStateAsUpdate(replica.doc)])).toEqual(['theirs'])
})
