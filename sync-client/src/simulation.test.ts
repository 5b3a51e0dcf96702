import { describe, expect, it } from 'vitest'
import { simulate } from './testing/simulation.ts'

describe('saved means journalled, whatever happens on the way', () => {
  for (const seed of [1, 2, 3]) {
    it(`[STA-1] [CLI-2] [OFF-2] [OFF-3] over edits, deletions, cuts, kills, slow commits, refusals, restarts and times of HTTP alone (seed ${seed})`, async () => {
      const result = await simulate({ seed, steps: 700, people: 3, documents: 3, commitMaxMs: 60, refusal: 0.02 })
      expect(result.lies).toEqual([])
      expect(result.claims).toBeGreaterThan(10)
    }, 60_000)
  }
})
