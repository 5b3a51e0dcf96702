import { fault } from '@mutirao/documents'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** Types of the Hocuspocus wire that a client and this server exchange (docs/PROTOCOL.md). */
export const frame = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  syncReply: 4,
  stateless: 5,
  close: 7,
  syncStatus: 8,
  ping: 9,
} as const
export const syncType = { step1: 0, step2: 1, update: 2 } as const
const denied = 1

/**
 * What a SyncStep1 is called on its way through Hocuspocus, which keeps a document's frames in order but would answer it
 * itself: a question Hocuspocus answers to nobody. From clients it never gets one (socket.ts).
 */
const question = frame.queryAwareness

export interface FrameHeader {
  /** `<document name>` or `<document name>\0<session>`: where the answer goes. */
  readonly address: string
  readonly name: string
  readonly type: number
  /** Where the payload begins. */
  readonly offset: number
}

const maxAddressLength = 256
const sessionForm = /^[\w.:-]{1,64}$/

/** Null for bytes that do not begin like a frame. */
export function readHeader(data: Uint8Array): FrameHeader | null {
  const decoder = decoding.createDecoder(data)
  try {
    const address = decoding.readVarString(decoder)
    const typeAt = decoder.pos
    const type = decoding.readVarUint(decoder)
    // Written in more bytes than it needs it would not be where everybody looks for it.
    if (decoder.pos - typeAt > 1 && !fault('SYN-42')) return null
    if (address.length > maxAddressLength) return null
    const separator = address.indexOf('\0')
    if (separator >= 0 && !sessionForm.test(address.slice(separator + 1))) return null
    return { address, name: separator < 0 ? address : address.slice(0, separator), type, offset: decoder.pos }
  } catch {
    // lib0 throws at the end of the bytes and for what is not UTF-8: not a frame.
    return null
  }
}

/** Makes a SyncStep1 a question to ourselves, in place; any other frame stays as it is. */
export function markQuestion(data: Uint8Array, header: FrameHeader): void {
  const isSync = header.type === frame.sync || header.type === frame.syncReply
  if (!isSync || data[header.offset] !== syncType.step1) return
  data[header.offset - 1] = question
  data[header.offset] = header.type
}

export interface Question {
  readonly stateVector: Uint8Array
  /** It came as a SyncReply: whoever asks has been asked already. */
  readonly isReply: boolean
}

/** A marked question; null when the frame is none. @throws when it ends too early */
export function questionIn(data: Uint8Array): Question | null {
  const header = readHeader(data)
  if (header?.type !== question) return null
  const isReply = data[header.offset] === frame.syncReply && !fault('SYN-43')
  const decoder = decoding.createDecoder(data)
  decoder.pos = header.offset + 1
  return { stateVector: decoding.readVarUint8Array(decoder), isReply }
}

/** The first bytes of every frame to this address. */
export const addressBytes = (address: string): Uint8Array =>
  encoding.encode((encoder) => encoding.writeVarString(encoder, address))

/** Named fault SYN-1: a positive or negative answer to an address without a session, as stock providers have. */
export function isStockStatus(data: Uint8Array): boolean {
  const header = readHeader(data)
  return header?.type === frame.syncStatus && header.address === header.name
}

const body = (write: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(write)

const syncBody = (type: number, payload: Uint8Array): Uint8Array =>
  body((encoder) => {
    encoding.writeVarUint(encoder, frame.sync)
    encoding.writeVarUint(encoder, type)
    encoding.writeVarUint8Array(encoder, payload)
  })

/** Frame bodies: everything after the address, so that one body serves all readers. */
export const step1Body = (stateVector: Uint8Array): Uint8Array => syncBody(syncType.step1, stateVector)
export const step2Body = (update: Uint8Array): Uint8Array => syncBody(syncType.step2, update)
export const updateBody = (update: Uint8Array): Uint8Array => syncBody(syncType.update, update)

export const awarenessBody = (update: Uint8Array): Uint8Array =>
  body((encoder) => {
    encoding.writeVarUint(encoder, frame.awareness)
    encoding.writeVarUint8Array(encoder, update)
  })

export const statelessBody = (message: string): Uint8Array =>
  body((encoder) => {
    encoding.writeVarUint(encoder, frame.stateless)
    encoding.writeVarString(encoder, message)
  })

export const deniedBody = (reason: string): Uint8Array =>
  body((encoder) => {
    encoding.writeVarUint(encoder, frame.auth)
    encoding.writeVarUint(encoder, denied)
    encoding.writeVarString(encoder, reason)
  })

/** The reason when this outgoing frame says that a document was not opened, else null. */
export function deniedReason(data: Uint8Array, header: FrameHeader): string | null {
  if (header.type !== frame.auth) return null
  const decoder = decoding.createDecoder(data)
  decoder.pos = header.offset
  return decoding.readVarUint(decoder) === denied ? decoding.readVarString(decoder) : null
}

/** The awareness update inside an awareness frame; null when the frame is broken. */
export function awarenessPayload(data: Uint8Array, header: FrameHeader): Uint8Array | null {
  const decoder = decoding.createDecoder(data)
  decoder.pos = header.offset
  try {
    return decoding.readVarUint8Array(decoder)
  } catch {
    // Ends too early: not a frame.
    return null
  }
}
