import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRegistry } from './registry.ts'

describe('what several screens share', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function counted() {
    const log: string[] = []
    const registry = createRegistry((key) => {
      log.push(`open ${key}`)
      return { key, close: () => log.push(`close ${key}`) }
    }, 1_000)
    return { log, registry }
  }

  it('[APP-9] is opened once and stays open while anybody holds it', () => {
    const { log, registry } = counted()
    const first = registry.get('a')
    const release = registry.retain('a')
    const releaseOther = registry.retain('a')
    release()
    vi.advanceTimersByTime(10_000)
    expect(registry.get('a')).toBe(first)
    releaseOther()
    vi.advanceTimersByTime(999)
    expect(log).toEqual(['open a'])
    vi.advanceTimersByTime(1)
    expect(log).toEqual(['open a', 'close a'])
  })

  it('[APP-9] a holder that comes back in time finds it still open', () => {
    const { log, registry } = counted()
    registry.retain('a')()
    vi.advanceTimersByTime(500)
    registry.retain('a')
    vi.advanceTimersByTime(10_000)
    expect(log).toEqual(['open a'])
  })

  it('one that was only looked at closes by itself', () => {
    const { log, registry } = counted()
    registry.get('a')
    vi.advanceTimersByTime(1_000)
    expect(log).toEqual(['open a', 'close a'])
    expect(registry.peek('a')).toBeUndefined()
  })
})
