import { MessageType, OutgoingMessage } from '@hocuspocus/server'
import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readFrame, sessionAddress, step1Frame, updateFrame } from './frames.ts'

const address = sessionAddress('board:ABCDEFGH', 's1')

describe('frames of the Hocuspocus wire', () => {
  it('reads what the stock server writes', () => {
    const doc = new Y.Doc()
    const read = (message: OutgoingMessage) => readFrame(message.toUint8Array())
    expect(read(new OutgoingMessage(address).writeAuthenticated(true))).toEqual({
      kind: 'authenticated',
      address,
      readOnly: true,
    })
    expect(read(new OutgoingMessage(address).writePermissionDenied('forbidden'))).toEqual({
      kind: 'denied',
      address,
      reason: 'forbidden',
    })
    expect(read(new OutgoingMessage(address).writeTokenSyncRequest()).kind).toBe('token-request')
    expect(read(new OutgoingMessage(address).writeSyncStatus(true))).toEqual({ kind: 'status', address, taken: true })
    expect(read(new OutgoingMessage(address).writeSyncStatus(false))).toEqual({ kind: 'status', address, taken: false })
    expect(read(new OutgoingMessage(address).writeStateless('{}'))).toEqual({
      kind: 'stateless',
      address,
      payload: '{}',
    })
    expect(read(new OutgoingMessage(address).writeCloseMessage('too_fast'))).toEqual({
      kind: 'close',
      address,
      reason: 'too_fast',
    })
    expect(read(new OutgoingMessage(address).createSyncMessage().writeFirstSyncStepFor(doc as never)).kind).toBe(
      'step1',
    )
    const update = Uint8Array.of(1, 2, 3)
    expect(read(new OutgoingMessage(address).createSyncMessage().writeUpdate(update))).toEqual({
      kind: 'update',
      address,
      update,
    })
  })

  it('takes one byte 9 for a ping, unknown types for nothing, and throws on what is no frame', () => {
    expect(readFrame(Uint8Array.of(9))).toEqual({ kind: 'ping' })
    const unknown = encoding.encode((encoder) => {
      encoding.writeVarString(encoder, address)
      encoding.writeVarUint(encoder, MessageType.BroadcastStateless)
    })
    expect(readFrame(unknown)).toEqual({ kind: 'other', address })
    expect(() => readFrame(Uint8Array.of(200, 1, 7))).toThrow()
    expect(() => readFrame(updateFrame(address, new Uint8Array(50)).slice(0, 30))).toThrow()
    expect(readFrame(step1Frame(address, Uint8Array.of(0))).kind).toBe('step1')
  })
})
