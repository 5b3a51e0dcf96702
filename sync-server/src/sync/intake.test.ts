import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { Intake } from './intake.ts'

function intake() {
  const raw = new PassThrough()
  const calls: string[] = []
  const ws = { pause: () => void calls.push('pause'), resume: () => void calls.push('resume') }
  const limits = { maxQueuedBytes: 1_000, anonymousBytes: 100 }
  let waiting = 0
  const made = new Intake(ws, raw, limits, (bytes) => (waiting += bytes))
  const arrive = (bytes: number): void => void raw.emit('data', Buffer.alloc(bytes))
  return { made, calls, arrive, waiting: () => waiting }
}

describe('how far a socket is read', () => {
  it('[ATK-11] a stranger is read no further than an attach needs, until everything asked is answered', () => {
    const { made, calls, arrive } = intake()
    arrive(60)
    arrive(40)
    expect(calls).toEqual([])
    arrive(1)
    expect([calls, made.stopped]).toEqual([['pause'], true])
    made.answered()
    expect([calls, made.stopped]).toEqual([['pause', 'resume'], false])
    arrive(100)
    expect(calls).toHaveLength(2)
  })

  it('[ATK-11] once it is known whose socket it is, everything is read', () => {
    const { made, calls, arrive } = intake()
    arrive(500)
    made.recognised()
    expect(calls).toEqual(['pause', 'resume'])
    arrive(5_000)
    made.answered()
    expect(calls).toHaveLength(2)
  })

  it('what waits for the journal stops it too, each reason for itself', () => {
    const { made, calls, arrive, waiting } = intake()
    made.queue(1_001)
    arrive(200)
    made.recognised()
    expect([calls, made.stopped, waiting()]).toEqual([['pause'], true, 1_001])
    made.unqueue(500)
    expect(made.stopped).toBe(true)
    made.unqueue(1)
    expect([calls, waiting()]).toEqual([['pause', 'resume'], 500])
  })
})
