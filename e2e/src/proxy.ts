/**
 * A person's own network: a TCP proxy between one browser and the server that can be cut, like a cable.
 * `setOffline` of the browser does not close an open WebSocket (TOOLCHAIN B0.5), so the tests cut here.
 */
import { createServer, connect, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

const upgrade = /^GET [^\r\n]+ HTTP\/1\.1\r\n(?:[^\r\n]+\r\n)*upgrade: websocket\r\n/i

export class Proxy {
  readonly #server: Server
  readonly #targetPort: number
  readonly #pairs = new Set<readonly [Socket, Socket]>()
  #isCut = false
  #isHeld = false
  #refusesWebSockets = false
  readonly #webSockets = new Set<Socket>()

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

  /** The network of a careful company: plain HTTP passes, a request to become a WebSocket is answered with 403. */
  refuseWebSockets(): void {
    this.#refusesWebSockets = true
    for (const socket of this.#webSockets) socket.destroy()
  }

  allowWebSockets(): void {
    this.#refusesWebSockets = false
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
      from.on('data', (chunk: Buffer) => {
        if (from === inbound && this.#isRefused(inbound, chunk)) return
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
        this.#webSockets.delete(from)
        to.destroy()
      })
    }
    if (this.#isHeld) for (const socket of pair) socket.pause()
  }

  /** Chromium opens a connection of its own for a WebSocket, so the request to upgrade is the first thing on it. */
  #isRefused(inbound: Socket, chunk: Buffer): boolean {
    if (this.#webSockets.has(inbound) || !upgrade.test(chunk.toString('latin1', 0, 4096))) return false
    if (this.#refusesWebSockets) inbound.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    else this.#webSockets.add(inbound)
    return this.#refusesWebSockets
  }
}
