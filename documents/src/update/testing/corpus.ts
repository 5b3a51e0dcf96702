import * as Y from 'yjs'
import { randomEdit, type Random } from './edits.ts'

/** A document and updates some of which it knows, knows in part, or cannot use yet. */
export interface Corpus {
  readonly doc: Y.Doc
  readonly updates: readonly Uint8Array[]
}

const anywhere = (random: Random, length: number): number => Math.floor(random() * length)

/** Three peers edit and exchange at random; the document has seen a random part of it. */
export function randomCorpus(random: Random, steps: number, mischief = 0.2): Corpus {
  const peers = [11, 12, 13].map((clientId) => {
    const doc = new Y.Doc({ gc: random() < 0.9 })
    doc.clientID = clientId
    return doc
  })
  const single: Uint8Array[] = []
  for (const peer of peers) peer.on('update', (update: Uint8Array) => single.push(update))
  const doc = new Y.Doc()
  for (let step = 0; step < steps; step++) {
    const peer = peers[anywhere(random, peers.length)] as Y.Doc
    const other = peers[anywhere(random, peers.length)] as Y.Doc
    if (random() < 0.7) randomEdit(peer, random, { mischief })
    else Y.applyUpdate(peer, Y.encodeStateAsUpdate(other, Y.encodeStateVector(peer)))
    if (random() < 0.15) Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer, Y.encodeStateVector(doc)))
  }
  const updates = peers.flatMap((peer) => [
    Y.encodeStateAsUpdate(peer),
    Y.encodeStateAsUpdate(peer, Y.encodeStateVector(doc)),
    Y.encodeStateAsUpdate(peer, Y.encodeStateVector(peers[0] as Y.Doc)),
  ])
  for (let i = 0; i < 6; i++) {
    const from = anywhere(random, single.length)
    const some = single.slice(from, from + 1 + anywhere(random, 4)).filter(() => random() < 0.8)
    if (some.length > 0) updates.push(some.length === 1 ? (some[0] as Uint8Array) : Y.mergeUpdates(some))
  }
  return { doc, updates }
}

/** A copy that shares nothing with the document. */
export function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
