import type { Logger } from 'pino'
import { fault } from '@mutirao/documents'
import type { Journal } from '@mutirao/persistence'

/** Documents that moved, and the `after` with which a reader asks for what comes next. */
export interface Moved {
  readonly heads: Readonly<Record<string, string>>
  readonly after: string
}

/** One look at the journal per workspace, however many listen to it. */
export interface WorkspaceFeed {
  /**
   * Calls `listener` first with what moved since `after` (null: nothing, only where "now" is), then with everything that
   * moves. May repeat a document, never misses one. Resolves to the unsubscribe function; rejects when the journal cannot
   * be read.
   */
  listen(workspaceId: string, after: string | null, listener: (moved: Moved) => void): Promise<() => void>
  readonly listeners: number
  close(): void
}

/** Rows of this process are told this long after the first of a burst; rows of other processes at the next poll. */
const settleMs = 50
const pollMs = 1000

/** `waiting`: came before its first answer. */
interface Listener {
  readonly tell: (moved: Moved) => void
  waiting: Moved[] | null
}

interface Channel {
  readonly listeners: Set<Listener>
  /** null: nobody knows yet where "now" is. */
  after: string | null
  busy: boolean
  again: boolean
}

export function createWorkspaceFeed(journal: Pick<Journal, 'workspaceHeads' | 'onCommit'>, log: Logger): WorkspaceFeed {
  const channels = new Map<string, Channel>()
  let soon: NodeJS.Timeout | null = null

  const lookOnce = async (workspaceId: string, channel: Channel, after: string): Promise<void> => {
    const moved = await journal.workspaceHeads(workspaceId, after)
    channel.after = moved.after
    if (Object.keys(moved.heads).length === 0) return
    for (const listener of channel.listeners)
      if (listener.waiting) listener.waiting.push(moved)
      else listener.tell(moved)
  }

  const look = async (workspaceId: string, channel: Channel): Promise<void> => {
    channel.again = channel.busy
    if (channel.busy || channel.after === null) return
    channel.busy = true
    try {
      do {
        channel.again = false
        await lookOnce(workspaceId, channel, channel.after)
      } while (channel.again)
    } finally {
      channel.busy = false
    }
  }

  const lookEverywhere = (): void => {
    for (const [workspaceId, channel] of channels)
      look(workspaceId, channel).catch((error: unknown) =>
        log.debug({ err: error, workspaceId }, 'heads could not be read; the next poll tries again'),
      )
  }
  const poll = setInterval(lookEverywhere, pollMs).unref()
  const stopWatching = journal.onCommit(() => {
    if (soon || channels.size === 0) return
    soon = setTimeout(() => {
      soon = null
      lookEverywhere()
    }, settleMs)
  })

  const join = (workspaceId: string, tell: Listener['tell']) => {
    const channel = channels.get(workspaceId) ?? { listeners: new Set(), after: null, busy: false, again: false }
    channels.set(workspaceId, channel)
    const listener: Listener = { tell, waiting: [] }
    channel.listeners.add(listener)
    const leave = (): void => {
      channel.listeners.delete(listener)
      if (channel.listeners.size === 0 && channels.get(workspaceId) === channel) channels.delete(workspaceId)
    }
    return { channel, listener, leave }
  }

  return {
    async listen(workspaceId, after, tell) {
      // Joined before the first question: what moves between question and answer is kept and told afterwards.
      const { channel, listener, leave } = join(workspaceId, tell)
      try {
        const first = await journal.workspaceHeads(workspaceId, after)
        channel.after ??= first.after
        tell(after === null || fault('HTT-15') ? { heads: {}, after: first.after } : first)
      } catch (error) {
        leave()
        throw error
      }
      for (const moved of listener.waiting ?? []) tell(moved)
      listener.waiting = null
      return leave
    },
    get listeners() {
      let count = 0
      for (const channel of channels.values()) count += channel.listeners.size
      return count
    },
    close() {
      stopWatching()
      clearInterval(poll)
      if (soon) clearTimeout(soon)
      channels.clear()
    },
  }
}
