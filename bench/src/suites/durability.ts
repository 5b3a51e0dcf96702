/**
 * Acknowledged edits lost when the server is killed -9 under load.
 *
 * Each round: writers send edits as fast as acknowledgements come back; at a random moment the server gets SIGKILL; it starts
 * again; a fresh reader takes the whole document and every acknowledged edit must be in it. A writer's edits are
 * overwrites of one key with a counter, so "in it" means: the counter read is at least the highest acknowledged one.
 */
import { readDocument } from '../load/reader.ts'
import { KeyWriter, seedBoard } from '../load/edits.ts'
import { RawClient } from '../load/raw-client.ts'
import { startOurs } from '../peers/ours.ts'
import { startStockWithDatabase } from '../peers/others.ts'
import type { Peer } from '../peers/peer.ts'
import type { Suite } from '../suite.ts'

const writersPerRound = 8
const seed = seedBoard(writersPerRound, 0)

interface Tally {
  peer: string
  kills: number
  acknowledged: number
  lost: number
}

async function seedDocument(peer: Peer, document: string): Promise<void> {
  const client = await RawClient.join({ wire: peer.wire, url: peer.url, document, token: await peer.token() })
  if (!(await client.send(seed.update))) throw new Error(`${peer.name} refused the seed`)
  client.close()
}

/** One round; adds to the tally. `firstClient` keeps client ids of rounds apart. */
async function killOnce(peer: Peer, document: string, firstClient: number, tally: Tally): Promise<void> {
  const token = await peer.token()
  const acked = new Map<number, number>()
  let killed = false
  const write = async (index: number): Promise<void> => {
    const parent = seed.parents[index]
    if (!parent) throw new Error('no card for this writer')
    const client = await RawClient.join({ wire: peer.wire, url: peer.url, document, token })
    const writer = new KeyWriter(firstClient + index, parent, `x${firstClient + index}`)
    const loop = async (): Promise<void> => {
      for (let n = 0; !killed && !client.closed; n++) {
        if (await client.send(writer.next(n))) acked.set(index, n)
      }
    }
    // A killed server never answers the last frame: the loop is abandoned with its promise pending, nothing awaits it.
    void loop().catch((error: unknown) => {
      if (!killed) throw error
    })
  }
  await Promise.all(seed.parents.map((_, index) => write(index)))
  const killAfterMs = 150 + Math.random() * 250
  await new Promise((resolve) => setTimeout(resolve, killAfterMs))
  killed = true
  await peer.kill9()
  const promised = new Map(acked)
  await peer.restart()
  const doc = await readDocument(peer, document)
  for (const [index, highest] of promised) {
    const card = doc.getMap('cards').toJSON()[seed.cardIds[index] ?? ''] as Record<string, unknown> | undefined
    const found = card?.[`x${firstClient + index}`]
    tally.acknowledged += highest + 1
    // More than was acknowledged may be there: committed, killed before it could be said.
    tally.lost += Math.max(0, highest - (typeof found === 'number' ? found : -1))
  }
  tally.kills++
}

async function measure(peer: Peer, kills: number): Promise<Tally> {
  const tally: Tally = { peer: peer.name, kills: 0, acknowledged: 0, lost: 0 }
  try {
    const [document = ''] = await peer.documents(1)
    await seedDocument(peer, document)
    if (peer.name !== 'mutirao') await new Promise((resolve) => setTimeout(resolve, 3000)) // its 2 s debounce stores the seed
    for (let i = 0; i < kills; i++) {
      await killOnce(peer, document, 1_000_000 + i * 100, tally)
      process.stderr.write(
        `\r  ${peer.name}: ${tally.kills}/${kills} kills, ${tally.lost} of ${tally.acknowledged} lost   `,
      )
    }
    process.stderr.write('\n')
  } finally {
    await peer.stop()
  }
  return tally
}

export const durability: Suite = {
  name: 'durability',
  question: 'How many acknowledged edits are lost over 100 × kill -9 under load?',
  run: async ({ quick }) => {
    const rows = [
      await measure(await startOurs(), quick ? 5 : 100),
      await measure(await startStockWithDatabase(), quick ? 2 : 10),
    ]
    const ours = rows[0]
    return {
      rows: rows.map((row) => ({ ...row })),
      gates: [
        {
          gate: '0 acknowledged edits of ours lost',
          met: ours !== undefined && ours.lost === 0 && ours.acknowledged > 0,
          measured: `${ours?.lost} of ${ours?.acknowledged}`,
        },
      ],
    }
  },
}
