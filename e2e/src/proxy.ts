/**
 * A person's own network: a TCP proxy between one browser and the server that can be cut, like a cable.
 * `setOffline` of the browser does not close an open WebSocket (TOOLCHAIN B0.5), so the tests cut here.
 */
import { createServer, connect, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

export class Proxy {
  readonly #server: Server
  readonly #targetPort: number
  readonly #pairs = new Set<readonly [Socket, Socket]>()
  #isCut = false
  #isHeld = false

  private constructor(server: Server, targetPort: number) {
    this.#server = server
    this.#targetPort = targetPort
    server.on('connection', (inbound) => this.#accept(inbound))
  }

  /** Listens on a free loopback port and forwards to `targetPort` there. */
  static async start(targetPort: number): Promise<Proxy> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Proxy(server, targetPort)
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Every open connection dies at once, in the middle of whatever it carried; new ones are refused. */
  cut(): void {
    this.#isCut = true
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy()
  }

  /** Connections stay open and nothing moves: the network that says nothing. */
  hold(): void {
    this.#isHeld = true
    for (const pair of this.#pairs) for (const socket of pair) socket.pause()
  }

  /** The cable is in again. */
  heal(): void {
    this.#isCut = false
    this.#isHeld = false
    for (const pair of this.#pairs) for (const socket of pair) socket.resume()
  }

  async close(): Promise<void> {
    this.cut()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #accept(inbound: Socket): void {
    if (this.#isCut) {
      inbound.destroy()
      return
    }
    const outbound = connect(this.#targetPort, '127.0.0.1')
    const pair = [inbound, outbound] as const
    this.#pairs.add(pair)
    for (const [from, to] of [pair, [outbound, inbound] as const]) {
      from.on('data', (chunk) => {
        if (!to.write(chunk)) from.pause()
      })
      to.on('drain', () => {
        if (!this.#isHeld) from.resume()
      })
      from.on('end', () => to.end())
      // A reset on one side is a reset on the other: that is the whole meaning of this proxy.
      from.on('error', () => to.destroy())
      from.on('close', () => {
        this.#pairs.delete(pair)
        to.destroy()
      })
    }
    if (this.#isHeld) for (const socket of pair) socket.pause()
  }
}
