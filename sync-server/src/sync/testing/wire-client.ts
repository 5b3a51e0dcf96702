import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { addressBytes, frame } from '../frames.ts'
import { until } from './until.ts'

export interface WireOptions {
  /** Address with a session of its own, as our client does. Default true. */
  readonly session?: string | null
  readonly doc?: Y.Doc
  /** False: sends nothing by itself but the token. Default true: answers SyncStep1 and sends local edits at once. */
  readonly lively?: boolean
  /** The client's by default. */
  readonly token?: string
}

export interface StatelessMessage {
  readonly type: string
  readonly [key: string]: unknown
}

/** One document as a bare client sees it: every frame is kept, nothing is hidden by a provider. */
export class WireDocument {
  readonly doc: Y.Doc
  readonly address: string
  /** SyncStatus frames in order. */
  readonly statuses: boolean[] = []
  readonly stateless: StatelessMessage[] = []
  readonly awareness: Uint8Array[] = []
  readonly updates: Uint8Array[] = []
  scope: string | null = null
  denied: string | null = null
  closed: string | null = null
  step1s = 0
  step2s = 0
  private readonly client: WireClient
  private readonly lively: boolean

  constructor(client: WireClient, name: string, options: WireOptions) {
    this.client = client
    const session = options.session === undefined ? `s${client.nextSession++}` : options.session
    this.address = session === null ? name : `${name}\0${session}`
    this.doc = options.doc ?? new Y.Doc()
    this.lively = options.lively ?? true
    if (this.lively) {
      this.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== this && this.step1s > 0) this.sendUpdate(update)
      })
    }
  }

  get acked(): number {
    return this.statuses.filter(Boolean).length
  }

  refusals(code?: string): StatelessMessage[] {
    return this.stateless.filter(
      (message) => message.type === 'refused' && (code === undefined || message['code'] === code),
    )
  }

  sendToken(token: string): void {
    this.send((encoder) => {
      encoding.writeVarUint(encoder, frame.auth)
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarString(encoder, token)
    })
  }

  sendStep1(): void {
    this.sendSync(0, Y.encodeStateVector(this.doc))
  }

  sendUpdate(update: Uint8Array): void {
    this.sendSync(2, update)
  }

  sendSync(type: number, payload: Uint8Array): void {
    this.send((encoder) => {
      encoding.writeVarUint(encoder, frame.sync)
      encoding.writeVarUint(encoder, type)
      encoding.writeVarUint8Array(encoder, payload)
    })
  }

  sendStateless(message: unknown): void {
    this.send((encoder) => {
      encoding.writeVarUint(encoder, frame.stateless)
      encoding.writeVarString(encoder, typeof message === 'string' ? message : JSON.stringify(message))
    })
  }

  sendAwareness(update: Uint8Array): void {
    this.send((encoder) => {
      encoding.writeVarUint(encoder, frame.awareness)
      encoding.writeVarUint8Array(encoder, update)
    })
  }

  sendClose(): void {
    this.send((encoder) => encoding.writeVarUint(encoder, frame.close))
  }

  send(write: (encoder: encoding.Encoder) => void): void {
    this.client.sendBytes(Buffer.concat([addressBytes(this.address), encoding.encode(write)]))
  }

  /** @param decoder stands behind the address */
  receive(decoder: decoding.Decoder): void {
    const type = decoding.readVarUint(decoder)
    if (type === frame.sync || type === frame.syncReply) this.receiveSync(decoder)
    else if (type === frame.awareness) this.awareness.push(decoding.readVarUint8Array(decoder))
    else if (type === frame.auth) this.receiveAuth(decoder)
    else if (type === frame.stateless) {
      this.stateless.push(JSON.parse(decoding.readVarString(decoder)) as StatelessMessage)
    } else if (type === frame.close) this.closed = decoding.readVarString(decoder)
    else if (type === frame.syncStatus) this.statuses.push(decoding.readVarUint(decoder) === 1)
  }

  private receiveAuth(decoder: decoding.Decoder): void {
    const kind = decoding.readVarUint(decoder)
    if (kind === 1) this.denied = decoding.readVarString(decoder)
    if (kind === 2) this.scope = decoding.readVarString(decoder)
  }

  private receiveSync(decoder: decoding.Decoder): void {
    const type = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (type === 0) {
      this.step1s++
      if (this.lively) this.sendSync(1, Y.encodeStateAsUpdate(this.doc, payload))
      return
    }
    if (type === 1) this.step2s++
    else this.updates.push(payload)
    Y.applyUpdate(this.doc, payload, this)
  }
}

/** A bare WebSocket client of the Hocuspocus wire. */
export class WireClient {
  readonly ws: WebSocket
  readonly documents = new Map<string, WireDocument>()
  readonly pings: number[] = []
  nextSession = 1
  closed: { readonly code: number; readonly reason: string } | null = null
  private readonly token: string

  constructor(url: string, token: string, address?: string) {
    this.token = token
    this.ws = new WebSocket(url, {
      perMessageDeflate: false,
      headers: address === undefined ? {} : { 'x-test-address': address },
    })
    this.ws.binaryType = 'nodebuffer'
    this.ws.on('message', (data: Buffer) => this.receive(data))
    this.ws.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }))
    this.ws.on('error', () => undefined)
  }

  async ready(): Promise<this> {
    await until('the socket is open', () => this.ws.readyState === WebSocket.OPEN || this.closed !== null)
    return this
  }

  /** Attaches without waiting. */
  begin(name: string, options: WireOptions = {}): WireDocument {
    const document = new WireDocument(this, name, options)
    this.documents.set(document.address, document)
    document.sendToken(options.token ?? this.token)
    if (options.lively !== false) document.sendStep1()
    return document
  }

  /** Attaches and waits for the handshake, both ways. */
  async attach(name: string, options: WireOptions = {}): Promise<WireDocument> {
    const document = this.begin(name, options)
    await until(`${name} is attached`, () =>
      options.lively === false ? document.scope !== null : document.step2s > 0 && document.statuses.length > 0,
    )
    return document
  }

  sendBytes(bytes: Uint8Array): void {
    this.ws.send(bytes)
  }

  close(): void {
    this.ws.close()
  }

  private receive(data: Buffer): void {
    if (data.length === 1) {
      this.pings.push(data[0] ?? 0)
      return
    }
    const decoder = decoding.createDecoder(new Uint8Array(data))
    this.documents.get(decoding.readVarString(decoder))?.receive(decoder)
  }
}
