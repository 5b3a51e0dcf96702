import { Duplex } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { Flusher, Outbox } from './outbox.ts'

/** What a socket was given, write by write. */
function recorder(): { socket: Duplex; writes: Buffer[] } {
  const writes: Buffer[] = []
  const socket = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      writes.push(chunk)
      done()
    },
  })
  return { socket, writes }
}

/** The messages in these bytes: unmasked, whole, binary (RFC 6455 §5.2). */
function messagesIn(bytes: Buffer): Buffer[] {
  const messages: Buffer[] = []
  for (let at = 0; at < bytes.length;) {
    expect(bytes[at]).toBe(0x82)
    const short = bytes[at + 1] ?? 0
    const [length, head] =
      short < 126
        ? [short, 2]
        : short === 126
          ? [bytes.readUInt16BE(at + 2), 4]
          : [Number(bytes.readBigUInt64BE(at + 2)), 10]
    messages.push(bytes.subarray(at + head, at + head + length))
    at += head + length
  }
  return messages
}

describe('outbox', () => {
  it('[SYN-17] everything one socket gets within a turn leaves in one write, as valid frames of every length', async () => {
    const { socket, writes } = recorder()
    const outbox = new Outbox(socket, new Flusher(), () => undefined)
    const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000]
    for (const length of lengths) outbox.push(Buffer.alloc(length, length % 251))
    outbox.push(Uint8Array.of(3, 4), Uint8Array.of(1, 2))
    expect(writes.length).toBe(0)
    await new Promise((resolve) => setImmediate(resolve))
    expect(writes.length).toBe(1)
    const messages = messagesIn(writes[0] ?? Buffer.alloc(0))
    expect(messages.slice(0, -1).map(({ length }) => length)).toEqual(lengths)
    expect(messages.slice(0, -1).every((message) => message.every((byte) => byte === message.length % 251))).toBe(true)
    expect([...(messages.at(-1) ?? [])]).toEqual([1, 2, 3, 4])
  })

  it('writes what is queued before it closes, and nothing after', async () => {
    const { socket, writes } = recorder()
    const outbox = new Outbox(socket, new Flusher(), () => undefined)
    outbox.push(Uint8Array.of(1))
    outbox.close()
    outbox.push(Uint8Array.of(2))
    outbox.heartbeat()
    await new Promise((resolve) => setImmediate(resolve))
    expect(writes.length).toBe(1)
  })
})
