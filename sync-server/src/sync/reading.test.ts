import { once } from 'node:events'
import { createServer, connect, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { Reading } from './reading.ts'

const ends: (() => unknown)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** A real connection: what is written to `writer` comes to `reader`, when it reads. */
async function connection(): Promise<{ readonly writer: Socket; readonly reader: Socket }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const reader = connect((server.address() as AddressInfo).port, '127.0.0.1').pause()
  const [writer] = (await once(server, 'connection')) as [Socket]
  ends.push(
    () => server.close(),
    () => reader.destroy(),
    () => writer.destroy(),
  )
  return { writer, reader }
}

describe('a reader', () => {
  it('[SYN-46] who takes no byte is told apart, whatever is written meanwhile, until something is taken', async () => {
    const { writer, reader } = await connection()
    const reading = new Reading(writer, 60_000)
    expect(reading.isStuck(0)).toBe(false)
    writer.write(Buffer.alloc(32 * 1024 * 1024))
    let atMs = 0
    // The system takes some megabytes by itself.
    while (!reading.isStuck((atMs += 1000))) await nextTurn()
    expect(atMs).toBeGreaterThan(60_000)
    writer.write(Buffer.alloc(1000))
    // It may still have been taking some: written meanwhile is no sign of it.
    while (!reading.isStuck((atMs += 1000))) await nextTurn()
    const left = (): number =>
      (writer as unknown as { readonly _handle: { readonly writeQueueSize: number } })._handle.writeQueueSize
    const before = left()
    reader.resume()
    // Within one write: libuv tells of a part of it.
    while (left() >= before) await nextTurn()
    expect(reading.isStuck((atMs += 59_000))).toBe(false)
  })

  it('[SYN-46] who takes a little now and then is served on, however much more is written to them', () => {
    const socket = { bytesWritten: 0, writableLength: 0, _handle: { writeQueueSize: 0 } }
    const reading = new Reading(socket as unknown as Socket, 60_000)
    for (let minute = 0; minute < 20; minute++) {
      socket.bytesWritten += 1000
      socket.writableLength += 1000
      // A write is finished and the next one begun, or something of it goes.
      if (minute % 2 === 0) [socket.writableLength, socket._handle.writeQueueSize] = [socket.writableLength - 10, 900]
      else socket._handle.writeQueueSize -= 10
      expect(reading.isStuck(minute * 60_000)).toBe(false)
    }
    expect(reading.isStuck(21 * 60_000)).toBe(false)
    expect(reading.isStuck(22 * 60_000)).toBe(true)
  })

  it('[SYN-46] for whom nothing waits is never stuck', async () => {
    const { writer } = await connection()
    const reading = new Reading(writer, 60_000)
    for (let atMs = 0; atMs < 600_000; atMs += 30_000) expect(reading.isStuck(atMs)).toBe(false)
  })
})
