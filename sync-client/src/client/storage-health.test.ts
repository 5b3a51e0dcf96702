import { describe, expect, it } from 'vitest'
import { StorageError } from '../store/errors.ts'
import type { Notice } from '../types.ts'
import { StorageHealth } from './storage-health.ts'

const late = () => new StorageError('unavailable', 'no answer in time', { late: true })
const full = () => new StorageError('full', 'no room')

/** A store that answers the questions one after the other as told; the last answer stands for all that follow. */
function health(answers: readonly ('kept' | StorageError)[]) {
  const notices: Notice[] = []
  const pausesMs: number[] = []
  let asked = 0
  let go: (() => void) | null = null
  const ask = (): Promise<void> => {
    const answer = answers[Math.min(asked++, answers.length - 1)] ?? 'kept'
    return answer === 'kept' ? Promise.resolve() : Promise.reject(answer)
  }
  const pause = (delayMs: number): Promise<void> => {
    pausesMs.push(delayMs)
    return new Promise((resolve) => (go = resolve))
  }
  const one = new StorageHealth((notice) => notices.push(notice), ask, pause)
  /** Every question answered that is asked without a pause. */
  const settled = () => new Promise((resolve) => setTimeout(resolve))
  const goOn = async (): Promise<void> => {
    go?.()
    await settled()
  }
  const told = () => notices.map((notice) => (notice.type === 'storage' ? notice.state : notice.type))
  return { health: one, asked: () => asked, told, notices, pausesMs, settled, goOn }
}

describe('a device that answers late', () => {
  it('[OFF-12] is asked again, once for all that waited; when it then answers nothing is told', async () => {
    const { health: one, told, asked, settled } = health([late(), 'kept'])
    for (let edit = 0; edit < 5; edit++) one.failed(late())
    await settled()
    expect(asked()).toBe(2)
    expect(told()).toEqual([])
    expect(one.state()).toBe('ok')
  })

  it('[OFF-12] is called slow, not forbidden, once, when it stays silent', async () => {
    const { health: one, told, asked, settled, goOn } = health([late()])
    one.failed(late())
    await settled()
    one.failed(late())
    await goOn()
    expect(asked()).toBe(4)
    expect(told()).toEqual(['slow'])
  })

  it('[OFF-12] that says no after all is told as what it says, with the reason', async () => {
    const no = health([late(), full()])
    no.health.failed(late())
    await no.settled()
    expect(no.asked()).toBe(2)
    expect(no.told()).toEqual(['full'])
    expect(no.notices).toMatchObject([{ message: expect.stringContaining('no room') as string }])

    const closing = health([new StorageError('closed', 'closed')])
    closing.health.failed(late())
    await closing.settled()
    expect(closing.told()).toEqual([])
  })
})

describe('a device that said no', () => {
  it('[OFF-7] at once is told at once; what was closed is nothing', () => {
    const { health: one, told } = health(['kept'])
    one.failed(new StorageError('closed', 'closed'))
    one.failed(new StorageError('unavailable', 'forbidden'))
    expect(told()).toEqual(['unavailable'])
  })

  it('[OFF-7][OFF-19] is asked with growing pauses until everything is kept; then all is well, and the person hears of it', async () => {
    const { health: one, told, pausesMs, settled, goOn } = health([full(), late(), full(), full(), 'kept'])
    one.failed(full())
    await settled()
    for (let pause = 0; pause < 4; pause++) {
      expect(one.state()).toBe('full')
      await goOn()
    }
    expect(told()).toEqual(['full', 'ok'])
    expect(one.state()).toBe('ok')
    expect(pausesMs).toEqual([1000, 2000, 4000, 8000])
    one.failed(full())
    expect(told()).toEqual(['full', 'ok', 'full'])
  })

  it('[OFF-7][OFF-12][OFF-19] a slow one too; nothing is asked after the end', async () => {
    const slow = health([late(), late(), late(), 'kept'])
    slow.health.failed(late())
    await slow.settled()
    expect(slow.told()).toEqual(['slow'])
    await slow.goOn()
    expect(slow.told()).toEqual(['slow', 'ok'])

    const ended = health([full(), 'kept'])
    ended.health.failed(full())
    await ended.settled()
    ended.health.stop()
    await ended.goOn()
    expect(ended.told()).toEqual(['full'])
  })
})
