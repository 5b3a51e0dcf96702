import type { SyncSocket } from './socket.ts'
import type { Person } from './types.ts'

/** Which sockets are whose, and how often somebody's rights have changed. */
export class People {
  private readonly sockets = new Map<string, Set<SyncSocket>>()
  private readonly versions = new Map<string, number>()
  private readonly maxSockets: number
  private readonly isSilent: (socket: SyncSocket) => boolean

  /** @param isSilent true for sockets that have not shown a sign of life when they should have */
  constructor(maxSockets: number, isSilent: (socket: SyncSocket) => boolean) {
    this.maxSockets = maxSockets
    this.isSilent = isSilent
  }

  get size(): number {
    return this.sockets.size
  }

  /**
   * This socket speaks for this person. The newest is refused when there are too many: closing an older one instead would
   * make the tabs of one person throw each other out for ever. Silent ones make room, they are most likely dead.
   */
  join(socket: SyncSocket, person: Person): 'ok' | 'too_fast' | 'forbidden' {
    if (socket.person) {
      if (socket.person.userId !== person.userId) return 'forbidden'
      socket.recognise(person)
      return 'ok'
    }
    const own = this.sockets.get(person.userId) ?? new Set()
    if (own.size >= this.maxSockets) {
      for (const other of own) if (this.isSilent(other)) other.terminate('silent')
      const alive = [...own].filter((other) => !this.isSilent(other))
      if (alive.length >= this.maxSockets) return 'too_fast'
    }
    socket.recognise(person)
    this.sockets.set(person.userId, own.add(socket))
    return 'ok'
  }

  leave(socket: SyncSocket): void {
    const userId = socket.person?.userId
    const own = userId === undefined ? undefined : this.sockets.get(userId)
    if (userId === undefined || !own?.delete(socket) || own.size > 0) return
    this.sockets.delete(userId)
    this.versions.delete(userId)
  }

  socketsOf(userId: string): readonly SyncSocket[] {
    return [...(this.sockets.get(userId) ?? [])]
  }

  /** Grows with every `rightsChanged`. */
  rightsVersion(userId: string): number {
    return this.versions.get(userId) ?? 0
  }

  rightsChanged(userId: string): void {
    if (this.sockets.has(userId)) this.versions.set(userId, this.rightsVersion(userId) + 1)
  }
}
