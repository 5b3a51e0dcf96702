/**
 * One edit to everybody else on the board: latency and CPU per edit, four servers interleaved in the same run.
 *
 * Boards hold 2 000 cards and 50 000 past overwrites. Rounds go A B C D, A B C D, …; of each peer the round with the least CPU
 * counts (a machine can only be disturbed upwards), latencies are those of that round.
 */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { seedBoard } from '../load/edits.ts'
import type { FanoutLoad, FanoutReport } from '../load/fanout-load.ts'
import { RawClient } from '../load/raw-client.ts'
import { startOurs } from '../peers/ours.ts'
import { startRelay, startStockInMemory, startYWebsocket } from '../peers/others.ts'
import type { Peer } from '../peers/peer.ts'
import { round } from '../statistics.ts'
import type { Gate, Suite } from '../suite.ts'

const boards = 10
const generator = join(import.meta.dirname, '..', 'load', 'fanout-load.ts')

interface Shape {
  readonly clients: number
  readonly editsPerSecond: number
}

interface Round extends FanoutReport {
  readonly serverCpuMsPerEdit: number
  readonly allCpuMsPerEdit: number
}

/**
 * The seeding clients stay: stock Hocuspocus without storage forgets a document when its last client leaves. It also closes a
 * socket that says nothing for a minute, so they are looked at before every round: without its cards an edit is never delivered.
 */
async function seedAll(peer: Peer, documents: readonly string[], update: Uint8Array): Promise<RawClient[]> {
  const token = await peer.token()
  const clients: RawClient[] = []
  for (const document of documents) {
    const client = await RawClient.join({ wire: peer.wire, url: peer.url, document, token })
    await client.send(update)
    clients.push(client)
  }
  return clients
}

async function oneRound(peer: Peer, load: FanoutLoad): Promise<Round> {
  const child = fork(generator, [JSON.stringify(load)])
  return await new Promise<Round>((resolve, reject) => {
    let before = { server: 0, all: 0 }
    child.on('message', (message: string | { report: FanoutReport }) => {
      if (message === 'measuring') before = peer.cpuMs()
      else if (typeof message === 'object') {
        // Only now: an overloaded server works off its backlog after the last edit was sent, and that is part of their cost.
        const after = peer.cpuMs()
        const { report } = message
        resolve({
          ...report,
          serverCpuMsPerEdit: (after.server - before.server) / report.edits,
          allCpuMsPerEdit: (after.all - before.all) / report.edits,
        })
      }
    })
    child.on('exit', (code) => reject(new Error(`the load generator ended with ${code}`)))
  })
}

async function compare(shape: Shape, rounds: number, measureMs: number): Promise<Map<string, Round>> {
  const seed = seedBoard(2000, 50_000)
  const peers = [await startOurs(), await startStockInMemory(), await startYWebsocket(), await startRelay()]
  const best = new Map<string, Round>()
  const keepers = new Map<Peer, RawClient[]>()
  try {
    const documents = new Map<Peer, string[]>()
    for (const peer of peers) {
      const names = await peer.documents(boards)
      documents.set(peer, names)
    }
    for (let i = 0; i < rounds; i++) {
      for (const peer of peers) {
        const kept = keepers.get(peer) ?? []
        if (peer.name !== 'bare ws relay' && (kept.length === 0 || kept.some(({ closed }) => closed)))
          keepers.set(peer, [...kept, ...(await seedAll(peer, documents.get(peer) ?? [], seed.update))])
        const load: FanoutLoad = {
          wire: peer.wire,
          url: peer.url,
          token: await peer.token(),
          documents: documents.get(peer) ?? [],
          parents: seed.parents.slice(0, 500),
          ...shape,
          warmUpMs: 3000,
          measureMs,
          firstClient: 10_000_000 + i * 10_000,
        }
        const result = await oneRound(peer, load)
        const sofar = best.get(peer.name)
        if (!sofar || result.serverCpuMsPerEdit < sofar.serverCpuMsPerEdit) best.set(peer.name, result)
        console.error(
          `  ${shape.clients} clients, round ${i + 1}, ${peer.name}: p50 ${round(result.p50Ms)} p99 ${round(result.p99Ms)} ms, ${round(result.serverCpuMsPerEdit, 3)} ms CPU/edit, delivered ${result.delivered}/${result.edits}`,
        )
      }
    }
  } finally {
    for (const client of [...keepers.values()].flat()) client.close()
    for (const peer of peers) await peer.stop()
  }
  return best
}

function gatesOf(shape: Shape, best: ReadonlyMap<string, Round>): Gate[] {
  const ours = best.get('mutirao')
  const y = best.get('y-websocket 2.1.0')
  const relay = best.get('bare ws relay')
  if (!ours || !y || !relay) return []
  if (shape.clients === 200) {
    return [
      { gate: '200 clients, 400 edits/s: p50 ≤ 10 ms', met: ours.p50Ms <= 10, measured: `${round(ours.p50Ms)} ms` },
      { gate: '200 clients, 400 edits/s: p99 ≤ 50 ms', met: ours.p99Ms <= 50, measured: `${round(ours.p99Ms)} ms` },
    ]
  }
  const cpu = ours.serverCpuMsPerEdit / y.serverCpuMsPerEdit
  const tail = ours.p99Ms / y.p99Ms
  const floor = ours.serverCpuMsPerEdit / relay.serverCpuMsPerEdit
  return [
    {
      gate: '500 clients, 1 000 edits/s: sync-server CPU per edit ≤ 0.8 × y-websocket',
      met: cpu <= 0.8,
      measured: `${round(cpu)} ×`,
    },
    { gate: '500 clients, 1 000 edits/s: p99 ≤ 0.5 × y-websocket', met: tail <= 0.5, measured: `${round(tail)} ×` },
    {
      gate: '500 clients, 1 000 edits/s: CPU per edit ≤ 1.3 × bare ws relay',
      met: floor <= 1.3,
      measured: `${round(floor)} ×`,
    },
  ]
}

export const fanout: Suite = {
  name: 'fanout',
  question: 'How long until everybody sees an edit, and what does it cost?',
  run: async ({ quick }) => {
    const shapes: Shape[] = [
      { clients: 200, editsPerSecond: 400 },
      { clients: 500, editsPerSecond: 1000 },
    ]
    const rows: Record<string, string | number>[] = []
    const gates: Gate[] = []
    for (const shape of shapes) {
      const best = await compare(shape, quick ? 1 : 3, quick ? 4000 : 10_000)
      for (const [peer, result] of best) {
        rows.push({
          peer,
          clients: shape.clients,
          'edits/s': shape.editsPerSecond,
          'p50 ms': round(result.p50Ms),
          'p99 ms': round(result.p99Ms),
          'server CPU ms/edit': round(result.serverCpuMsPerEdit, 3),
          'with worker and database': round(result.allCpuMsPerEdit, 3),
          delivered: `${result.delivered}/${result.edits}`,
          'generator lag p99 ms': round(result.generatorLagP99Ms),
        })
      }
      gates.push(...gatesOf(shape, best))
    }
    return {
      rows,
      gates,
      notes: [
        'Load generator, server and database share two cores: absolute latencies are pessimistic, ratios are what counts. Ours journals every edit before anybody sees it; the others keep nothing. The worker interprets every edit for the history meanwhile, on a thread of lower priority.',
      ],
    }
  },
}
