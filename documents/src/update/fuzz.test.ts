import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../testing/random.ts'
import { randomEdit, visible } from './testing/edits.ts'
import { testJudge } from './testing/rules.ts'
import { World } from './testing/world.ts'

/** Runs by default about as many cases as fit in a few seconds; `npm run soak` multiplies. */
const soak = Number(process.env['MUTIRAO_SOAK'] ?? '1')

function play(seed: number, steps: number, mischief: number): World {
  const random = seededRandom(seed)
  const world = new World(random, testJudge, 3)
  for (let step = 0; step < steps; step++) {
    const index = Math.floor(random() * world.clients.length)
    const client = world.clients[index]
    if (client === undefined) continue
    const dice = random()
    if (dice < 0.55) randomEdit(client.doc, random, { mischief })
    else if (dice < 0.8) world.send(client)
    else if (dice < 0.97) world.take(client)
    else if (client.refused.size > 0) world.reopen(index)
  }
  world.finish()
  return world
}

/** What is visible outside these paths. */
function without(paths: ReadonlySet<string>, all: Readonly<Record<string, unknown>>): unknown {
  const strip = (value: unknown, path: string): unknown => {
    if (paths.has(path)) return 'refused'
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) =>
        paths.has(`${path}/${key}`) ? [] : [[key, strip(inner, `${path}/${key}`)]],
      ),
    )
  }
  return Object.fromEntries(Object.entries(all).map(([root, value]) => [root, strip(value, root)]))
}

describe('a server that prepares every update', () => {
  const seeds = fc.integer({ min: 0, max: 2 ** 31 })

  it('[UPD-7] refused content is never visible anywhere, nothing hangs, and the allowed rest converges', () => {
    const totals = { taken: 0, refused: 0, reverted: 0, unchanged: 0, gaps: 0, sunk: 0 }
    fc.assert(
      fc.property(seeds, (seed) => {
        const world = play(seed, 120, 0.12)
        const truth = visible(world.server)
        expect(visible(world.replay())).toEqual(truth)
        // History keeps what was deleted: nothing more may be visible there.
        expect(visible(world.replay(false))).toEqual(truth)
        for (const client of world.clients) {
          if (client.refused.size === 0) expect(visible(client.doc)).toEqual(truth)
          else expect(without(client.refused, visible(client.doc))).toEqual(without(client.refused, truth))
        }
        for (const key of Object.keys(totals) as (keyof typeof totals)[]) totals[key] += world.counts[key]
      }),
      { numRuns: 40 * soak, examples: [[10], [602711367], [937111841], [2098983572]] },
    )
    // Never vacuous: every outcome was met many times.
    expect(Math.min(totals.taken, totals.refused, totals.reverted, totals.unchanged, totals.gaps)).toBeGreaterThan(5)
    if (soak > 1) console.log(totals)
  })
})
