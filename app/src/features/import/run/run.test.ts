import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlannedCard } from '../plan/shape.ts'
import { maxChunk, nextSize, runImport, type RunPorts } from './run.ts'

const planned = (total: number): PlannedCard[] =>
  Array.from({ length: total }, (_, i) => ({ line: i + 2, title: `T${i}`, stage: { id: 's' }, labels: [] }))

/** A world where a chunk costs `msPerCard` for each card, and every frame is counted. */
function world(total: number, msPerCard: number, cancelAfter = Infinity) {
  const cards = planned(total)
  const chunks: number[] = []
  const done: PlannedCard[] = []
  let clockMs = 0
  let frames = 0
  const ports: RunPorts = {
    cards: (from, count) => Promise.resolve(cards.slice(from, from + count)),
    apply(chunk) {
      chunks.push(chunk.length)
      done.push(...chunk)
      clockMs += chunk.length * msPerCard
    },
    nextFrame() {
      frames++
      return Promise.resolve()
    },
    unsent: () => 0,
    nowMs: () => clockMs,
    onProgress: () => undefined,
    cancelled: () => done.length >= cancelAfter,
  }
  return { cards, chunks, done, ports, frames: () => frames }
}

describe('runImport', () => {
  it('[IMP-12] writes every card once, in order, at most 200 at a time, one chunk per frame', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 0, max: 3000 }),
      fc.double({ min: 0, max: 2, noNaN: true }),
      async (total, msPerCard) => {
        const { cards, chunks, done, ports, frames } = world(total, msPerCard)
        const result = await runImport(total, ports)
        expect(done).toEqual(cards)
        expect(result).toMatchObject({ imported: total, cancelled: false })
        expect(Math.max(0, ...chunks)).toBeLessThanOrEqual(maxChunk)
        expect(frames()).toBe(chunks.length)
      },
    )
    await fc.assert(property, { numRuns: 40 })
  })

  it('[IMP-12] shrinks after a slow chunk until chunks fit, and grows while they are fast', async () => {
    const slow = world(1000, 0.6)
    await runImport(1000, slow.ports)
    expect(slow.chunks.slice(2).every((size) => size * 0.6 <= 25)).toBe(true)
    const fast = world(3000, 0.01)
    await runImport(3000, fast.ports)
    expect(Math.max(...fast.chunks)).toBe(maxChunk)
    expect(nextSize(30, 100, 100)).toBe(25)
    expect(nextSize(60, 12, 60)).toBe(30)
    expect(nextSize(60, 12, 40)).toBe(60)
  })

  it('[IMP-12] a machine that is busy with something else gets no more frames for it', () => {
    expect(nextSize(40, 1, 60)).toBe(40)
    expect(nextSize(25, 200, 400)).toBe(25)
  })

  it('[IMP-25] goes no faster than it is saved, and does not wait for ever', async () => {
    const { ports, chunks, cards, done } = world(1000, 0.1)
    let [onTheWay, most, frames] = [0, 0, 0]
    const busy: RunPorts = {
      ...ports,
      apply(chunk) {
        ports.apply(chunk)
        most = Math.max(most, ++onTheWay)
      },
      unsent: () => onTheWay,
      // Every third frame the server has one.
      nextFrame: () => Promise.resolve(void (++frames % 3 === 0 ? onTheWay-- : 0)),
    }
    await runImport(1000, busy)
    expect(done).toEqual(cards)
    expect(chunks.length).toBeGreaterThan(6)
    expect(most).toBeLessThanOrEqual(5)

    const silent = world(1000, 0.1)
    let clockMs = 0
    const later = () => Promise.resolve(void (clockMs += 50))
    await runImport(1000, { ...silent.ports, unsent: () => 99, nowMs: () => clockMs, nextFrame: later })
    expect(silent.done).toEqual(silent.cards)
  })

  it('[IMP-13] stops where it is told to and says how much is in', async () => {
    const { done, ports } = world(1000, 0.1, 300)
    const result = await runImport(1000, ports)
    expect(result.cancelled).toBe(true)
    expect(result.imported).toBe(done.length)
    expect(done.length).toBeGreaterThanOrEqual(300)
    expect(done.length).toBeLessThan(1000)
  })
})
