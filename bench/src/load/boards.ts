/** Boards of a given size on a running Mutirão, made through its public HTTP interface. */
import { boardName, parseName } from '@mutirao/documents'
import { createBoardStore, importCards, ulid, type DocumentName } from '@mutirao/documents'
import * as Y from 'yjs'
import type { OurPeer } from '../peers/ours.ts'

const newId = () => ulid(Date.now(), crypto.getRandomValues(new Uint8Array(16)))
const cardsPerPush = 2000

/** @returns the board's document name; its cards lie spread over all stages */
export async function makeBoard(peer: OurPeer, cards: number): Promise<DocumentName> {
  const [raw = ''] = await peer.documents(1)
  const parsed = parseName(raw)
  if (parsed?.kind !== 'board') throw new Error(`not a board: ${raw}`)
  const doc = await peer.pull(raw)
  const store = createBoardStore(doc)
  const stages = store.stages()
  const context = { userId: 'bench', nowMs: Date.now(), random: Math.random, newId }
  for (let made = 0; made < cards; made += cardsPerPush) {
    const before = Y.encodeStateVector(doc)
    for (let chunk = made; chunk < Math.min(made + cardsPerPush, cards); chunk += 200) {
      const rows = Array.from({ length: Math.min(200, cards - chunk) }, (_, i) => ({
        title: `Oportunidade ${chunk + i}`,
        stageId: stages[(chunk + i) % stages.length]?.id ?? '',
        fields: {
          account: `Conta ${(chunk + i) % 97}`,
          value: (chunk + i) * 1000,
          closeOn: `2026-12-${String(1 + ((chunk + i) % 28)).padStart(2, '0')}`,
        },
      }))
      importCards(doc, context, rows)
    }
    await peer.push(raw, Y.encodeStateAsUpdate(doc, before))
  }
  store.destroy()
  return boardName(parsed.id)
}
