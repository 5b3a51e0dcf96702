import type { OracleServer } from './oracle-server.ts'

/** The contract's HTTP surface over an oracle, as a `fetch`. `up` false: no connection at all. */
export class OracleHttp {
  up = true
  /** Method and path of every call. */
  readonly calls: string[] = []
  readonly #server: OracleServer
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>()
  events = false

  constructor(server: OracleServer) {
    this.#server = server
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    await new Promise((resolve) => setTimeout(resolve, 1))
    if (!this.up) throw new TypeError('fetch failed')
    const url = new URL(input instanceof Request ? input.url : input)
    const method = init.method ?? 'GET'
    this.calls.push(`${method} ${url.pathname}`)
    if (url.pathname.endsWith('/heads')) return this.#heads(url)
    if (url.pathname.endsWith('/events')) return this.#stream()
    const name = decodeURIComponent(url.pathname.split('/')[3] ?? '')
    if (method === 'POST') return this.#push(name, new Uint8Array(await new Response(init.body).arrayBuffer()))
    return this.#pull(name, url.searchParams.get('after'))
  }

  #cursor(name: string): string {
    return `${this.#server.epoch}-${this.#server.journal.get(name)?.length ?? 0}`
  }

  #heads(url: URL): Response {
    const total = [...this.#server.journal.values()].reduce((sum, rows) => sum + rows.length, 0)
    const names = url.searchParams.get('after') === String(total) ? [] : [...this.#server.journal.keys()]
    return Response.json({
      heads: Object.fromEntries(names.map((name) => [name, this.#cursor(name)])),
      after: String(total),
    })
  }

  #pull(name: string, after: string | null): Response {
    const rows = this.#server.journal.get(name) ?? []
    const access = this.#server.mayOnlyLook(name) ? 'read' : 'write'
    if (after === this.#cursor(name)) return new Response(null, { status: 304, headers: { 'x-access': access } })
    const from = after?.startsWith(`${this.#server.epoch}-`) ? Number(after.slice(after.indexOf('-') + 1)) : 0
    const parts = rows.slice(from).map((row) => Buffer.concat([varUint(row.length), row]))
    return new Response(Buffer.concat(parts), { headers: { 'x-cursor': this.#cursor(name), 'x-access': access } })
  }

  async #push(name: string, update: Uint8Array): Promise<Response> {
    const code = await this.#server.submit(name, update)
    if (code === 'died') throw new TypeError('fetch failed')
    if (code) return Response.json({ code, message: code, refused: [{ path: 'a/b', code }] }, { status: 422 })
    for (const stream of this.#streams) {
      const data = JSON.stringify({ name, cursor: this.#cursor(name) })
      stream.enqueue(new TextEncoder().encode(`id: 1\nevent: changed\ndata: ${data}\n\n`))
    }
    return Response.json({ cursor: this.#cursor(name), reverted: [] })
  }

  #stream(): Response {
    if (!this.events) return Response.json({ code: 'not_found', message: 'no events' }, { status: 404 })
    let own: ReadableStreamDefaultController<Uint8Array>
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        own = controller
        this.#streams.add(controller)
        controller.enqueue(new TextEncoder().encode('retry: 3000\n\n: still here\n\n'))
      },
      cancel: () => {
        this.#streams.delete(own)
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }
}

function varUint(value: number): Buffer {
  const bytes: number[] = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push(128 | (value & 127))
  return Buffer.from([...bytes, value])
}
