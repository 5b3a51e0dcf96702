/**
 * `node bench/src/inspect.ts`: what deciding about an edit costs, next to applying it. Prints medians in µs per update on a
 * board of 2 000 cards: looking at it with everything allowed, with the board's real rules, and `Y.applyUpdate` of the same
 * bytes; then the same for big delete sets, whole states and chunks.
 */
import { chunkDocument, kinds, mustParseName, prepareUpdate, trimUpdate } from '@mutirao/documents'
import type { Judge } from '@mutirao/documents'
import { performance } from 'node:perf_hooks'
import * as Y from 'yjs'

const cardCount = 2_000
const editsPerKind = 3_000
const options = { ownsClient: () => true }
const allowAll: Judge = () => ({ kind: 'allow' })

const cardId = (i: number): string => `card-${String(i).padStart(8, '0')}`

function boardWith(cards: number): Y.Doc {
  const doc = new Y.Doc()
  const map = doc.getMap<Y.Map<unknown>>('cards')
  doc.transact(() => {
    for (let i = 0; i < cards; i++) {
      const card = new Y.Map<unknown>()
      map.set(cardId(i), card)
      card.set('title', `Oportunidade ${i}`)
      card.set('pos', { stage: 'stage-00001', rank: `a${i}` })
      card.set('value', i * 100)
      card.set('account', `Conta ${i % 97}`)
      card.set('owner', 'user-ana-00001')
    }
  })
  return doc
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

const median = (list: number[]): number => list.sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN
const micros = (ms: number): string => (ms * 1000).toFixed(1)

type Edit = (doc: Y.Doc, i: number) => void
const field =
  (edit: (card: Y.Map<unknown>, i: number) => void): Edit =>
  (doc, i) => {
    const card = doc.getMap<Y.Map<unknown>>('cards').get(cardId((i * 7919) % cardCount))
    if (card) edit(card, i)
  }
const edits: Readonly<Record<string, Edit>> = {
  'set a field': field((card, i) => card.set('value', i)),
  'move a card': field((card, i) => card.set('pos', { stage: 'stage-00002', rank: `b${i}Xk3` })),
  'set a label': field((card, i) => card.set(`label:l${i % 9}`, true)),
  'type a letter': (doc, i) => doc.getText('text').insert(i % (doc.getText('text').length + 1), 'x'),
  'new card': (doc, i) => {
    const card = new Y.Map<unknown>()
    for (const key of ['title', 'account', 'owner', 'source']) card.set(key, `${key} ${i}`)
    doc.getMap('cards').set(`new-card-${i}-00000`, card)
  },
}

function measureEdit(edit: Edit): { allowed: number; judged: number; applied: number } {
  const author = boardWith(cardCount)
  const server = copyOf(author)
  const updates: Uint8Array[] = []
  author.on('update', (update: Uint8Array) => updates.push(update))
  author.clientID = 77
  for (let i = 0; i < editsPerKind; i++) author.transact(() => edit(author, i))
  const actor = { userId: 'user-ana-00001', role: 'editor' as const, groups: [] }
  const document = mustParseName('board:00000000000000000000000000')
  const rules = kinds.board.judge(actor, { document, doc: server })
  const times = { allowed: [] as number[], judged: [] as number[], applied: [] as number[] }
  for (const update of updates) {
    const start = performance.now()
    prepareUpdate(server, update, allowAll, options)
    const afterAllowed = performance.now()
    prepareUpdate(server, update, rules, options)
    const afterJudged = performance.now()
    Y.applyUpdate(server, update)
    const end = performance.now()
    times.allowed.push(afterAllowed - start)
    times.judged.push(afterJudged - afterAllowed)
    times.applied.push(end - afterJudged)
  }
  return { allowed: median(times.allowed), judged: median(times.judged), applied: median(times.applied) }
}

function timed(run: () => void, rounds = 9): number {
  const times: number[] = []
  for (let i = 0; i < rounds; i++) {
    const start = performance.now()
    run()
    times.push(performance.now() - start)
  }
  return median(times)
}

for (const round of ['warming up', 'measured']) {
  console.log(`${round}: median µs per update, board of ${cardCount} cards`)
  for (const [name, edit] of Object.entries(edits)) {
    const { allowed, judged, applied } = measureEdit(edit)
    console.log(
      `  ${name.padEnd(14)} prepare ${micros(allowed).padStart(6)}   with rules ${micros(judged).padStart(6)}   apply ${micros(applied).padStart(6)}`,
    )
  }
}

const moved = boardWith(10_000)
for (let i = 0; i < 20_000; i++) {
  moved
    .getMap<Y.Map<unknown>>('cards')
    .get(cardId((i * 7919) % 10_000))
    ?.set('pos', { stage: 's', rank: `c${i}` })
}
const known = copyOf(moved)
const nothingNew = Y.encodeStateAsUpdate(moved, Y.encodeStateVector(known))
const whole = Y.encodeStateAsUpdate(moved)
console.log(`10 000 cards, 20 000 moves, milliseconds:`)
console.log(
  `  delete set with nothing new (${nothingNew.length} bytes): prepare ${timed(() => prepareUpdate(known, nothingNew, allowAll, options)).toFixed(2)}   trim ${timed(() => trimUpdate(known, nothingNew)).toFixed(2)}   apply ${timed(() => Y.applyUpdate(known, nothingNew)).toFixed(2)}`,
)
console.log(
  `  whole state, all known (${whole.length} bytes): prepare ${timed(() => prepareUpdate(known, whole, allowAll, options)).toFixed(1)}`,
)
console.log(
  `  whole state, all new: prepare ${timed(() => prepareUpdate(new Y.Doc(), whole, allowAll, options), 3).toFixed(1)}   apply ${timed(() => Y.applyUpdate(new Y.Doc(), whole), 3).toFixed(1)}`,
)
for (const format of ['v1', 'v2'] as const) {
  let bytes = 0
  let chunks = 0
  const ms = timed(() => {
    bytes = 0
    chunks = 0
    for (const chunk of chunkDocument(moved, 2000, format)) {
      bytes += chunk.length
      chunks++
    }
  }, 3)
  const one = format === 'v1' ? whole.length : Y.encodeStateAsUpdateV2(moved).length
  console.log(`  chunks ${format}: ${chunks}, ${bytes} bytes (one piece ${one}), ${ms.toFixed(0)} ms`)
}
