import { fault } from '@mutirao/documents'

/** What can be sent away. */
interface Leaving {
  terminate(why: string): void
}

export interface StrangerLimits {
  readonly anonymousSockets: number
  readonly anonymousPerAddress: number
}

/**
 * Sockets on which nobody has shown a good token yet. Where there are too many, in all or from one address, the oldest goes:
 * refusing the newest instead would let whoever holds the places shut everybody out, and people need a second to show a token.
 */
export class Strangers<S extends Leaving> {
  private readonly limits: StrangerLimits
  private readonly addresses = new Map<S, string | null>()
  private readonly perAddress = new Map<string, Set<S>>()

  constructor(limits: StrangerLimits) {
    this.limits = limits
  }

  get size(): number {
    return this.addresses.size
  }

  /** @param address null: it says nothing about who this is (a proxy on this machine), so that only the sum counts */
  enter(socket: S, address: string | null): void {
    if (fault('ATK-12')) return
    const { anonymousSockets, anonymousPerAddress } = this.limits
    const near = address === null ? null : (this.perAddress.get(address) ?? new Set<S>())
    if (near && near.size >= anonymousPerAddress) this.sendAway(near)
    if (this.addresses.size >= anonymousSockets) this.sendAway(this.addresses.keys())
    this.addresses.set(socket, address)
    if (address !== null && near) this.perAddress.set(address, near.add(socket))
  }

  /** It is gone, or it is known whose it is. */
  leave(socket: S): void {
    const address = this.addresses.get(socket)
    if (!this.addresses.delete(socket) || address === undefined || address === null) return
    const near = this.perAddress.get(address)
    near?.delete(socket)
    if (near?.size === 0) this.perAddress.delete(address)
  }

  private sendAway(sockets: Iterable<S>): void {
    for (const oldest of sockets) {
      this.leave(oldest)
      return oldest.terminate('anonymous')
    }
  }
}
