import { describe, expect, it } from 'vitest'
import type { DocumentAt, MomentWish } from '../../../engine/index.ts'
import { createMoments } from './moments.ts'

const at = (seq: number): DocumentAt => ({ seq, atMs: seq, state: {} })

const msOf = (wish: MomentWish): number => (typeof wish === 'object' && 'timeMs' in wish ? wish.timeMs : -1)

describe('moments of a document', () => {
  it('[HSC-6] asks for the last wish only, shows the one before meanwhile, and remembers', async () => {
    const asked: number[] = []
    const waiting: ((at: DocumentAt) => void)[] = []
    const moments = createMoments(
      (wish) => {
        asked.push(msOf(wish))
        return new Promise((resolve) => waiting.push(resolve))
      },
      () => null,
    )
    const answer = async () => {
      waiting.shift()?.(at(asked.at(-1) ?? 0))
      await Promise.resolve()
      await Promise.resolve()
    }
    moments.show(10)
    await answer()
    expect(moments.state()).toMatchObject({ askedMs: 10, busy: false, shown: { at: { seq: 10 } } })
    moments.show(20)
    moments.show(30)
    moments.show(40)
    expect(moments.state(), 'the last screen stays').toMatchObject({
      askedMs: 40,
      busy: true,
      shown: { at: { seq: 10 } },
    })
    await answer()
    await answer()
    expect(asked).toEqual([10, 20, 40])
    expect(moments.state()).toMatchObject({ busy: false, shown: { at: { seq: 40 } } })
    moments.show(10)
    expect(moments.state(), 'at once').toMatchObject({ busy: false, shown: { at: { seq: 10 } } })
    moments.show(null)
    expect(moments.state()).toMatchObject({ askedMs: null, shown: null, busy: false })
  })

  it('[HSC-6] tells what went wrong and tries again when asked again', async () => {
    let fails = true
    const moments = createMoments(
      (wish) => (fails ? Promise.reject(new Error('cut')) : Promise.resolve(at(msOf(wish)))),
      () => null,
    )
    moments.show(5)
    await expect.poll(() => moments.state().error).not.toBeNull()
    expect(moments.state().busy).toBe(false)
    fails = false
    moments.show(5)
    await expect.poll(() => moments.state().shown?.at.seq).toBe(5)
    expect(moments.state().error).toBeNull()
  })
})
