/** The server's end of a fake socket: what Hocuspocus calls a WebSocketLike, and how frames and the end reach it. */
export interface ServerEnd {
  readonly send: (frame: Uint8Array) => void
  readonly close: (code?: number, reason?: string) => void
  readonly readyState: number
}
export interface ServerSide {
  receive(frame: Uint8Array): void
  closed(): void
}
export type Accept = (end: ServerEnd) => ServerSide

type Random = () => number
const state = { connecting: 0, open: 1, closed: 3 } as const

/**
 * A network in one process: sockets with random delays which keep their order, and which can be cut with frames in flight
 * (those are lost, as in life).
 */
export class FakeNetwork {
  /** Null: nobody listens, connections fail. */
  accept: Accept | null = null
  /** Frames vanish without the sockets closing: a dead network. */
  silent = false
  opened = 0
  /** Sees every frame a client sends, and every frame the server sends. */
  spy: (frame: Uint8Array) => void = () => undefined
  spyDown: (frame: Uint8Array) => void = () => undefined
  /** What arrives at the client in the place of a frame of the server. */
  damage: (frame: Uint8Array) => readonly Uint8Array[] = (frame) => [frame]
  readonly #random: Random
  readonly #maxDelayMs: number
  readonly #sockets = new Set<FakeSocket>()
  /** To be handed to a client as its WebSocket class. */
  readonly WebSocket: typeof WebSocket

  constructor(random: Random, maxDelayMs: number) {
    this.#random = random
    this.#maxDelayMs = maxDelayMs
    const open = (url: string): FakeSocket => this.#open(url)
    const constructor = function (url: string) {
      return open(url)
    }
    this.WebSocket = Object.assign(constructor, { OPEN: state.open }) as unknown as typeof WebSocket
  }

  #open(url: string): FakeSocket {
    const socket: FakeSocket = new FakeSocket(url, {
      accept: () => this.accept,
      delayMs: () => this.#random() * this.#maxDelayMs,
      silent: () => this.silent,
      ended: () => this.#sockets.delete(socket),
      opened: () => (this.opened += 1),
      up: (frame) => this.spy(frame),
      down: (frame) => this.spyDown(frame),
      damage: (frame) => this.damage(frame),
    })
    this.#sockets.add(socket)
    return socket
  }

  sockets(): number {
    return this.#sockets.size
  }

  /** Cuts every socket, or each with this probability; frames in flight are lost. */
  cut(probability = 1): void {
    for (const socket of this.#sockets) if (this.#random() < probability) socket.cut()
  }
}

interface SocketWorld {
  readonly accept: () => Accept | null
  readonly delayMs: () => number
  readonly silent: () => boolean
  readonly ended: () => void
  readonly opened: () => void
  readonly up: (frame: Uint8Array) => void
  readonly down: (frame: Uint8Array) => void
  readonly damage: (frame: Uint8Array) => readonly Uint8Array[]
}

/** Delivers in order, each after at least its own delay. */
class Pipe {
  readonly #world: SocketWorld
  #lastAtMs = 0
  constructor(world: SocketWorld) {
    this.#world = world
  }
  after(deliver: () => void): void {
    const nowMs = performance.now()
    this.#lastAtMs = Math.max(this.#lastAtMs, nowMs + this.#world.delayMs())
    setTimeout(deliver, this.#lastAtMs - nowMs)
  }
}

class FakeSocket {
  binaryType = 'arraybuffer'
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null
  readonly url: string
  readyState: number = state.connecting
  readonly #world: SocketWorld
  readonly #up: Pipe
  readonly #down: Pipe
  #server: ServerSide | null = null

  constructor(url: string, world: SocketWorld) {
    this.url = url
    this.#world = world
    this.#up = new Pipe(world)
    this.#down = new Pipe(world)
    this.#up.after(() => this.#connect())
  }

  #connect(): void {
    if (this.readyState !== state.connecting) return
    const accept = this.#world.accept()
    if (!accept) return this.#end(1006, '')
    this.readyState = state.open
    this.#world.opened()
    const readyState = (): number => this.readyState
    this.#server = accept({
      send: (frame) => {
        const copy = frame.slice()
        this.#world.down(copy)
        this.#down.after(() => {
          if (this.readyState !== state.open || this.#world.silent()) return
          for (const each of this.#world.damage(copy)) this.onmessage?.({ data: each.slice().buffer })
        })
      },
      close: (code = 1000, reason = '') => this.#down.after(() => this.#end(code, reason)),
      get readyState() {
        return readyState()
      },
    })
    this.onopen?.()
  }

  send(frame: Uint8Array): void {
    const copy = frame.slice()
    this.#world.up(copy)
    this.#up.after(() => {
      if (this.readyState === state.open && !this.#world.silent()) this.#server?.receive(copy)
    })
  }

  close(): void {
    this.#end(1000, '')
  }

  cut(): void {
    this.#end(1006, '')
  }

  #end(code: number, reason: string): void {
    if (this.readyState === state.closed) return
    this.readyState = state.closed
    this.#world.ended()
    this.#server?.closed()
    setTimeout(() => this.onclose?.({ code, reason }), 0)
  }
}
