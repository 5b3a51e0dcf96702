import { expect, it } from 'vitest'
import type { DocumentAt } from '../../../engine/index.ts'
import { createMoments } from './moments.ts'
import { shownMoment } from './named.ts'

it('[HSC-10] a named moment is shown exactly as of its row, also beside another of the same time', async () => {
  const asked: unknown[] = []
  const moments = createMoments(
    (wish) => {
      asked.push(wish)
      const seq = typeof wish === 'object' && 'seq' in wish ? wish.seq : 9
      return Promise.resolve({ seq, atMs: 100, state: {} } satisfies DocumentAt)
    },
    ({ seq }) => seq,
  )
  const one = { id: 'a', name: 'Antes', seq: 7, atMs: 100, by: 'ana' }
  const two = { id: 'b', name: 'Depois', seq: 8, atMs: 100, by: 'ana' }
  for (const { seq, atMs } of [one, two, one]) {
    moments.show(atMs, seq)
    await expect.poll(() => moments.state().shown?.view).toBe(seq)
  }
  expect(asked).toEqual([{ seq: 7 }, { seq: 8 }])
  expect(shownMoment([one, two], moments.state())).toBe(one)
  moments.show(100)
  await expect.poll(() => moments.state().shown?.view).toBe(9)
  expect(asked.at(-1)).toEqual({ timeMs: 100 })
  expect(shownMoment([one, two], moments.state())).toBeNull()
  moments.show(null)
  expect(shownMoment([one, two], moments.state())).toBeNull()
})
