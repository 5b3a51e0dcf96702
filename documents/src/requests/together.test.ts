import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addItems, createRequestDetailStore, itemsMap, setItemField } from '../request/index.ts'
import {
  Network,
  openRequest,
  openRequests,
  randomRequestEdit,
  randomRequestsEdit,
  testContext,
} from '../testing/index.ts'
import type { EditContext, Undo } from '../undo.ts'
import { createRequestsStore } from './index.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 30 })

interface Kind {
  readonly open: (doc: Y.Doc) => void
  readonly edit: (doc: Y.Doc, context: EditContext) => Undo | null
}
const list: Kind = { open: openRequests, edit: randomRequestsEdit }
const detail: Kind = { open: openRequest, edit: randomRequestEdit }

function spell({ open, edit }: Kind, seed: number, peers: number, steps: number) {
  const network = new Network({ peers, seed, open })
  const people = network.docs.map((_, peer) => testContext(`person-${peer}`, seed + peer))
  const undos = network.docs.map((): (Undo | null)[] => [])
  for (let step = 0; step < steps; step++) {
    const peer = Math.floor(network.random() * peers)
    const person = people[peer]
    if (!person) continue
    const undo = network.random() < 0.15 ? undos[peer]?.pop() : undefined
    if (undo) undo.apply(network.doc(peer), person)
    else undos[peer]?.push(edit(network.doc(peer), person))
    network.deliver(Math.floor(network.random() * 4))
  }
  return { network, people }
}

describe('several people and their purchase requests', { timeout: 30_000 }, () => {
  it('[DOC-1] copies of a list of requests converge over any network', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 5 }), (seed, peers) => {
        const { network } = spell(list, seed, peers, 50)
        network.converge()
        const [first, ...others] = network.docs.map((doc) => createRequestsStore(doc))
        for (const other of others) {
          expect(other.requests()).toEqual(first?.requests())
          expect(other.archived()).toEqual(first?.archived())
          expect(other.intents()).toEqual(first?.intents())
        }
      }),
      { numRuns: 20 },
    )
  })

  it('[DOC-1] [REQ-6] items edited by three people at once are the same in every copy, and add up', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { network } = spell(detail, seed, 3, 60)
        network.converge()
        const [first, ...others] = network.docs.map((doc) => createRequestDetailStore(doc))
        for (const other of others) {
          expect(other.items()).toEqual(first?.items())
          expect(other.totalCents()).toBe(first?.totalCents())
          expect(other.justification()).toBe(first?.justification())
        }
        for (const { description } of first?.items() ?? []) expect(description).not.toBe('')
      }),
      { numRuns: 20 },
    )
  })

  it('[REQ-6] three people who write three fields of one item at once lose nothing', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const network = new Network({ peers: 3, seed, open: openRequest })
        const [ana, bruno, carla] = [1, 2, 3].map((n) => testContext(`person-${n}`, seed + n)) as [
          EditContext,
          EditContext,
          EditContext,
        ]
        const [itemId = ''] = addItems(network.doc(0), ana, [{ description: 'Cabo' }]).itemIds
        network.heal()
        setItemField(network.doc(0), ana, { itemId, field: 'quantity', value: '3,5' })
        setItemField(network.doc(1), bruno, { itemId, field: 'estimate', value: 1_001 })
        setItemField(network.doc(2), carla, { itemId, field: 'unit', value: 'm' })
        addItems(network.doc(2), carla, [{ description: 'Tomada', quantity: '2', estimate: 900 }])
        network.converge()
        const store = createRequestDetailStore(network.doc(1))
        expect(store.items()).toMatchObject([
          { id: itemId, quantity: '3,5', estimateCents: 1_001, unit: 'm' },
          { description: 'Tomada' },
        ])
        expect(store.totalCents()).toBe(3_504 + 1_800)
      }),
      { numRuns: 20 },
    )
  })

  it('[REQ-7] alone, undoing everything brings back every field, and redoing brings it all again', () => {
    for (const kind of [list, detail])
      fc.assert(
        fc.property(seeds, (seed) => {
          const [doc, ana] = [new Y.Doc(), testContext('ana', seed)]
          kind.open(doc)
          for (let i = 0; i < 6; i++) kind.edit(doc, ana)
          // Undoing a creation archives: what was there before is what counts.
          const shown = (): string => {
            const stores = [createRequestsStore(doc), createRequestDetailStore(doc)] as const
            const text = JSON.stringify([
              stores[0].meta(),
              stores[0].requests(),
              stores[1].items(),
              stores[1].justification(),
            ])
            for (const store of stores) store.destroy()
            return text
          }
          const before = shown()
          const undos = Array.from({ length: 12 }, () => kind.edit(doc, ana))
          const after = shown()
          const redos = undos.toReversed().map((undo) => undo?.apply(doc, ana).redo)
          expect(shown()).toBe(before)
          for (const redo of redos.toReversed()) redo?.apply(doc, ana)
          expect(shown()).toBe(after)
        }),
        { numRuns: 30 },
      )
  })

  it('[REQ-7] the undo of one leaves what another wrote since; a row pasted in is archived only while nobody has touched it', () => {
    const network = new Network({ peers: 2, seed: 5, open: openRequest })
    const [ana, bruno] = [testContext('ana', 1), testContext('bruno', 2)]
    const { itemIds, undo } = addItems(network.doc(0), ana, [{ description: 'A' }, { description: 'B' }])
    network.heal()
    setItemField(network.doc(1), bruno, { itemId: itemIds[1] ?? '', field: 'quantity', value: '7' })
    network.heal()
    expect(undo?.apply(network.doc(0), ana)).toMatchObject({ done: 1, skipped: 1 })
    const field = setItemField(network.doc(0), ana, { itemId: itemIds[1] ?? '', field: 'unit', value: 'un' })
    setItemField(network.doc(0), bruno, { itemId: itemIds[1] ?? '', field: 'unit', value: 'cx' })
    expect(field?.apply(network.doc(0), ana)).toMatchObject({ done: 0, skipped: 1 })
    expect(createRequestDetailStore(network.doc(0)).items()).toMatchObject([{ description: 'B', unit: 'cx' }])
  })

  it('[REQ-3] keys this version does not know survive every edit', () => {
    const [doc, ana] = [new Y.Doc(), testContext('ana', 3)]
    const [itemId = ''] = addItems(doc, ana, [{ description: 'A' }]).itemIds
    const item = itemsMap(doc).get(itemId) as Y.Map<unknown>
    item.set('future', { of: 'another version' })
    const undo = setItemField(doc, ana, { itemId, field: 'code', value: 'X-1' })
    undo?.apply(doc, ana)
    expect(item.get('future')).toEqual({ of: 'another version' })
  })
})
