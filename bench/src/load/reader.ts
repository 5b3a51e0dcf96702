/** Reads a whole document through the peer's own wire with its stock provider-less handshake. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { Peer } from '../peers/peer.ts'

/** Resolves with everything the server holds; rejects when it does not answer within 20 s. */
export async function readDocument(peer: Peer, document: string): Promise<Y.Doc> {
  const token = await peer.token()
  const socket = new WebSocket(peer.url, { perMessageDeflate: false })
  const doc = new Y.Doc()
  const frame = (type: number, body: (out: encoding.Encoder) => void) => {
    const out = encoding.createEncoder()
    encoding.writeVarString(out, document)
    encoding.writeVarUint(out, type)
    body(out)
    socket.send(encoding.toUint8Array(out))
  }
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${peer.name} did not send ${document}`)), 20_000)
      socket.once('error', reject)
      socket.once('open', () => {
        frame(2, (out) => {
          encoding.writeVarUint(out, 0)
          encoding.writeVarString(out, token)
          encoding.writeVarString(out, '4.7.0')
        })
        frame(0, (out) => {
          encoding.writeVarUint(out, 0)
          encoding.writeVarUint8Array(out, Y.encodeStateVector(doc))
        })
      })
      socket.on('message', (data: Buffer) => {
        if (data.length <= 1) return
        const input = decoding.createDecoder(data)
        decoding.readVarString(input)
        const type = decoding.readVarUint(input)
        if ((type !== 0 && type !== 4) || decoding.readVarUint(input) !== 1) return
        Y.applyUpdate(doc, decoding.readVarUint8Array(input))
        clearTimeout(timer)
        resolve()
      })
    })
  } finally {
    socket.terminate()
  }
  return doc
}
