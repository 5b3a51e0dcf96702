import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** Message types of the Hocuspocus 4.x wire (docs/PROTOCOL.md). */
const messageType = {
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

const syncType = { step1: 0, step2: 1, update: 2 } as const
const authType = { token: 0, denied: 1, authenticated: 2 } as const

/** A frame from the server, already split into what it means. `address` is `name\0session`. */
export type InboundFrame =
  | { readonly kind: 'ping' }
  | { readonly kind: 'token-request'; readonly address: string }
  | { readonly kind: 'authenticated'; readonly address: string; readonly readOnly: boolean }
  | { readonly kind: 'denied'; readonly address: string; readonly reason: string }
  | { readonly kind: 'step1'; readonly address: string; readonly stateVector: Uint8Array }
  | { readonly kind: 'step2' | 'update'; readonly address: string; readonly update: Uint8Array }
  | { readonly kind: 'awareness'; readonly address: string; readonly update: Uint8Array }
  | { readonly kind: 'stateless'; readonly address: string; readonly payload: string }
  | { readonly kind: 'status'; readonly address: string; readonly taken: boolean }
  | { readonly kind: 'close'; readonly address: string; readonly reason: string }
  | { readonly kind: 'other'; readonly address: string }

/** `name\0session`: the session id is fresh at every attach, so that late frames of an old one cannot be mistaken. */
export const sessionAddress = (name: string, session: string): string => `${name}\0${session}`

/** Reads one frame. Throws on bytes that are not a frame: the caller drops the line. */
export function readFrame(frame: Uint8Array): InboundFrame {
  if (frame.length === 1 && frame[0] === messageType.ping) return { kind: 'ping' }
  const decoder = decoding.createDecoder(frame)
  const address = decoding.readVarString(decoder)
  switch (decoding.readVarUint(decoder)) {
    case messageType.sync:
    case messageType.syncReply:
      return readSync(decoder, address)
    case messageType.auth:
      return readAuth(decoder, address)
    case messageType.awareness:
      return { kind: 'awareness', address, update: decoding.readVarUint8Array(decoder) }
    case messageType.stateless:
      return { kind: 'stateless', address, payload: decoding.readVarString(decoder) }
    case messageType.syncStatus:
      return { kind: 'status', address, taken: decoding.readVarUint(decoder) === 1 }
    case messageType.close:
      return { kind: 'close', address, reason: decoding.readVarString(decoder) }
    default:
      return { kind: 'other', address }
  }
}

function readSync(decoder: decoding.Decoder, address: string): InboundFrame {
  const type = decoding.readVarUint(decoder)
  const bytes = decoding.readVarUint8Array(decoder)
  if (type === syncType.step1) return { kind: 'step1', address, stateVector: bytes }
  if (type === syncType.step2) return { kind: 'step2', address, update: bytes }
  if (type === syncType.update) return { kind: 'update', address, update: bytes }
  return { kind: 'other', address }
}

function readAuth(decoder: decoding.Decoder, address: string): InboundFrame {
  const type = decoding.readVarUint(decoder)
  if (type === authType.token) return { kind: 'token-request', address }
  const text = decoding.readVarString(decoder)
  if (type === authType.denied) return { kind: 'denied', address, reason: text }
  if (type === authType.authenticated) return { kind: 'authenticated', address, readOnly: text === 'readonly' }
  return { kind: 'other', address }
}

const frame = (address: string, type: number, write: (encoder: encoding.Encoder) => void): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarString(encoder, address)
    encoding.writeVarUint(encoder, type)
    write(encoder)
  })

const syncFrame = (address: string, type: number, bytes: Uint8Array): Uint8Array =>
  frame(address, messageType.sync, (encoder) => {
    encoding.writeVarUint(encoder, type)
    encoding.writeVarUint8Array(encoder, bytes)
  })

export const authFrame = (address: string, token: string): Uint8Array =>
  frame(address, messageType.auth, (encoder) => {
    encoding.writeVarUint(encoder, authType.token)
    encoding.writeVarString(encoder, token)
  })
export const step1Frame = (address: string, stateVector: Uint8Array): Uint8Array =>
  syncFrame(address, syncType.step1, stateVector)
export const step2Frame = (address: string, update: Uint8Array): Uint8Array =>
  syncFrame(address, syncType.step2, update)
export const updateFrame = (address: string, update: Uint8Array): Uint8Array =>
  syncFrame(address, syncType.update, update)
export const awarenessFrame = (address: string, update: Uint8Array): Uint8Array =>
  frame(address, messageType.awareness, (encoder) => encoding.writeVarUint8Array(encoder, update))
export const statelessFrame = (address: string, payload: string): Uint8Array =>
  frame(address, messageType.stateless, (encoder) => encoding.writeVarString(encoder, payload))
/** A sign of life that costs the server nothing: it only asks an attached document and is not answered. */
export const aliveFrame = (address: string): Uint8Array => frame(address, messageType.queryAwareness, () => undefined)
export const closeFrame = (address: string): Uint8Array =>
  frame(address, messageType.close, (encoder) => encoding.writeVarString(encoder, 'provider_initiated'))
