import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { applyChunks, chunkDocument, cutUpdate, leaveMarks, piecesOf } from './index.ts'

const limits = { maxStructs: 20, maxBytes: 2_000 }
const textOf = (doc: Y.Doc): Y.XmlText => (doc.getXmlFragment('notes').get(0) as Y.XmlElement).get(0) as Y.XmlText
const fill = (doc: Y.Doc, prefix: string): void => {
  for (let i = 0; i < 40; i++) doc.getMap('checklist').set(`${prefix}-${i}`, 'x')
}

/** A note somebody made bold in part; another one wrote within the bold run, whose first words went. Much stands between. */
function formatted(): Y.Doc {
  const [ana, bruno] = [new Y.Doc(), new Y.Doc()]
  // The higher id is handed out first: the marks come before what they mark.
  ;[ana.clientID, bruno.clientID] = [100, 5_000]
  const meet = (): void => {
    Y.applyUpdate(ana, Y.encodeStateAsUpdate(bruno))
    Y.applyUpdate(bruno, Y.encodeStateAsUpdate(ana))
  }
  bruno.transact(() => {
    const [paragraph, text] = [new Y.XmlElement('paragraph'), new Y.XmlText()]
    bruno.getXmlFragment('notes').insert(0, [paragraph])
    paragraph.insert(0, [text])
    text.insert(0, 'abc tail')
  })
  fill(bruno, 'before')
  textOf(bruno).format(0, 3, { bold: {} })
  meet()
  textOf(ana).insert(3, 'IMPORTANT', { bold: {} })
  meet()
  textOf(bruno).delete(0, 3)
  fill(bruno, 'after')
  meet()
  return bruno
}
const bold = [{ insert: 'IMPORTANT', attributes: { bold: {} } }, { insert: ' tail' }]

/** A reader's copy, and how often Yjs wrote in it by itself. */
function reader(): { doc: Y.Doc; edits: () => number } {
  const doc = new Y.Doc()
  let edits = 0
  doc.on('update', (_update: Uint8Array, origin: unknown) => void (origin === 'server' || edits++))
  return { doc, edits: () => edits }
}

const vectorOf = (client: number, clock: number): Uint8Array =>
  encoding.encode((encoder) => {
    for (const number of [1, client, clock]) encoding.writeVarUint(encoder, number)
  })

describe('marks and what they mark', () => {
  it('[UPD-24] are never apart in what a copy lacks', () => {
    const author = formatted()
    const { doc, edits } = reader()
    const pieces = [...piecesOf(author, new Map(), limits)].filter((piece) => piece !== null)
    expect(pieces.length).toBeGreaterThan(1)
    for (const piece of pieces) Y.applyUpdate(doc, piece, 'server')
    expect([textOf(doc).toDelta(), edits()]).toEqual([bold, 0])
  })

  it('[UPD-24] nor in the chunks of a checkpoint; those that are, of older versions, are applied in one transaction', () => {
    const author = formatted()
    const { doc, edits } = reader()
    const chunks = [...chunkDocument(author, limits.maxStructs, 'v2')]
    expect(chunks.length).toBeGreaterThan(1)
    for (const chunk of chunks) Y.applyUpdateV2(doc, chunk, 'server')
    expect([textOf(doc).toDelta(), edits()]).toEqual([bold, 0])
    // Those of older versions were cut anywhere: here the marks without what they mark, then the rest.
    const old = reader()
    const cut = [100, 5_000].map((client) => {
      const known = Y.decodeStateVector(Y.encodeStateVector(author)).get(client) ?? 0
      return Y.encodeStateAsUpdateV2(author, vectorOf(client, known))
    })
    applyChunks(old.doc, cut, 'server')
    expect([textOf(old.doc).toDelta(), old.edits()]).toEqual([bold, 0])
  })

  it('[UPD-24] nor in a long update that is cut', () => {
    const [author, { doc, edits }] = [new Y.Doc(), reader()]
    author.getXmlFragment('notes').insert(0, [new Y.XmlElement('paragraph')])
    const text = new Y.XmlText()
    ;(author.getXmlFragment('notes').get(0) as Y.XmlElement).insert(0, [text])
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(author), 'server')
    const before = Y.encodeStateVector(author)
    fill(author, 'before')
    text.insert(0, 'abc', { bold: {} })
    fill(author, 'between')
    text.insert(1, 'IMPORTANT')
    text.delete(0, 1)
    const pieces = [...cutUpdate(Y.encodeStateAsUpdate(author, before), limits)]
    expect(pieces.length).toBeGreaterThan(2)
    for (const piece of pieces) Y.applyUpdate(doc, piece, 'server')
    expect([textOf(doc).toDelta(), edits()]).toEqual([text.toDelta(), 0])
  })

  it('[UPD-27] a copy that only takes updates makes no edit where a mark lost what it marked, and looks at no letter twice', () => {
    const bruno = formatted()
    const ana = new Y.Doc()
    Y.applyUpdate(ana, Y.encodeStateAsUpdate(bruno))
    const { doc, edits } = reader()
    leaveMarks(doc)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(bruno), 'server')
    const before = Y.encodeStateVector(bruno)
    textOf(ana).format(10, 4, { italic: {} })
    textOf(bruno).delete(9, textOf(bruno).length - 9)
    for (const peer of [ana, bruno]) Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer, before), 'server')
    expect(edits()).toBe(0)
    expect(textOf(doc).toDelta()).toEqual(bold.slice(0, 1))
    // Who writes there goes on as ever.
    textOf(doc).insert(9, '!')
    expect(textOf(doc).toString()).toContain('IMPORTANT')
  })
})
