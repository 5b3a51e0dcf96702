import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Turns } from './turns.ts'
import type { Job } from './turns.ts'

/** A job of so many steps of a millisecond each. */
function job(name: string, steps: number, clock: { ms: number; log: string[] }): Job {
  let left = steps
  return {
    step() {
      clock.ms++
      clock.log.push(name)
      return --left > 0 ? 'more' : 'done'
    },
  }
}

describe('work cut over turns', () => {
  it('[SYN-37] takes no more of a turn than it may, however many there are, and everybody gets on', async () => {
    const clock = { ms: 0, log: [] as string[] }
    const turns = new Turns(3, () => clock.ms)
    turns.add(job('a', 4, clock))
    turns.add(job('b', 4, clock))
    expect(clock.log).toEqual([])
    await nextTurn()
    expect(clock.log.join('')).toBe('aba')
    await nextTurn()
    expect(clock.log.join('')).toBe('ababab')
    await nextTurn()
    expect(clock.log.join('')).toBe('abababab')
    await nextTurn()
    expect(clock.log).toHaveLength(8)
  })

  it('[SYN-37] what is not wanted any more is not gone on with', async () => {
    const clock = { ms: 0, log: [] as string[] }
    const turns = new Turns(1, () => clock.ms)
    const [a, b] = [job('a', 9, clock), job('b', 2, clock)]
    turns.add(a)
    turns.add(b)
    await nextTurn()
    turns.remove(a)
    for (let i = 0; i < 5; i++) await nextTurn()
    expect(clock.log.join('')).toBe('abb')
  })

  it('[SYN-11] all of a list of steps is done, a turn’s worth at a time; one that fails ends it', async () => {
    const clock = { ms: 0 }
    const turns = new Turns(2, () => clock.ms)
    const done: number[] = []
    function* steps(failing: number): Generator<void> {
      for (let i = 0; i < 5; i++) {
        clock.ms++
        if (i === failing) throw new Error('broken row')
        done.push(i)
        yield
      }
    }
    const all = turns.finish(steps(-1))
    await nextTurn()
    expect(done).toEqual([0, 1])
    await all
    expect(done).toEqual([0, 1, 2, 3, 4])
    await expect(turns.finish(steps(1))).rejects.toThrow('broken row')
    expect(done).toEqual([0, 1, 2, 3, 4, 0])
  })
})
