import { expect, it } from 'vitest'
import { boardName } from '@mutirao/documents'
import { silentLog } from '@mutirao/persistence'
import type { MovableRows } from '@mutirao/persistence'
import { startSegmentLoop } from './segments.ts'

it(
  '[SEG-7] packs whatever is due, a run a turn; what cannot be packed is left for the next look',
  { timeout: 5_000 },
  async () => {
    const left = new Map([
      [1, 300],
      [2, 200],
      [3, 100],
    ])
    const moved: number[] = []
    let looks = 0
    const finished = Promise.withResolvers<void>()
    const loop = startSegmentLoop({
      segments: {
        due: async (limit, except = []) => {
          const due = [...left].filter(([documentId, rows]) => rows > 0 && !except.includes(documentId))
          if (due.length === 0 && ++looks === 2) finished.resolve()
          return due
            .sort(([, a], [, b]) => b - a)
            .slice(0, limit)
            .map(([documentId, untilSeq]): MovableRows => ({
              documentId,
              name: boardName(`board-000${documentId}`),
              afterSeq: 0,
              untilSeq,
            }))
        },
        move: async ({ documentId, untilSeq }) => {
          if (documentId === 1) throw new Error('its rows do not come back as they were packed')
          moved.push(documentId)
          left.set(documentId, untilSeq - 100)
          return { fromSeq: 1, toSeq: 100, bytesBefore: 10, bytesAfter: 1 }
        },
      },
      log: silentLog,
      intervalMs: 1,
      restMs: 0,
    })
    await finished.promise
    loop.stop()
    await loop.done
    expect(moved.toSorted((a, b) => a - b)).toEqual([2, 2, 3])
  },
)
