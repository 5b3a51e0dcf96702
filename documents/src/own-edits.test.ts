import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { kinds, mustParseName, prepareUpdate } from './index.ts'
import type { EditContext, Undo } from './index.ts'
import {
  randomAccountsEdit,
  randomBoardEdit,
  randomDetailEdit,
  randomRequestEdit,
  randomRequestsEdit,
  seedTestBoard,
  testContext,
} from './testing/index.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 30 })
const boardId = '01HBOARD0000000000000000AA'

/** Hands every update of a person's document to the server's, by the rules; whatever is not simply taken is an error. */
function connect(doc: Y.Doc, server: Y.Doc, name: string, userId: string): void {
  const document = mustParseName(name)
  const kind = kinds[document.kind]
  const actor = { userId, role: 'editor', groups: [] } as const
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server), server)
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === server) return
    const judge = kind.judge(actor, { document, doc: server })
    const prepared = prepareUpdate(server, update, judge, { ownsClient: () => true })
    if (prepared.kind !== 'ready') throw new Error(`not taken: ${JSON.stringify(prepared)}`)
    expect(prepared.refused).toEqual([])
    expect(prepared.reverts).toEqual([])
    Y.applyUpdate(server, prepared.update, doc)
    expect(kind.complete(server, prepared.changes, actor)).toEqual([])
  })
  server.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== doc) Y.applyUpdate(doc, update, server)
  })
}

function editTogether(
  seed: number,
  name: string,
  server: Y.Doc,
  edit: (doc: Y.Doc, person: EditContext) => Undo | null,
): void {
  const people = ['ana-user', 'bruno-user'].map((userId) => {
    const [doc, person, undos] = [new Y.Doc(), testContext(userId, seed), [] as Undo[]]
    connect(doc, server, name, userId)
    return { doc, person, undos }
  })
  for (let step = 0; step < 30; step++) {
    for (const { doc, person, undos } of people) {
      const undo = person.random() < 0.2 ? undos.pop() : undefined
      const made = undo ? undo.apply(doc, person).redo : edit(doc, person)
      if (made) undos.push(made)
    }
  }
}

describe('the rules and our own edits', { timeout: 30_000 }, () => {
  it('[DOC-31] nothing that is edited or undone on a board is refused or set back', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const server = new Y.Doc()
        seedTestBoard(server, testContext('server', seed))
        editTogether(seed, `board:${boardId}`, server, randomBoardEdit)
      }),
      { numRuns: 20 },
    )
  })

  it('[DOC-31] nothing that is edited or undone in a card’s details is refused or set back', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        editTogether(seed, `card:${boardId}.01HCARD00000000000000000AA`, new Y.Doc(), randomDetailEdit)
      }),
      { numRuns: 20 },
    )
  })

  it('[DOC-31] nothing that is edited or undone in the accounts is refused or set back', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        editTogether(seed, 'accounts:01HWORKSPACE00000000000AA', new Y.Doc(), randomAccountsEdit)
      }),
      { numRuns: 20 },
    )
  })

  it('[DOC-31] nothing that is edited or undone in purchase requests is refused or set back', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        editTogether(seed, `requests:${boardId}`, new Y.Doc(), randomRequestsEdit)
        editTogether(seed, `request:${boardId}.01HREQUEST0000000000000AA`, new Y.Doc(), randomRequestEdit)
      }),
      { numRuns: 20 },
    )
  })
})
