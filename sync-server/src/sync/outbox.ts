import type { Duplex } from 'node:stream'
import { fault } from '@mutirao/documents'

/**
 * Everything one socket gets within a turn of the event loop leaves in one write: framing and joining here instead of one
 * `ws.send` per message is most of the server's CPU saving (SYNC §4). Frames are unmasked, binary, never fragmented.
 */
const binaryFrame = 0x82
/** One WebSocket ping (answered by every browser) and one frame `[9]` (heard by stock providers, which time out otherwise). */
const heartbeatBytes = Buffer.from([0x89, 0, binaryFrame, 1, 9])

const headerSize = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10)

function writeFrameHeader(target: Buffer, at: number, length: number): number {
  target[at] = binaryFrame
  if (length < 126) {
    target[at + 1] = length
    return at + 2
  }
  if (length < 65_536) {
    target[at + 1] = 126
    target.writeUInt16BE(length, at + 2)
    return at + 4
  }
  target[at + 1] = 127
  target.writeUInt32BE(Math.floor(length / 2 ** 32), at + 2)
  target.writeUInt32BE(length % 2 ** 32, at + 6)
  return at + 10
}

/** Writes all outboxes that got something in this turn, after the turn. One per engine. */
export class Flusher {
  private dirty: Outbox[] = []
  private scheduled = false

  add(outbox: Outbox): void {
    this.dirty.push(outbox)
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      const outboxes = this.dirty
      this.dirty = []
      for (const outbox of outboxes) outbox.flush()
    })
  }
}

const none = new Uint8Array(0)

export class Outbox {
  private readonly socket: Duplex
  private readonly flusher: Flusher
  private readonly onWritten: (unreadBytes: number) => void
  private heads: Uint8Array[] = []
  private bodies: Uint8Array[] = []
  private bytes = 0
  private readonly waiting: (() => void)[] = []
  private closed = false

  /** @param onWritten called after each write with what the reader has not taken yet */
  constructor(socket: Duplex, flusher: Flusher, onWritten: (unreadBytes: number) => void) {
    this.socket = socket
    this.flusher = flusher
    this.onWritten = onWritten
  }

  /** Queues one message, given in two parts that are kept until the end of the turn: do not change them. */
  push(body: Uint8Array, head: Uint8Array = none): void {
    if (this.closed) return
    if (this.heads.length === 0) this.flusher.add(this)
    this.heads.push(head)
    this.bodies.push(body)
    const length = head.length + body.length
    this.bytes += headerSize(length) + length
    if (fault('SYN-17')) this.flush()
  }

  /** Bytes the reader has not taken. */
  get unreadBytes(): number {
    return this.bytes + this.socket.writableLength
  }

  /** Calls once when it has taken all that was written; never when the socket closes before. */
  whenRead(then: () => void): void {
    this.flush()
    if (!this.socket.writableNeedDrain) return void setImmediate(then)
    this.waiting.push(then)
    if (this.waiting.length > 1) return
    this.socket.once('drain', () => {
      for (const call of this.waiting.splice(0)) call()
    })
  }

  heartbeat(): void {
    if (!this.closed) this.socket.write(heartbeatBytes)
  }

  /** Writes what is queued now. */
  flush(): void {
    const { heads, bodies, bytes } = this
    if (heads.length === 0 || this.closed) return
    this.heads = []
    this.bodies = []
    this.bytes = 0
    const joined = Buffer.allocUnsafe(bytes)
    let at = 0
    for (const [i, body] of bodies.entries()) {
      const head = heads[i] ?? none
      at = writeFrameHeader(joined, at, head.length + body.length)
      joined.set(head, at)
      joined.set(body, at + head.length)
      at += head.length + body.length
    }
    this.socket.write(joined)
    this.onWritten(this.socket.writableLength)
  }

  /** Nothing may follow a close frame. */
  close(): void {
    this.flush()
    this.closed = true
  }
}
