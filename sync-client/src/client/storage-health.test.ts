import { describe, expect, it } from 'vitest'
import { StorageError } from '../store/errors.ts'
import type { Notice } from '../types.ts'
import { StorageHealth } from './storage-health.ts'

const late = () => new StorageError('unavailable', 'no answer in time', { late: true })

/** A store that answers the questions one after the other as told; the last answer stands for all that follow. */
function health(answers: readonly ('kept' | StorageError)[]) {
  const notices: Notice[] = []
  let asked = 0
  const ask = (): Promise<void> => {
    const answer = answers[Math.min(asked++, answers.length - 1)] ?? 'kept'
    return answer === 'kept' ? Promise.resolve() : Promise.reject(answer)
  }
  return { notices, asked: () => asked, health: new StorageHealth((notice) => notices.push(notice), ask) }
}
/** Every question answered. */
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('a device that answers late', () => {
  it('[OFF-12] is asked again, once for all that waited; when it then answers nothing is told', async () => {
    const { health: one, notices, asked } = health([late(), 'kept'])
    for (let edit = 0; edit < 5; edit++) one.failed(late())
    await settled()
    expect(asked()).toBe(2)
    expect(notices).toEqual([])
    expect(one.state()).toBe('ok')
  })

  it('[OFF-12] is told of once when it stays silent, and when it says no', async () => {
    const silent = health([late()])
    silent.health.failed(late())
    await settled()
    silent.health.failed(late())
    await settled()
    expect(silent.asked()).toBe(3)
    expect(silent.notices).toMatchObject([{ type: 'storage', problem: 'unavailable' }])

    const full = health([late(), new StorageError('full', 'no room')])
    full.health.failed(late())
    await settled()
    expect(full.asked()).toBe(2)
    expect(full.notices).toMatchObject([{ type: 'storage', problem: 'full' }])

    const closing = health([new StorageError('closed', 'closed')])
    closing.health.failed(late())
    await settled()
    expect(closing.notices).toEqual([])
  })

  it('[OFF-7] what says no at once is told at once; what was closed is nothing', async () => {
    const { health: one, notices } = health(['kept'])
    one.failed(new StorageError('closed', 'closed'))
    one.failed(new StorageError('unavailable', 'forbidden'))
    expect(notices).toMatchObject([{ type: 'storage', problem: 'unavailable' }])
  })
})
