/**
 * The thinnest possible client of both wires, without a document: it signs in, joins, sends frames, counts acknowledgements and
 * hands over every update it receives. `hocuspocus`: frames `name | type | payload`, SyncStatus acknowledges. `y`: y-websocket's
 * frames without names; nothing is ever acknowledged there.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'

export type Wire = 'hocuspocus' | 'y'
const sync = 0
const auth = 2
const syncReply = 4
const syncStatus = 8
const step1 = 0
const step2 = 1
const update = 2

export interface RawClientOptions {
  readonly wire: Wire
  readonly url: string
  readonly document: string
  readonly token: string
  /** Every update received from others, as it came. */
  readonly onUpdate?: (bytes: Uint8Array) => void
}

export class RawClient {
  readonly #socket: WebSocket
  readonly #options: RawClientOptions
  readonly #waiting: ((accepted: boolean) => void)[] = []
  #joined: (() => void) | null = null
  #failed: ((error: Error) => void) | null = null
  acknowledged = 0
  refused = 0
  closed = false

  private constructor(options: RawClientOptions) {
    this.#options = options
    const url = options.wire === 'y' ? `${options.url}/${encodeURIComponent(options.document)}` : options.url
    this.#socket = new WebSocket(url, { perMessageDeflate: false })
    this.#socket.binaryType = 'nodebuffer'
    this.#socket.on('message', (data: Buffer) => this.#receive(data))
    this.#socket.on('close', () => {
      this.closed = true
      this.#failed?.(new Error('closed before it had joined'))
    })
    // Killing servers is what these clients are for: 'close' follows and is what callers look at.
    this.#socket.on('error', (error) => this.#failed?.(error))
  }

  /** Resolves when the server has sent its first sync step: from then on updates count. */
  static async join(options: RawClientOptions): Promise<RawClient> {
    const client = new RawClient(options)
    await new Promise<void>((resolve, reject) => {
      client.#joined = resolve
      client.#failed = reject
      client.#socket.once('open', () => client.#hello())
    })
    client.#failed = null
    return client
  }

  /** @returns for Hocuspocus' wire: true once the server has acknowledged these bytes, false when it refused them */
  send(bytes: Uint8Array): Promise<boolean> {
    this.#socket.send(
      this.#frame(sync, (out) => {
        encoding.writeVarUint(out, update)
        encoding.writeVarUint8Array(out, bytes)
      }),
    )
    if (this.#options.wire === 'y') return Promise.resolve(true)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  close(): void {
    this.#socket.terminate()
  }

  #hello(): void {
    if (this.#options.wire === 'hocuspocus') {
      this.#socket.send(
        this.#frame(auth, (out) => {
          encoding.writeVarUint(out, 0)
          encoding.writeVarString(out, this.#options.token)
          encoding.writeVarString(out, '4.7.0')
        }),
      )
    }
    this.#socket.send(
      this.#frame(sync, (out) => {
        encoding.writeVarUint(out, step1)
        encoding.writeVarUint8Array(out, Uint8Array.of(0))
      }),
    )
  }

  #frame(type: number, body: (out: encoding.Encoder) => void): Uint8Array {
    const out = encoding.createEncoder()
    if (this.#options.wire === 'hocuspocus') encoding.writeVarString(out, this.#options.document)
    encoding.writeVarUint(out, type)
    body(out)
    return encoding.toUint8Array(out)
  }

  #receive(data: Buffer): void {
    if (data.length <= 1) return
    const input = decoding.createDecoder(data)
    if (this.#options.wire === 'hocuspocus') decoding.readVarString(input)
    const type = decoding.readVarUint(input)
    if (type === syncStatus) {
      const accepted = decoding.readVarUint(input) === 1
      if (accepted) this.acknowledged++
      else this.refused++
      this.#waiting.shift()?.(accepted)
    } else if (type === sync || type === syncReply) this.#sync(input)
    else if (type === auth && decoding.readVarUint(input) === 1)
      this.#failed?.(new Error(`not let in: ${decoding.readVarString(input)}`))
  }

  #sync(input: decoding.Decoder): void {
    const kind = decoding.readVarUint(input)
    if (kind === step1) return
    const bytes = decoding.readVarUint8Array(input)
    if (kind === step2) this.#joined?.()
    else if (kind === update) this.#options.onUpdate?.(bytes)
  }
}
