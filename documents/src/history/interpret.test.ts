import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { randomBoardEdit, randomDetailEdit, seedTestBoard } from '../testing/editor.ts'
import { testContext } from '../testing/context.ts'
import { chunkDocument } from '../update/index.ts'
import { documentState, Interpreter, replayFact, withoutEmptyRoots } from './index.ts'
import type { DerivedFact, DocumentState } from './index.ts'
import { factsOfRows, Office, type Desk } from './testing/office.ts'

const runs = Number(process.env['MUTIRAO_SOAK'] ?? 1)

/** A journal of several people who edit a board, or an open card with notes. */
function history(kind: 'board' | 'card', seed: number): Office {
  const office = new Office(seed, 3)
  const contexts = office.desks.map(({ actorId }, i) => testContext(actorId, seed * 7 + i))
  const context = (desk: Desk) => contexts[office.desks.indexOf(desk)] ?? testContext(desk.actorId, seed)
  if (kind === 'board') {
    const [first] = office.desks
    if (first) {
      seedTestBoard(first.doc, context(first))
      office.send(first)
    }
    for (const desk of office.desks) office.receive(desk)
  }
  office.work(120, (desk) => {
    if (kind === 'board') randomBoardEdit(desk.doc, context(desk))
    else randomDetailEdit(desk.doc, context(desk))
  })
  return office
}

const cases = Array.from({ length: 12 * runs }, (_, i) => [i % 2 === 0 ? 'board' : 'card', i] as const)

describe('facts', () => {
  it.each(Array.from({ length: 12 * runs }, (_, i) => i))(
    '[HIS-53] tell letters of two units that were parted by writing, deleting and formatting between them (seed %i)',
    (seed) => {
      const office = new Office(seed, 3)
      const int = (n: number): number => Math.floor(office.random() * n)
      office.work(120, ({ doc }) => {
        const notes = doc.getXmlFragment('notes')
        const at = int(6)
        const text = notes.get(int(Math.max(1, notes.length)))
        if (!(text instanceof Y.XmlText)) notes.insert(0, [new Y.XmlText('🙂🙃 sim 🙂 não')])
        else if (at < 2) text.insert(int(text.length + 1), at === 0 ? '.' : '🙃')
        else if (at < 4 && text.length > 1) text.delete(int(text.length - 1), 1)
        else if (text.length > 1) text.format(int(text.length - 1), 1, { bold: at === 4 ? true : null })
      })
      const replica = new Y.Doc()
      const interpreter = new Interpreter()
      const state: DocumentState = {}
      for (const row of office.rows) {
        Y.applyUpdate(replica, row.update)
        for (const fact of interpreter.apply(row)) replayFact(state, fact)
        expect(withoutEmptyRoots(state)).toEqual(documentState(replica))
      }
    },
  )

  it.each(cases)('[HIS-1] replayed as plain sets give the document of every row (%s, seed %i)', (kind, seed) => {
    const { rows } = history(kind, seed)
    const replica = new Y.Doc()
    const interpreter = new Interpreter()
    const state: DocumentState = {}
    let told = 0
    for (const row of rows) {
      Y.applyUpdate(replica, row.update)
      const facts = interpreter.apply(row)
      told += facts.length
      for (const fact of facts) replayFact(state, fact)
      expect(withoutEmptyRoots(state)).toEqual(documentState(replica))
    }
    expect(told).toBeGreaterThan(10)
  })

  it.each(cases.slice(0, 6))('[HIS-2] are the same from a checkpoint on (%s, seed %i)', (kind, seed) => {
    const { rows } = history(kind, seed)
    const all = factsOfRows(rows)
    for (const cut of [1, Math.floor(rows.length / 3), rows.length - 2]) {
      const before = new Interpreter()
      before.skip(rows.slice(0, cut).map((row) => row.update))
      const doc = new Y.Doc()
      for (const chunk of chunkDocument(before.doc, 50, 'v2')) Y.applyUpdateV2(doc, chunk)
      const after = new Interpreter(doc)
      expect(rows.slice(cut).flatMap((row) => after.apply(row))).toEqual(all.filter(({ seq }) => seq > cut))
    }
  })

  const apply = (edit: (doc: Y.Doc) => void, note: unknown = null, doc = new Y.Doc()): DerivedFact[] => {
    const interpreter = new Interpreter()
    interpreter.skip([Y.encodeStateAsUpdate(doc)])
    const vector = Y.encodeStateVector(doc)
    edit(doc)
    const update = Y.encodeStateAsUpdate(doc, vector)
    const row = { seq: 7, actorId: 'ana', origin: 'client', receivedAtMs: 5_000, update, note: note as never }
    return interpreter.apply(row)
  }

  it('[HIS-1] tell a new entry as one fact, a cleared key as a deletion, foreign roots and lists too', () => {
    const doc = new Y.Doc()
    const facts = apply(
      (it) => {
        it.getMap('cards').set('card-1', new Y.Map([['title', 'Acme'] as const]))
        it.getMap('weird').set('deep', new Y.Map([['list', Y.Array.from([1, { a: 2 }])]]))
        it.getText('wall').insert(0, 'Olá')
      },
      null,
      doc,
    )
    expect(
      facts.map(({ path, kind, after, text }) => [path.join('/'), kind, after ?? text?.splices[0]?.inserted]),
    ).toEqual([
      ['cards/card-1', 'insert', { title: 'Acme' }],
      ['wall', 'text', 'Olá'],
      ['weird/deep', 'insert', { list: [1, { a: 2 }] }],
    ])
    const next = apply(
      (it) => {
        const card = it.getMap('cards').get('card-1') as Y.Map<unknown>
        card.delete('title')
        const deep = it.getMap('weird').get('deep') as Y.Map<Y.Array<unknown>>
        deep.get('list')?.push(['x'])
      },
      null,
      doc,
    )
    expect(next.map(({ path, kind, before, after }) => [path.join('/'), kind, before, after])).toEqual([
      ['cards/card-1/title', 'delete', 'Acme', undefined],
      ['weird/deep/list', 'set', [1, { a: 2 }], [1, { a: 2 }, 'x']],
    ])
  })

  it('[HIS-5] carry when their author wrote them, never after they arrived', () => {
    const doc = new Y.Doc()
    doc.clientID = 77
    const written = [
      [77, 0, 1, 1_000],
      [77, 1, 2, 9_999],
    ]
    const facts = apply(
      (it) => {
        it.getMap('meta').set('a', 1)
        it.getMap('meta').set('b', 2)
      },
      { written },
      doc,
    )
    expect(facts.map(({ path, writtenAtMs, receivedAtMs }) => [path[1], writtenAtMs, receivedAtMs])).toEqual([
      ['a', 1_000, 5_000],
      ['b', 5_000, 5_000],
    ])
    expect(apply((it) => it.getMap('meta').set('c', 3))[0]?.writtenAtMs).toBeNull()
  })

  it('[HIS-6] say what was set back, and why somebody restored', () => {
    const note = { reverted: [{ path: ['meta', 'schemaVersion'], rule: 'server_only', how: {} }], reason: 'engano' }
    const facts = apply((it) => {
      it.getMap('meta').set('schemaVersion', 9)
      it.getMap('meta').set('title', 'x')
    }, note)
    expect(facts.map(({ path, reverted, reason }) => [path[1], reverted, reason])).toEqual([
      ['schemaVersion', 'server_only', 'engano'],
      ['title', undefined, 'engano'],
    ])
  })

  it('[HIS-7] of rich text name whole words, and formatting without them', () => {
    const doc = new Y.Doc()
    const paragraph = new Y.XmlElement('paragraph')
    const text = new Y.XmlText('O cliente pediu prazo. 👍🏽')
    paragraph.insert(0, [text])
    doc.getXmlFragment('notes').insert(0, [paragraph])
    const edited = apply(
      () => {
        text.delete(2, 7)
        text.insert(2, 'clima')
      },
      null,
      doc,
    )
    expect(edited.map(({ kind, text: change }) => [kind, change])).toEqual([
      [
        'text',
        {
          formatted: false,
          splices: [{ at: 2, removed: 'cliente', inserted: 'clima', lead: 'O ', tail: ' pediu prazo. 👍🏽\n' }],
        },
      ],
    ])
    expect(apply(() => text.format(0, 1, { bold: true }), null, doc).map(({ text: change }) => change)).toEqual([
      { splices: [], formatted: true },
    ])
  })
})
