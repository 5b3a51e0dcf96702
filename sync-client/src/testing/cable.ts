import { connect, createServer, type Server, type Socket } from 'node:net'

/** A person's cable to a real server: a TCP proxy that can be cut in the middle of a frame, and pointed at another port. */
export class Cable {
  /** Where the server is at present. */
  port: number
  readonly #server: Server
  readonly #pairs = new Set<readonly [Socket, Socket]>()
  readonly #random: () => number

  private constructor(server: Server, port: number, random: () => number) {
    this.#server = server
    this.port = port
    this.#random = random
    server.on('connection', (inbound) => this.#accept(inbound))
  }

  static async open(port: number, random: () => number): Promise<Cable> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new Cable(server, port, random)
  }

  get url(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  }

  #accept(inbound: Socket): void {
    const outbound = connect(this.port, '127.0.0.1')
    const pair = [inbound, outbound] as const
    this.#pairs.add(pair)
    for (const [from, to] of [pair, [outbound, inbound] as const]) {
      from.on('data', (bytes: Buffer) => to.write(bytes))
      from.on('error', () => to.destroy())
      from.on('close', () => {
        this.#pairs.delete(pair)
        to.destroy()
      })
    }
  }

  /** Every connection dies: half of them after passing a part of what they carried. */
  cut(): void {
    for (const [inbound, outbound] of this.#pairs) {
      if (this.#random() < 0.5) {
        inbound.destroy()
        outbound.destroy()
        continue
      }
      inbound.removeAllListeners('data')
      inbound.once('data', (bytes: Buffer) => {
        outbound.write(bytes.subarray(0, Math.ceil(bytes.length * this.#random())), () => outbound.destroy())
        inbound.destroy()
      })
    }
  }

  async close(): Promise<void> {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
