import { mkdtemp, rm } from 'node:fs/promises'
import { createConnection, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Where a connection breaks, seen from a request that holds a certain text:
 * `before` it reaches Postgres · `during`: sent on, then both ends dead at once, while Postgres works on it ·
 * `after`: Postgres has answered (and committed), the answer is not passed on.
 */
export type CutPoint = 'before' | 'during' | 'after'

export interface PostgresProxy {
  /** Like the given url, through the proxy. */
  readonly url: string
  /** The next `times` requests that hold this text lose their connection there. */
  cut(point: CutPoint, text: string, times?: number): void
  /** How many connections `cut` has broken so far. */
  cuts(): number
  /** Breaks every connection; while down nothing can connect. */
  down(): void
  up(): void
  close(): Promise<void>
}

/** A proxy for the unix socket a connection string names. */
export async function startPostgresProxy(url: string): Promise<PostgresProxy> {
  const parsed = new URL(url.replace('@/', '@localhost/'))
  const target = join(parsed.searchParams.get('host') ?? '', '.s.PGSQL.5432')
  const folder = await mkdtemp(join(tmpdir(), 'mutirao-proxy-'))
  const plan = { point: 'before' as CutPoint, text: '', left: 0, done: 0 }
  const pairs = new Set<readonly [Socket, Socket]>()
  let isDown = false

  const server = createServer((client) => {
    if (isDown) {
      client.destroy()
      return
    }
    const upstream = createConnection(target)
    const pair = [client, upstream] as const
    pairs.add(pair)
    const end = (): void => {
      pairs.delete(pair)
      client.destroy()
      upstream.destroy()
    }
    for (const socket of pair) socket.on('error', end).on('close', end)
    let swallow = false
    client.on('data', (data) => {
      const hit = plan.left > 0 && data.includes(plan.text)
      if (hit) {
        plan.left--
        plan.done++
      }
      if (hit && plan.point === 'before') return end()
      swallow ||= hit && plan.point === 'after'
      upstream.write(data, () => {
        if (hit && plan.point === 'during') end()
      })
    })
    upstream.on('data', (data) => {
      if (swallow) end()
      else client.write(data)
    })
  })
  await new Promise<void>((resolve) => server.listen(join(folder, '.s.PGSQL.5432'), resolve))
  const breakAll = (): void => {
    for (const [client] of pairs) client.destroy()
  }
  return {
    url: url.replace(/host=[^&]*/, `host=${encodeURIComponent(folder)}`),
    cut: (point, text, times = 1) => Object.assign(plan, { point, text, left: times }),
    cuts: () => plan.done,
    down: () => {
      isDown = true
      breakAll()
    },
    up: () => {
      isDown = false
    },
    close: async () => {
      breakAll()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
