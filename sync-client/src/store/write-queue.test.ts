import { describe, expect, it } from 'vitest'
import { StorageError } from './errors.ts'
import { WriteQueue, type Commit, type Table } from './write-queue.ts'

const noTable = (_name: Table): IDBObjectStore => {
  throw new Error('this test has no tables')
}

/** A device whose every transaction ends when, and as, the test says. */
function slowDevice(deadlineMs = 60_000) {
  const written: number[] = []
  const sizes: number[] = []
  const open: ((failure?: Error) => void)[] = []
  const commit: Commit = async (work, begun) => {
    const before = written.length
    begun()
    try {
      const result = await work(noTable)
      await new Promise<void>((resolve, reject) => {
        open.push((failure) => (failure ? reject(failure) : resolve()))
      })
      sizes.push(written.length - before)
      return result
    } catch (error) {
      written.length = before
      throw error
    }
  }
  const queue = new WriteQueue(commit, deadlineMs)
  const write = (value: number): Promise<number> => queue.add(() => written.push(value), true)
  /** Ends the transaction under way, once there is one. */
  const end = async (failure?: Error): Promise<void> => {
    while (open.length === 0) await new Promise((resolve) => setTimeout(resolve))
    open.shift()?.(failure)
  }
  return { queue, write, end, written, sizes, underWay: () => open.length }
}
const noRoom = () => new DOMException('no room', 'QuotaExceededError')

describe('writes of a slow device', () => {
  it('[OFF-16] what is asked for while one runs shares the next: 8 800 edits are a few transactions, and a question waits for two', async () => {
    const { queue, write, end, written, sizes } = slowDevice()
    const all = [write(0)]
    await new Promise((resolve) => setTimeout(resolve))
    for (let value = 1; value < 400; value++) all.push(write(value))
    const question = queue.add(() => 'answered', false)
    await end()
    await end()
    expect(await question).toBe('answered')
    await Promise.all(all)
    expect(sizes).toEqual([1, 399])
    expect(written).toEqual(Array.from({ length: 400 }, (_, i) => i))
  })

  it('[OFF-16] a read waits for what was asked for before it to begin, and for nothing else', async () => {
    const { queue, write, end, underWay } = slowDevice()
    expect(queue.ahead()).toBeNull()
    const first = write(1)
    const begun = queue.ahead()
    await begun
    expect(queue.ahead()).toBeNull()
    const second = write(2)
    let seen = false
    const behind = queue.ahead()?.then(() => (seen = true))
    await end()
    await first
    await behind
    expect(seen).toBe(true)
    await end()
    await second
    await queue.idle()
    expect(underWay()).toBe(0)
  })

  it('[OFF-16][OFF-17] what failed goes with the next write, before it, and its error says when it is there', async () => {
    const { write, end, written } = slowDevice()
    const failed = [write(1), write(2)].map((one) =>
      one.then(
        () => null,
        (error: StorageError) => error,
      ),
    )
    await end(noRoom())
    const errors = await Promise.all(failed)
    expect(errors).toMatchObject([{ problem: 'full', late: false }, { problem: 'full' }])
    expect(written).toEqual([])
    const third = write(3)
    await end()
    await third
    for (const error of errors) await error?.written
    expect(written).toEqual([1, 2, 3])
  })

  it('[OFF-17] what was late is written all the same, and its error says when', async () => {
    const { write, end, written } = slowDevice(5)
    const error = await write(1).then(
      () => null,
      (late: StorageError) => late,
    )
    expect(error).toMatchObject({ late: true })
    await end()
    await error?.written
    expect(written).toEqual([1])
  })

  it('[OFF-16][OFF-17] what can never be written holds nothing else up; what was closed is kept no longer', async () => {
    const { queue, write, end, written } = slowDevice()
    const good = write(1)
    const bad = queue.add(() => Promise.reject(new DOMException('no clone', 'DataCloneError')), false)
    await expect(bad).rejects.toMatchObject({ problem: 'unavailable' })
    await end()
    await good
    expect(written).toEqual([1])

    const lost = write(2)
    await Promise.all([
      expect(lost).rejects.toMatchObject({ problem: 'closed' }),
      end(new StorageError('closed', 'closed')),
    ])
    const next = write(3)
    await end()
    await next
    expect(written).toEqual([1, 3])
  })
})
