import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { documentState } from './view.ts'

it('[HIS-2] a summary is the same text whether the rows were read one by one or came from a checkpoint', () => {
  const read = new Y.Doc()
  for (const [clientID, keys] of [
    [1, ['first', 'a']],
    [2, ['second', 'b']],
  ] as const) {
    const person = new Y.Doc()
    person.clientID = clientID
    for (const key of keys) person.getMap('cards').set(key, new Y.Map([[`title-${clientID}`, key]]))
    Y.applyUpdate(read, Y.encodeStateAsUpdate(person))
  }
  const loaded = new Y.Doc()
  Y.applyUpdateV2(loaded, Y.encodeStateAsUpdateV2(read))
  const keysOf = (doc: Y.Doc): string[] => [...doc.getMap('cards').keys()]
  expect(keysOf(loaded), 'Yjs has them in another order').not.toEqual(keysOf(read))
  expect(JSON.stringify(documentState(loaded))).toBe(JSON.stringify(documentState(read)))
})
