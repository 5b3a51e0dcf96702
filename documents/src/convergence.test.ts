import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { archiveCards, createBoardStore, createCard, moveCard, restoreCards, setCardField } from './board/index.ts'
import { cardsMap, metaMap, stagesMap } from './board/shape.ts'
import { checklistMap, commentsMap, notesFragment } from './card/shape.ts'
import {
  contentOf,
  editedBoard,
  expectConverged,
  Network,
  openBoard,
  openCard,
  randomBoardEdit,
  randomDetailEdit,
  seededRandom,
  seedTestBoard,
  testContext,
} from './testing/index.ts'
import type { Undo } from './undo.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 30 })

describe('any number of people, any network', { timeout: 30_000 }, () => {
  it('[DOC-1] copies of a board converge in content and structure', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 6 }), (seed, peers) => {
        editedBoard(seed, peers, 40).network.converge()
      }),
      { numRuns: 25 },
    )
  })

  it('[DOC-1] copies of a card’s details converge in content and structure', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 5 }), (seed, peers) => {
        const network = new Network({ peers, seed, open: openCard })
        const people = network.docs.map((_, peer) => testContext(`person-${peer}`, seed + peer))
        for (let step = 0; step < 60; step++) {
          const peer = Math.floor(network.random() * peers)
          const person = people[peer]
          if (person) randomDetailEdit(network.doc(peer), person)
          network.deliver(Math.floor(network.random() * 4))
        }
        network.converge()
      }),
      { numRuns: 20 },
    )
  })

  it('[DOC-1] the check itself notices a difference', () => {
    const { network } = editedBoard(1, 3, 10)
    network.heal()
    metaMap(network.doc(2)).set('title', 'só aqui')
    expect(() => expectConverged(network.docs)).toThrow(/differ/)
  })
})

/** Two people with the same board, not connected until `meet`. */
function twoPeople(seed = 1) {
  const network = new Network({ peers: 2, seed, open: openBoard })
  const [ana, bruno] = [testContext('ana', seed), testContext('bruno', seed + 1)]
  const [here, there] = [network.doc(0), network.doc(1)]
  const [first = '', second = '', third = ''] = seedTestBoard(here, testContext('server', seed), 0)
  const { cardId } = createCard(here, ana, { stageId: first, title: 'Migração ERP', fields: { value: 100 } })
  network.heal()
  return { network, ana, bruno, here, there, cardId, first, second, third, meet: () => network.converge() }
}

describe('two people at once', { timeout: 30_000 }, () => {
  it('[BRD-10] a move never costs another field', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { here, there, ana, bruno, cardId, second, meet } = twoPeople(seed)
        moveCard(here, ana, { cardId, stageId: second })
        setCardField(there, bruno, { cardId, field: 'title', value: 'Migração ERP — 3 filiais' })
        setCardField(there, bruno, { cardId, field: 'value', value: 250 })
        meet()
        const store = createBoardStore(here)
        expect(store.stageOf(cardId)).toBe(second)
        expect(store.card(cardId)).toMatchObject({ title: 'Migração ERP — 3 filiais', valueCents: 250 })
      }),
      { numRuns: 30 },
    )
  })

  it('[BRD-11] concurrent moves end in one of the two places, never in a mixture', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { here, there, ana, bruno, cardId, second, third, meet } = twoPeople(seed)
        moveCard(here, ana, { cardId, stageId: second })
        moveCard(there, bruno, { cardId, stageId: third })
        const wanted = [here, there].map((doc) =>
          JSON.stringify((cardsMap(doc).get(cardId) as Y.Map<unknown>).get('pos')),
        )
        meet()
        const pos = JSON.stringify((cardsMap(here).get(cardId) as Y.Map<unknown>).get('pos'))
        expect(wanted).toContain(pos)
      }),
      { numRuns: 30 },
    )
  })

  it('[BRD-14] concurrent creation, archive, restore and edits keep everything', () => {
    const { here, there, ana, bruno, cardId, first, second, meet } = twoPeople()
    const made = createCard(there, bruno, { stageId: second, title: 'Consultoria fiscal' })
    archiveCards(here, ana, [cardId])
    setCardField(there, bruno, { cardId, field: 'account', value: 'Cooperativa' })
    meet()
    const store = createBoardStore(here)
    expect(store.archived()).toEqual([cardId])
    expect(store.card(cardId)).toMatchObject({ account: 'Cooperativa', valueCents: 100 })
    expect(store.column(second)).toEqual([made.cardId])
    restoreCards(there, bruno, [cardId])
    setCardField(here, ana, { cardId, field: 'source', value: 'Indicação' })
    meet()
    expect(store.column(first)).toEqual([cardId])
    expect(store.card(cardId)).toMatchObject({ account: 'Cooperativa', source: 'Indicação', title: 'Migração ERP' })
  })

  it('[DOC-2] two strangers filling the same new card lose nothing', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { network, here, there, ana, bruno, second } = twoPeople(seed)
        const { cardId } = createCard(here, ana, { stageId: second, title: 'Nova' })
        network.heal()
        // Strangers write keys straight into the document, each knowing only some of them.
        const entry = (doc: Y.Doc): Y.Map<unknown> => cardsMap(doc).get(cardId) as Y.Map<unknown>
        entry(here).set('label:Piloto', true)
        entry(here).set('contactName', 'Rita')
        entry(there).set('label:Licitação', true)
        entry(there).set('contactPhone', '+55 11 5550-0000')
        setCardField(there, bruno, { cardId, field: 'closeOn', value: '2026-12-18' })
        network.converge()
        expect(createBoardStore(here).card(cardId)).toMatchObject({
          labels: ['Licitação', 'Piloto'],
          contactName: 'Rita',
          contactPhone: '+55 11 5550-0000',
          closeOn: '2026-12-18',
        })
      }),
      { numRuns: 20 },
    )
  })

  it('[DOC-2] two strangers opening the same empty details lose nothing', () => {
    const network = new Network({ peers: 2, seed: 5 })
    const [here, there] = [network.doc(0), network.doc(1)]
    for (const [doc, name] of [
      [here, 'Ana'],
      [there, 'Bruno'],
    ] as const) {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(`nota de ${name}`)])
      notesFragment(doc).insert(0, [paragraph])
      checklistMap(doc).set(`item-${name}.text`, `tarefa de ${name}`)
      commentsMap(doc).set(`comment-${name}`, new Y.Map([['text', `comentário de ${name}`]]))
    }
    network.converge()
    const content = contentOf(here)
    for (const name of ['Ana', 'Bruno'])
      for (const kind of ['nota', 'tarefa', 'comentário']) expect(content).toContain(`${kind} de ${name}`)
  })

  it('[DOC-3] keys nobody here knows survive every edit', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { network, here, there, ana, cardId, first } = twoPeople(seed)
        const entry = (doc: Y.Doc): Y.Map<unknown> => cardsMap(doc).get(cardId) as Y.Map<unknown>
        entry(there).set('field:01HZZZZZZZ', 'sob medida')
        entry(there).set('future', { deep: [1, 2, 3] })
        ;(stagesMap(there).get(first) as Y.Map<unknown>).set('icon', 'star')
        metaMap(there).set('theme', 'dark')
        network.heal()
        for (let step = 0; step < 40; step++) randomBoardEdit(here, ana)
        network.converge()
        expect(entry(here).get('field:01HZZZZZZZ')).toBe('sob medida')
        expect(entry(here).get('future')).toEqual({ deep: [1, 2, 3] })
        expect((stagesMap(here).get(first) as Y.Map<unknown>).get('icon')).toBe('star')
        expect(metaMap(here).get('theme')).toBe('dark')
      }),
      { numRuns: 20 },
    )
  })

  it('[DOC-4] typed text with half a character in it is the same in every copy', () => {
    const { here, there, ana, cardId, meet } = twoPeople()
    setCardField(here, ana, { cardId, field: 'title', value: 'oi \ud83d' })
    meet()
    expect(createBoardStore(there).card(cardId)?.title).toBe(createBoardStore(here).card(cardId)?.title)
  })
})

describe('undo among other people', { timeout: 30_000 }, () => {
  it('[DOC-8] undoing a creation never takes a colleague’s edits along', () => {
    const { network, here, there, ana, bruno, second } = twoPeople()
    const { cardId, undo } = createCard(here, ana, { stageId: second, title: 'Portal do fornecedor' })
    network.heal()
    setCardField(there, bruno, { cardId, field: 'account', value: 'Construtora Mirante' })
    network.heal()
    expect(undo.apply(here, ana)).toMatchObject({ done: 0, skipped: 1, redo: null })
    network.converge()
    expect(createBoardStore(there).column(second)).toEqual([cardId])
  })

  it('[DOC-8] undoing a creation keeps edits that arrive later, in the archive', () => {
    const { network, here, there, ana, bruno, second } = twoPeople()
    const { cardId, undo } = createCard(here, ana, { stageId: second, title: 'Portal do fornecedor' })
    network.heal()
    setCardField(there, bruno, { cardId, field: 'account', value: 'Construtora Mirante' })
    expect(undo.apply(here, ana)).toMatchObject({ done: 1, skipped: 0 })
    network.converge()
    const store = createBoardStore(here)
    expect(store.archived()).toEqual([cardId])
    expect(store.card(cardId)?.account).toBe('Construtora Mirante')
    restoreCards(there, bruno, [cardId])
    network.converge()
    expect(store.column(second)).toEqual([cardId])
  })

  it('[DOC-7] undoing everything one did leaves what others did', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const network = new Network({ peers: 2, seed, open: openBoard })
        const [ana, bruno] = [testContext('ana', seed), testContext('bruno', seed + 1)]
        const [here, there] = [network.doc(0), network.doc(1)]
        const [first = ''] = seedTestBoard(here, testContext('server', seed))
        network.heal()
        const random = seededRandom(seed)
        const undos: (Undo | null)[] = []
        const written = new Map<string, string>()
        for (let step = 0; step < 20; step++) {
          undos.push(randomBoardEdit(here, ana))
          network.sync(0, 1)
          // Bruno writes a field of his own on any card there is, and puts cards of his own into the board.
          const cardIds = [...cardsMap(there).keys()]
          const cardId = cardIds[Math.floor(random() * cardIds.length)] ?? ''
          setCardField(there, bruno, { cardId, field: 'nextActivity', value: `passo ${step}` })
          written.set(cardId, `passo ${step}`)
          network.sync(0, 1)
        }
        for (const undo of undos.toReversed()) undo?.apply(here, ana)
        network.converge()
        const store = createBoardStore(there)
        for (const [cardId, text] of written) expect(store.card(cardId)?.nextActivity).toBe(text)
        expect(store.stages().map(({ id }) => id)).toContain(first)
      }),
      { numRuns: 20 },
    )
  })

  it('[DOC-7] alone, undoing everything brings back every field, and redoing brings it all again', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const doc = new Y.Doc()
        const ana = testContext('ana', seed)
        seedTestBoard(doc, testContext('server', seed))
        const shown = (): string => {
          const store = createBoardStore(doc)
          const stages = store.stages().map((stage) => [stage, store.column(stage.id).map((id) => store.card(id))])
          store.destroy()
          return JSON.stringify([store.meta(), stages])
        }
        const before = shown()
        const undos = Array.from({ length: 15 }, () => randomBoardEdit(doc, ana))
        const after = shown()
        const redos = undos.toReversed().map((undo) => undo?.apply(doc, ana).redo)
        expect(shown()).toBe(before)
        for (const redo of redos.toReversed()) redo?.apply(doc, ana)
        expect(shown()).toBe(after)
      }),
      { numRuns: 60 },
    )
  })
})
