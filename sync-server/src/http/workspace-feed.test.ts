import type { JournalCommit, WorkspaceHeads } from '@mutirao/persistence'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWorkspaceFeed } from './workspace-feed.ts'
import type { Moved } from './workspace-feed.ts'

/** A journal of one workspace whose `after` is a number of changes. */
function fakeJournal() {
  const changes: string[] = []
  const listeners = new Set<(commit: JournalCommit) => void>()
  const held: (() => void)[] = []
  const control = { hold: false }
  return {
    control,
    change(name: string): void {
      changes.push(name)
      for (const listener of listeners) listener({ documents: [], rows: 1, bytes: 1, commitMs: 1, oldestMs: 1 })
    },
    release: () => held.splice(0).forEach((go) => go()),
    async workspaceHeads(_workspaceId: string, after: string | null): Promise<WorkspaceHeads> {
      const seen = {
        heads: Object.fromEntries(changes.slice(Number(after ?? 0)).map((name) => [name, 'e-1'])),
        after: String(changes.length),
      }
      if (control.hold) await new Promise<void>((resolve) => held.push(resolve))
      return seen
    },
    onCommit(listener: (commit: JournalCommit) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

describe('workspace feed', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const log = pino({ level: 'silent' })
  const names = (moved: readonly Moved[]): string[] => moved.flatMap(({ heads }) => Object.keys(heads))

  it('[HTT-15] a fresh listener hears nothing old, then what moves', async () => {
    const journal = fakeJournal()
    journal.change('board:old')
    const feed = createWorkspaceFeed(journal, log)
    const heard: Moved[] = []
    await feed.listen('w', null, (moved) => heard.push(moved))
    expect(heard).toEqual([{ heads: {}, after: '1' }])
    journal.change('board:new')
    await vi.advanceTimersByTimeAsync(100)
    expect(names(heard)).toEqual(['board:new'])
    feed.close()
  })

  it('[HTT-15] a listener that comes back hears what moved while it was away', async () => {
    const journal = fakeJournal()
    journal.change('a')
    journal.change('b')
    const feed = createWorkspaceFeed(journal, log)
    const heard: Moved[] = []
    await feed.listen('w', '1', (moved) => heard.push(moved))
    expect(names(heard)).toEqual(['b'])
    feed.close()
  })

  it('[HTT-15] what moves while a listener is joining is not missed, whoever else listens', async () => {
    const journal = fakeJournal()
    const feed = createWorkspaceFeed(journal, log)
    const other: Moved[] = []
    await feed.listen('w', null, (moved) => other.push(moved))
    journal.control.hold = true
    const heard: Moved[] = []
    const joining = feed.listen('w', null, (moved) => heard.push(moved))
    journal.control.hold = false
    journal.change('during')
    await vi.advanceTimersByTimeAsync(100)
    expect(names(other)).toEqual(['during'])
    expect(heard).toEqual([])
    journal.release()
    await joining
    expect(names(heard)).toEqual(['during'])
    feed.close()
  })

  it('[HTT-15] rows of other processes are found by the poll', async () => {
    const journal = fakeJournal()
    const feed = createWorkspaceFeed({ ...journal, onCommit: () => () => undefined }, log)
    const heard: Moved[] = []
    const leave = await feed.listen('w', null, (moved) => heard.push(moved))
    journal.change('foreign')
    await vi.advanceTimersByTimeAsync(1100)
    expect(names(heard)).toEqual(['foreign'])
    leave()
    expect(feed.listeners).toBe(0)
    feed.close()
  })
})
