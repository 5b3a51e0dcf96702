import { fault, type DocumentName } from '@mutirao/documents'
import { deviceOffline, tabHidden } from '../environment.ts'
import { createHttpApi, type HttpApi, type Pulled } from '../http/api.ts'
import type { HttpTransport } from '../http/http.ts'
import type { LineFacts } from '../sync/status.ts'
import type { TokenSource } from '../sync/token.ts'
import type { SyncTarget, Transport } from '../sync/transport.ts'
import type { Tuning } from '../tuning.ts'
import type { OpenLine } from '../wire/line.ts'
import { WebSocketTransport } from '../wire/websocket.ts'

export interface ConnectionOptions {
  readonly baseUrl: string
  readonly workspaceId: string
  readonly fetch: typeof fetch
  readonly openLine: OpenLine
  readonly clientId: string
  readonly token: TokenSource
  readonly tuning: Tuning
  readonly now: () => number
  readonly random: () => number
  /** Everything that must be attached, to whatever carries it. */
  readonly targets: () => Iterable<SyncTarget>
  /** The way to the server is another one, or open, or closed. */
  readonly onChanged: () => void
  /** A line was lost: nothing is known about anything until the next handshake. */
  readonly onLost: () => void
  readonly onSignedOut: () => void
  readonly onUpdateRequired: () => void
}

/** The way to the server: WebSocket, or HTTP while no WebSocket gets through. Chooses by itself, changes back by itself. */
export class Connection {
  readonly #options: ConnectionOptions
  readonly #socket: WebSocketTransport
  /** Its code is fetched with the first sign that no WebSocket gets through: most never need it. */
  #http: HttpTransport | null = null
  readonly #api: HttpApi
  #transport: Transport
  #httpOpen = false
  #running = false
  #downSinceMs: number
  #failures = 0

  constructor(options: ConnectionOptions) {
    const { tuning, token, random, now } = options
    this.#options = options
    this.#downSinceMs = now()
    this.#socket = new WebSocketTransport({
      openLine: options.openLine,
      clientId: options.clientId,
      token,
      tuning,
      now,
      random,
      hooks: {
        onSignedOut: options.onSignedOut,
        onUpdateRequired: options.onUpdateRequired,
        onLine: (open) => this.#onSocket(open),
        onFailure: (failures) => this.#onSocketFailure(failures),
      },
    })
    const { baseUrl, workspaceId } = options
    this.#api = createHttpApi({ baseUrl, workspaceId, fetch: options.fetch, token, timeoutMs: tuning.httpTimeoutMs })
    this.#transport = this.#socket
  }

  /** Null: this way does not work, or not now. */
  pullWhole(name: DocumentName): Promise<Pulled | null> {
    if (!this.#running || fault('CLI-24')) return Promise.resolve(null)
    // Whatever went wrong, the socket brings the document too.
    return this.#api.pull(name, null).catch(() => null)
  }

  transport(): Transport {
    return this.#transport
  }

  facts(): LineFacts {
    if (this.#socket.isOpen()) return { state: 'open', transport: 'websocket' }
    if (this.#transport === this.#http && this.#httpOpen) return { state: 'open', transport: 'http' }
    const cut = !this.#running || deviceOffline()
    return { state: 'down', sinceMs: this.#downSinceMs, failures: this.#failures, cut }
  }

  start(): void {
    if (this.#running) return
    this.#running = true
    this.#failures = 0
    this.#downSinceMs = this.#options.now()
    this.#socket.start()
    this.#options.onChanged()
  }

  /** Really cuts: no connection stays and none is tried. */
  stop(): void {
    this.#running = false
    this.#socket.stop()
    this.#http?.stop()
    this.#options.onChanged()
  }

  nudge(force: boolean): void {
    this.#socket.nudge(force)
    this.#http?.nudge()
  }

  /**
   * The device says that it has no network: a line that looks open would go on looking so for long. A server that is
   * reached all the same (on this very machine) answers the next attempt.
   */
  distrust(): void {
    if (!this.#running || fault('STA-11')) return
    this.#socket.restart()
    this.#http?.restart()
  }

  #onSocket(open: boolean): void {
    this.#failures = 0
    if (open && !fault('CLI-10')) {
      this.#use(this.#socket)
      this.#http?.stop()
    } else if (!open) {
      this.#lost()
    }
    this.#options.onChanged()
  }

  #onSocketFailure(failures: number): void {
    this.#failures = failures
    void this.#tryHttp()
    this.#options.onChanged()
  }

  /** Never rejects. */
  async #tryHttp(): Promise<void> {
    // Without its code there is no network either: the next failure asks again.
    const code = await import('../http/http.ts').catch(() => null)
    const { token, tuning, random, onSignedOut, onUpdateRequired } = this.#options
    const isWanted = this.#running && !this.#socket.isOpen() && this.#failures >= tuning.webSocketFailuresBeforeHttp
    if (!code || !isWanted) return
    const hooks = { onSignedOut, onUpdateRequired, onLine: (open: boolean) => this.#onHttp(open) }
    this.#http ??= new code.HttpTransport({ api: this.#api, token, tuning, random, hidden: tabHidden, hooks })
    // Without an open socket it only asks for news: its first answer proves that this way works.
    this.#http.start()
  }

  #onHttp(open: boolean): void {
    this.#httpOpen = open
    if (open && this.#http && !this.#socket.isOpen()) this.#use(this.#http)
    if (!open && this.#transport === this.#http) this.#lost()
    this.#options.onChanged()
  }

  #lost(): void {
    this.#downSinceMs = this.#options.now()
    this.#options.onLost()
  }

  #use(transport: Transport): void {
    if (this.#transport === transport) return
    const before = this.#transport
    this.#transport = transport
    for (const target of this.#options.targets()) {
      before.detach(target)
      transport.attach(target)
    }
  }
}
